using System.CommandLine;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations.Backups;

/// <summary><c>backup FILE</c></summary>
internal static class BackupVerb
{
    public static Command Command(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = "The zip to write." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command(
            "backup",
            "Write everything (database, files, keys) into one zip, while the site goes on; tell what a check of the money ledger finds.")
        {
            file, json,
        };
        verb.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            var manifest = await services.GetRequiredService<WriteBackup>().RunAsync(path, cancel);
            BackupReport.Print("Backed up to", path, manifest, manifest.Ledger!, parsed.GetValue(json));
            return Cli.Ok;
        }, cancel));
        return verb;
    }
}
