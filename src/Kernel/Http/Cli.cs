using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>What a verb needs: the program's services on a migrated database, and one way to end with an answer or a sentence.</summary>
/// <param name="BuildHost">Builds the host without listening, migrates the database, and gives its services.</param>
/// <param name="Errors">Standard error unless given.</param>
public sealed record Cli(Func<CancellationToken, Task<IServiceProvider>> BuildHost, TextWriter? Errors = null)
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new EnumWordsJson() } };

    /// <summary>Runs a verb in a scope of its own.</summary>
    public Task<int> RunAsync(Func<IServiceProvider, Task<int>> verb, CancellationToken cancel) => GuardAsync(async () =>
    {
        var services = await BuildHost(cancel);
        await using var scope = services.CreateAsyncScope();
        return await verb(scope.ServiceProvider);
    }, Errors ?? Console.Error);

    /// <summary>The whole program runs inside this too: what goes wrong ends in one sentence on standard error and exit code 1.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> program, TextWriter errors)
    {
        try
        {
            return await program();
        }
        catch (Exception error)
        {
            await errors.WriteLineAsync($"guildhall: {Failure.Sentence(error)}");
            if (Failure.IsTraced)
                await errors.WriteLineAsync(error.ToString());
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
