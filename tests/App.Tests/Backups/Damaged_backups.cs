using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Guildhall.Web.Operations.Backups;

namespace Guildhall.App.Tests.Backups;

/// <summary>A good backup, and an empty installation that waits for one.</summary>
public sealed class GoodBackup : IAsyncLifetime
{
    private readonly OwnApp _source = new();

    public EmptyInstallation Target { get; private set; } = null!;
    public byte[] Bytes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await _source.InitializeAsync();
        var library = await Library.OpenAsync(_source);
        await library.PublishesAsync("Words", "Words of mine.");
        Bytes = await File.ReadAllBytesAsync(await _source.BackUpAsync());
        Target = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        await _source.DisposeAsync();
    }
}

/// <summary>Refused before anything is touched.</summary>
[Trait("Database", "sqlite")]
public class Damaged_backups(GoodBackup backup) : IClassFixture<GoodBackup>
{
    private readonly EmptyInstallation _target = backup.Target;
    private readonly byte[] _good = backup.Bytes;

    [Fact]
    public async Task Are_refused_wherever_they_are_cut_off()
    {
        for (var i = 0; i < 40; i++)
            await ShouldBeRefusedAsync(_good[..(int)((long)_good.Length * i / 40)], "backup_damaged");
        await ShouldBeRefusedAsync(_good[..^1], "backup_damaged");
        await ShouldBeRefusedAsync("this is no zip"u8.ToArray(), "backup_damaged");
    }

    /// <summary>What nothing reads (the time of an entry, say) may differ; whatever is read must be true.</summary>
    [Fact]
    public async Task Are_refused_or_harmless_wherever_a_bit_has_flipped()
    {
        var random = new Random(20261128);
        var good = Verified(_good);
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var bytes = (byte[])_good.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.Equal(await good, await Verified(bytes));
            }
            catch (Refused damage)
            {
                Assert.Equal("backup_damaged", damage.Code);
                refused++;
            }
        }

        // The rest hit dates and attributes in the directory of the archive, which grows with every table.
        Assert.InRange(refused, 260, 400);
        await _target.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Are_called_damaged_and_not_of_another_version_when_the_manifest_changed()
    {
        var bytes = Changed(zip =>
        {
            var written = zip.Comment;
            Write(zip, BackupFormat.Manifest, ReadText(zip, BackupFormat.Manifest).Replace("\"version\":1", "\"version\":3", StringComparison.Ordinal));
            zip.Comment = written;
        });

        await ShouldBeRefusedAsync(bytes, "backup_damaged");
    }

    [Fact]
    public async Task Are_refused_when_something_is_missing_or_changed()
    {
        await ShouldBeRefusedAsync(Changed(zip => zip.GetEntry("tables/articles.jsonl")!.Delete()), "backup_damaged");
        await ShouldBeRefusedAsync(Changed(zip => zip.GetEntry(BackupFormat.Manifest)!.Delete()), "backup_damaged");
        await ShouldBeRefusedAsync(Changed(zip => Write(zip, "tables/articles.jsonl", "[]\n")), "backup_damaged");
        await ShouldBeRefusedAsync(Manifest(m => m["entries"]!.AsObject().Remove("tables/articles.jsonl")), "backup_damaged");
        await ShouldBeRefusedAsync(Manifest(m => m["rows"]!["articles"] = 7), "backup_damaged");
        await ShouldBeRefusedAsync(Manifest(m => m.Remove("rows")), "backup_damaged");
        await ShouldBeRefusedAsync(Changed(zip => Write(zip, BackupFormat.Manifest, "null")), "backup_damaged");
    }

    [Fact]
    public async Task Are_refused_when_another_version_wrote_them()
    {
        await ShouldBeRefusedAsync(Manifest(m => m["version"] = 2), "backup_other_version");
        await ShouldBeRefusedAsync(Manifest(m => m["schema"] = new string('0', 64)), "backup_other_version");
    }

    [Theory]
    [InlineData("../escaped"), InlineData("files/../../escaped"), InlineData("/escaped"), InlineData("files/..\\..\\escaped"), InlineData("files//x")]
    [InlineData("files/./x"), InlineData("files/"), InlineData("keys/a:b"), InlineData("files/a\0b"), InlineData("guildhall.db"),
        InlineData("tables/none.jsonl")]
    public async Task Are_refused_when_a_name_leads_elsewhere(string name)
    {
        var content = "hostile"u8.ToArray();
        var bytes = Changed(zip =>
        {
            Write(zip, name, "hostile");
            var manifest = Read(zip);
            manifest["entries"]![name] = Convert.ToHexStringLower(SHA256.HashData(content));
            Write(zip, BackupFormat.Manifest, manifest.ToJsonString());
        });

        await ShouldBeRefusedAsync(bytes, "backup_damaged");
        Assert.False(File.Exists(Path.Combine(_target.DataFolder, "..", "escaped")));
    }

    [Fact]
    public async Task Leave_nothing_when_a_row_does_not_fit()
    {
        // Well-formed and hashed, as a hand that knows the format would: the database refuses the row, and nothing stays.
        var bytes = Changed(zip =>
        {
            var manifest = Read(zip);
            var lines = ReadText(zip, "tables/articles.jsonl").Split('\n');
            var twice = string.Join('\n', [lines[0], lines[1], lines[1], ""]);
            Write(zip, "tables/articles.jsonl", twice);
            manifest["rows"]!["articles"] = 2;
            manifest["entries"]!["tables/articles.jsonl"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(twice)));
            Write(zip, BackupFormat.Manifest, manifest.ToJsonString());
        });

        Assert.Equal("backup_damaged", (await Assert.ThrowsAsync<Refused>(() => RestoreAsync(bytes))).Code);

        await _target.ShouldBeUntouchedAsync();
    }

    private async Task ShouldBeRefusedAsync(byte[] bytes, string code)
    {
        var refused = await Assert.ThrowsAsync<Refused>(() => RestoreAsync(bytes));
        Assert.Equal(code, refused.Code);
        await _target.ShouldBeUntouchedAsync();
    }

    private async Task RestoreAsync(byte[] bytes)
    {
        var file = Path.Combine(_target.DataFolder, "backup.zip");
        await File.WriteAllBytesAsync(file, bytes);
        await _target.RestoreAsync(file);
    }

    /// <summary>All that a restore would read, in one string.</summary>
    private Task<string> Verified(byte[] bytes) => _target.WithAsync<Kernel.Data.AppDb, string>(async db =>
    {
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(new MemoryStream(bytes));
        }
        catch (Exception damage) when (VerifyBackup.IsDamage(damage))
        {
            throw VerifyBackup.Damaged(damage.Message);
        }
        using (zip)
        {
            var manifest = await VerifyBackup.RunAsync(zip, BackupTables.Of(db), default);
            return JsonSerializer.Serialize(manifest with { CreatedAt = default });
        }
    });

    private byte[] Manifest(Action<JsonObject> change) => Changed(zip =>
    {
        var manifest = Read(zip);
        change(manifest);
        Write(zip, BackupFormat.Manifest, manifest.ToJsonString());
    });

    private byte[] Changed(Action<ZipArchive> change)
    {
        var stream = new MemoryStream();
        stream.Write(_good);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return stream.ToArray();
    }

    private static JsonObject Read(ZipArchive zip) => JsonNode.Parse(ReadText(zip, BackupFormat.Manifest))!.AsObject();

    private static string ReadText(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)?.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
        if (name == BackupFormat.Manifest)
            zip.Comment = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
