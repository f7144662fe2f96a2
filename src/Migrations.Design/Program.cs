Console.Error.WriteLine("dotnet-ef runs this; write a migration with bin/migrate NAME.");
return 2;
