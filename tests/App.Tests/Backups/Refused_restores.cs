using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Operations;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Web;
using Guildhall.Web.Operations.Backups;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Backups;

/// <summary>A restore into a new place that cannot be done leaves that place as it was: not there.</summary>
public class Refused_restores(GoodBackup backup) : IClassFixture<GoodBackup>
{
    [Fact]
    public async Task Leave_nothing_of_a_damaged_backup()
    {
        await using var place = new ScratchDatabase();

        var told = await RestoreAsync(place, backup.Bytes[..^100]);

        Assert.Contains("backup_damaged", told);
        await ShouldBeEmptyAsync(place);
    }

    [Fact]
    public async Task Leave_nothing_of_a_backup_whose_rows_do_not_fit()
    {
        await using var place = new ScratchDatabase();

        var told = await RestoreAsync(place, Twice("members"));

        Assert.Contains("a row of the table members does not fit", told);
        await ShouldBeEmptyAsync(place);
    }

    [Fact]
    public async Task Leave_an_empty_database_empty()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "Only there a database is made before it is filled.");
        await using var place = new ScratchDatabase();
        await place.CreateEmptyAsync();

        await RestoreAsync(place, Twice("members"));

        Assert.True(await place.ExistsAsync());
        await using var db = place.Open();
        Assert.Empty(await LeftoversAsync(db));
    }

    [Fact]
    public async Task Leave_an_installation_that_is_there_alone()
    {
        await using var place = new ScratchDatabase();
        await RunAsync(place, "member", "create", "--name", "Ada", "--email", "ada@example.org", "--password", Person.Password);
        Directory.CreateDirectory(Path.Combine(place.DataFolder, "files"));
        await File.WriteAllTextAsync(Path.Combine(place.DataFolder, "files", "picture"), "mine", TestContext.Current.CancellationToken);

        var told = await RestoreAsync(place, backup.Bytes);

        Assert.Contains("not_empty", told);
        Assert.True(await place.ExistsAsync());
        Assert.True(File.Exists(Path.Combine(place.DataFolder, "files", "picture")));
        await RunAsync(place, "member", "link", "--member", "ada@example.org");
    }

    [Fact]
    public async Task Are_none_of_a_good_backup()
    {
        await using var place = new ScratchDatabase();

        var told = await RestoreAsync(place, backup.Bytes, Cli.Ok);

        Assert.Empty(told);
        Assert.True(await place.ExistsAsync());
        await RunAsync(place, "ledger", "check");
        await RunAsync(place, "database", "check");
    }

    private static async Task RunAsync(ScratchDatabase place, params string[] verb) =>
        Assert.Equal(Cli.Ok, await Verbs.RunAsync(verb, place.Settings, cancel: TestContext.Current.CancellationToken));

    private static async Task<string> RestoreAsync(ScratchDatabase place, byte[] zip, int exit = Cli.Failed)
    {
        var file = Path.Combine(place.Parent, "backup.zip");
        await File.WriteAllBytesAsync(file, zip, TestContext.Current.CancellationToken);
        var errors = new StringWriter();

        Assert.Equal(exit, await Verbs.RunAsync(["restore", file], place.Settings, errors, TestContext.Current.CancellationToken));

        File.Delete(file);
        return errors.ToString();
    }

    private static async Task ShouldBeEmptyAsync(ScratchDatabase place)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Parent));
        Assert.False(await place.ExistsAsync());
    }

    private static Task<List<string>> LeftoversAsync(AppDb db) => db.Database.SqlQueryRaw<string>(
        """
        SELECT relname::text AS "Value" FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """).ToListAsync();

    /// <summary>The first row of the table once more, hashed and counted as a hand that knows the format would.</summary>
    private byte[] Twice(string table)
    {
        var stream = new MemoryStream();
        stream.Write(backup.Bytes);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var manifest = JsonNode.Parse(Text(zip, BackupFormat.Manifest))!.AsObject();
            var name = BackupFormat.TableEntry(table);
            var lines = Text(zip, name).TrimEnd('\n').Split('\n');
            var twice = string.Join('\n', [.. lines, lines[1], ""]);
            manifest["rows"]![table] = lines.Length;
            manifest["entries"]![name] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(twice)));
            Replace(zip, name, twice);
            Replace(zip, BackupFormat.Manifest, manifest.ToJsonString());
            zip.Comment = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.ToJsonString())));
        }
        return stream.ToArray();
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static void Replace(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
