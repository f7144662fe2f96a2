using System.CommandLine;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;
using Guildhall.Web.Operations;

namespace Guildhall.Web;

/// <summary>The command line: <c>serve</c> and the verbs of the modules.</summary>
public static class Verbs
{
    private const string Serve = "serve";

    // A verb that was told to stop takes away what it has half done, e.g. an unfinished backup.
    private static readonly TimeSpan ToTidyUp = TimeSpan.FromSeconds(10);

    /// <param name="settings">Beside those of the environment, e.g. <c>--Guildhall:Data=/srv/guildhall/data</c>.</param>
    /// <param name="errors">Standard error unless given.</param>
    public static Task<int> RunAsync(
        string[] args, string[]? settings = null, TextWriter? errors = null, CancellationToken cancel = default) =>
        Cli.GuardAsync(async () =>
        {
            await using var built = new Built(settings ?? []);
            var parsed = Root(settings ?? [], new Cli(built.ServicesAsync, errors)).Parse(args.Length == 0 ? [Serve] : args);
            var exit = await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Error = errors ?? Console.Error,
                // The server stops by itself, and may take longer: requests that are under way are finished.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == Serve ? null : ToTidyUp,
            }, cancel);
            return parsed.Errors.Count > 0 ? Cli.Misused : exit;
        }, errors ?? Console.Error);

    internal static RootCommand Root(string[] settings, Cli cli)
    {
        var root = new RootCommand("Guildhall, the home of a paid knowledge community of programmers.");
        var serve = new Command(
            Serve,
            "Serve the site. Settings come from the environment, e.g. Guildhall__Database=postgres://user:password@host/name, and from --urls http://localhost:5080.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        serve.SetAction((parsed, cancel) => Server.RunAsync([.. settings, .. parsed.UnmatchedTokens], cancel));
        root.Add(serve);

        foreach (var verb in Modules.All.Modules.SelectMany(m => m.Verbs(cli)).Concat(OperatingVerbs.All(cli, settings)))
            root.Add(verb);
        return root;
    }

    /// <summary>The program that a verb works with; it ends with the verb.</summary>
    private sealed class Built(string[] settings) : IAsyncDisposable
    {
        private WebApplication? _app;

        public async Task<IServiceProvider> ServicesAsync(CancellationToken cancel) =>
            (_app = await Server.BuildForVerbAsync(settings, cancel)).Services;

        public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
