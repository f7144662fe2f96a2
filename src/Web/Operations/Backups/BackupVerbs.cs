using System.CommandLine;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations.Backups;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>.</summary>
internal static class BackupVerbs
{
    private static readonly Option<bool> Json = new("--json") { Description = "Answer as JSON." };

    public static IEnumerable<Command> All(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = "The zip to write or to read." };

        var backup = new Command("backup", "Write everything (database, files, keys) into one zip, while the site goes on.") { file, Json };
        backup.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            var manifest = await services.GetRequiredService<WriteBackup>().RunAsync(path, cancel);
            Report($"Backed up to {path}", path, manifest, parsed.GetValue(Json));
            return Cli.Ok;
        }, cancel));

        var restore = new Command("restore", "Fill an empty installation from a backup. The whole backup is verified before anything is touched.") { file, Json };
        restore.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            var manifest = await services.GetRequiredService<RestoreBackup>().RunAsync(path, cancel);
            Report($"Restored from {path}", path, manifest, parsed.GetValue(Json));
            return Cli.Ok;
        }, cancel));
        return [backup, restore];
    }

    private static void Report(string what, string path, BackupManifest manifest, bool json)
    {
        var rows = manifest.Rows.Values.Sum();
        var files = manifest.Entries.Count - manifest.Rows.Count;
        Cli.Print(new { file = path, manifest.CreatedAt, rows, files, tables = manifest.Rows }, json,
            () => Console.WriteLine($"{what}: {rows} rows in {manifest.Rows.Count} tables, {files} files, as of {manifest.CreatedAt:u}."));
    }
}
