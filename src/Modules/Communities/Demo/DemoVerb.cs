using System.CommandLine;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Communities.Demo;

/// <summary><c>demo</c></summary>
internal static class DemoVerb
{
    public static Command Command(Cli cli)
    {
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command(
            "demo",
            "Fill an empty installation with two believable communities, one Chinese, one English. Again it changes nothing. Exit code 0: filled; 1: refused, with the reason on standard error; 2: wrong usage.")
        {
            json,
        };
        verb.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var answer = await services.GetRequiredService<FillDemo>().RunAsync(cancel);
            Cli.Print(answer, parsed.GetValue(json), () => Tell(answer));
            return Cli.Ok;
        }, cancel));
        return verb;
    }

    private static void Tell(DemoAnswer answer)
    {
        Console.WriteLine();
        Console.WriteLine($"  The demo is ready: {string.Join(", ", answer.Communities)}");
        Console.WriteLine(answer.Password is { } password
            ? $"  Its owner signs in at /sign-in as {answer.Email} with the password\n\n    {password}\n\n  which is shown this once and kept nowhere."
            : $"  It was there already. Its owner is {answer.Email}.");
        Console.WriteLine($"  A new password: bin/guildhall member link --member {answer.Email}");
        Console.WriteLine();
    }
}
