using System.CommandLine;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;

namespace Guildhall.Web.Operations.Backups;

/// <summary><c>restore FILE</c></summary>
internal static class RestoreVerb
{
    /// <param name="settings">The backup is read to its end before there is a database, so the program is built without one.</param>
    public static Command Command(string[] settings)
    {
        var file = new Argument<string>("FILE") { Description = "The zip to read." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command(
            "restore",
            "Fill an empty installation from a backup, which is verified before anything is touched; tell what a check of the money ledger finds.")
        {
            file, json,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            await using var app = Server.BuildForVerb(settings);
            var manifest = await RestoreAsync(app, path, cancel);
            await using var scope = app.Services.CreateAsyncScope();
            var ledger = await scope.ServiceProvider.GetRequiredService<IMoneyLedger>().CheckAsync(cancel);
            BackupReport.Print("Restored from", path, manifest, ledger, parsed.GetValue(json));
            return Cli.Ok;
        });
        return verb;
    }

    private static async Task<BackupManifest> RestoreAsync(WebApplication app, string file, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await using var traces = await Traces.BeforeAsync(scope.ServiceProvider, cancel);
        var restore = scope.ServiceProvider.GetRequiredService<RestoreBackup>();
        var manifest = await restore.RunAsync(file, cancel, prepare: () => Preparation.RunAsync(app.Services, cancel));
        traces.Keep();
        return manifest;
    }
}
