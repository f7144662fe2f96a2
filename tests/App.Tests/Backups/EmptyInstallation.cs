using System.IO.Compression;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Web.Operations.Backups;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Backups;

/// <summary>A program that was started on a database of its own and that nobody has set up.</summary>
public sealed class EmptyInstallation(bool onPostgres) : GuildhallApp
{
    protected override bool OnPostgres => onPostgres;

    /// <summary>Unsound books are backed up and restored too.</summary>
    protected override bool KeepsBooks => false;

    public static async Task<EmptyInstallation> StartAsync(bool onPostgres)
    {
        var app = new EmptyInstallation(onPostgres);
        await app.InitializeAsync();
        return app;
    }

    public async Task ShouldBeUntouchedAsync()
    {
        Assert.Equal(0, await this.WithAsync<AppDb, int>(db => db.Members.CountAsync()));
        Assert.Empty(Directory.EnumerateFiles(Directory.CreateDirectory(Path.Combine(DataFolder, "files")).FullName, "*",
            SearchOption.AllDirectories));
    }
}

internal static class Backups
{
    /// <summary>Backs up into the app's own folder; gives the file.</summary>
    public static async Task<string> BackUpAsync(this GuildhallApp app)
    {
        var file = Path.Combine(app.DataFolder, Path.GetRandomFileName() + ".zip");
        await app.WithAsync<WriteBackup>(backup => backup.RunAsync(file, default));
        return file;
    }

    public static Task RestoreAsync(this GuildhallApp app, string file) =>
        app.WithAsync<RestoreBackup>(restore => restore.RunAsync(file, default));

    /// <summary>
    /// Tables and uploads as sorted lines. How far which cluster's transactions were read means nothing elsewhere; keys may be more.
    /// </summary>
    public static SortedDictionary<string, string> ContentOf(string backup)
    {
        using var zip = ZipFile.OpenRead(backup);
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(e => e.Name is not (BackupFormat.Manifest or "handler_positions.jsonl" or "job_runs.jsonl")
            && !e.FullName.StartsWith("keys/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            var lines = reader.ReadToEnd().Split('\n');
            if (entry.Name == "activities.jsonl")
                lines = [.. lines.Select(WithoutTransaction)];
            Array.Sort(lines, StringComparer.Ordinal);
            content[entry.FullName] = string.Join('\n', lines);
        }
        return content;

        // The columns stand in the order of their names.
        static string WithoutTransaction(string line) => line.Length == 0 ? line : line[..line.LastIndexOf(',')];
    }
}
