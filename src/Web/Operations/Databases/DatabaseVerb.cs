using System.CommandLine;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;

namespace Guildhall.Web.Operations.Databases;

/// <summary><c>database check</c></summary>
internal static class DatabaseVerb
{
    /// <param name="settings">A damaged database stops every verb that prepares it first; this one looks at it as it is.</param>
    public static Command Command(string[] settings)
    {
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var check = new Command(
            "check",
            "Look for damage in every page and index of a SQLite file and in every row. Exit code 1 and a list when something is found.") { json };
        check.SetAction(async (parsed, cancel) =>
        {
            await using var app = Server.BuildForVerb(settings);
            await using var scope = app.Services.CreateAsyncScope();
            var verdict = await scope.ServiceProvider.GetRequiredService<CheckDatabase>().RunAsync(cancel);
            Cli.Print(verdict, parsed.GetValue(json), () => Tell(verdict));
            return verdict.Sound ? Cli.Ok : Cli.Failed;
        });
        return new Command("database", "The database of this installation.") { check };
    }

    private static void Tell(DatabaseVerdict verdict)
    {
        foreach (var finding in verdict.Findings)
            Console.WriteLine(finding);
        if (verdict.NotChecked is { } missing)
            Console.WriteLine(missing);
        Console.WriteLine(verdict.Sound
            ? $"The database is sound: {verdict.Rows} rows in {verdict.Tables} tables."
            : $"{verdict.Findings.Count} findings; {verdict.Rows} rows in {verdict.Tables} tables can be read. Restore the newest backup.");
    }
}
