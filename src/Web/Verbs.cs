using System.CommandLine;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;
using Guildhall.Web.Operations;

namespace Guildhall.Web;

/// <summary>The command line: <c>serve</c> and the verbs of the modules.</summary>
public static class Verbs
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Guildhall, the home of a paid knowledge community of programmers.");
        var serve = new Command("serve", "Serve the site. Settings come from the environment, e.g. Guildhall__Database=postgres://user:password@host/name, and from --urls http://localhost:5080.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        serve.SetAction((parsed, cancel) => Server.RunAsync([.. parsed.UnmatchedTokens], cancel));
        root.Add(serve);

        var cli = new Cli(Server.BuildForVerbAsync);
        foreach (var verb in Modules.All.Modules.SelectMany(m => m.Verbs(cli)).Concat(OperatingVerbs.All(cli)))
            root.Add(verb);
        var parsed = root.Parse(args.Length == 0 ? ["serve"] : args);
        var exit = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? Cli.Misused : exit;
    }
}
