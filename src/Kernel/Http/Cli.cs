using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>What a verb needs: the program's services on a migrated database, and one way to end with an answer or a refusal.</summary>
/// <param name="BuildHost">Builds the host without listening, migrates the database, and gives its services.</param>
public sealed record Cli(Func<CancellationToken, Task<IServiceProvider>> BuildHost)
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new EnumWordsJson() } };

    /// <summary>Runs a verb in a scope of its own. A refusal is one line on standard error and exit code 1.</summary>
    public async Task<int> RunAsync(Func<IServiceProvider, Task<int>> verb, CancellationToken cancel)
    {
        try
        {
            var services = await BuildHost(cancel);
            await using var scope = services.CreateAsyncScope();
            return await verb(scope.ServiceProvider);
        }
        catch (Refused refused)
        {
            Console.Error.WriteLine($"guildhall: {string.Format(System.Globalization.CultureInfo.InvariantCulture, refused.Text, refused.Args)} ({refused.Code})");
            return Failed;
        }
    }

    /// <summary>Prints for a person, or as JSON where a program asked for it.</summary>
    public static void Print(object answer, bool json, Action forPeople)
    {
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(answer, Json));
        else
            forPeople();
    }
}
