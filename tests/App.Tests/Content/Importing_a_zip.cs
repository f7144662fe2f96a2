using System.IO.Compression;
using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Import;

namespace Guildhall.App.Tests.Content;

[Trait("Database", "sqlite")]
public class Importing_a_zip(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Shows_the_report_then_imports_then_undoes_in_the_browser()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("docs/redis/why.md", "# 为什么\n\n![图](a.png)\n").With("docs/redis/a.png", Folder.Png);
        var owner = await library.SignedInAsync("owner");

        var uploaded = await owner.SubmitAsync($"{library.Path}/manage/import", ("file", new Upload("docs.zip", File.ReadAllBytes(folder.Zip()), "application/zip")));
        var batch = long.Parse(uploaded.ShouldRedirect().Location!.Split('/')[^1]);
        (await owner.FollowAsync(uploaded)).ShouldBe(HttpStatusCode.OK);
        await library.FinishAsync(batch);
        var report = await owner.FollowAsync(uploaded);
        Assert.Contains("redis/why.md", report.Text);
        Assert.Equal(0, await library.CountAsync());

        (await owner.SubmitAsync(report, ("start", "yes"))).ShouldRedirect();
        await library.FinishAsync(batch);
        (await app.Visitor().GetAsync($"{library.Path}/articles/why")).ShouldBe(HttpStatusCode.OK);

        var done = await owner.GetAsync(uploaded.Location!);
        var fields = done.Document.QuerySelectorAll("#undo form input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")));
        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, done.Path) { Content = new FormUrlEncodedContent(fields!) }))
            .ShouldRedirect();
        Assert.Equal("undone", (await library.FinishAsync(batch)).State);
        (await app.Visitor().GetAsync($"{library.Path}/articles/why")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, InlineData("truncated"), InlineData("text"), InlineData("flipped")]
    public async Task Says_that_it_is_damaged(string how)
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/x.md", "# X\n\n" + string.Concat(Enumerable.Repeat("Words. ", 2000)));
        var zip = folder.Zip();
        var bytes = File.ReadAllBytes(zip);
        switch (how)
        {
            case "truncated":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "text":
                bytes = "this is no zip"u8.ToArray();
                break;
            default:
                bytes[60] ^= 0xFF;
                break;
        }
        File.WriteAllBytes(zip, bytes);

        var report = await library.ImportsAsync(zip);

        Assert.True(report.State == "failed" ? report.Failure!.Contains("damaged")
            : report.Rows.Any(r => r.Notes.Any(n => n.Text.Contains("damaged"))), report.ToString());
        Assert.Equal(0, await library.CountAsync());
    }

    [Fact]
    public async Task Refuses_names_that_climb_and_links_and_bombs()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder();
        var zip = folder.Path + ".zip";
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            Write(archive, "a/good.md", "# Good\n\nWords.");
            Write(archive, "../../escaped.md", "# Escaped");
            Write(archive, "/absolute.md", "# Absolute");
            Write(archive, "a\\..\\..\\windows.md", "# Windows");
            Write(archive, "a/link.md", "/etc/passwd").ExternalAttributes = unchecked((int)0xA1FF0000);
            Write(archive, "a/bomb.md", new string('0', 20_000_000));
        }

        var report = await library.ImportsAsync(zip);

        Assert.Equal(1, report.Created);
        Assert.Equal(3, report.Rows.Count(r => r.Notes.Any(n => n.Text.Contains("leads out"))));
        Assert.Contains(report.Rows, r => r.Path == "a/link.md" && r.Action == "skip");
        Assert.Contains(report.Rows, r => r.Path == "a/bomb.md" && r.Action == "error");
        Assert.Equal(1, await library.CountAsync());
    }

    [Fact]
    public async Task Refuses_what_would_be_too_large_once_unpacked()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder();
        var zip = folder.Path + ".zip";
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
            for (var i = 0; i < 3; i++)
                Fill(archive.CreateEntry($"a/{i}.bin", CompressionLevel.Fastest), 400);

        var report = await library.ImportsAsync(zip);

        Assert.Equal("failed", report.State);
        Assert.Contains("larger than one import accepts", report.Failure);
    }

    [Theory, InlineData(
        1, 0xFFFFFFFFL, 0L, 0), InlineData(1, 0L, 0xFFFFFFFFL, 0), InlineData(1, 0L, 0L, 0xFFFF), InlineData(0xFFFF, 0L, 0L, 0)]
    public void Counts_the_entries_of_a_zip64_record_wherever_the_end_record_sends_to_it(int count, long offset, long size, int disk)
    {
        using var folder = new Folder();
        var zip = folder.Path + ".zip";
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
            for (var i = 0; i < 5; i++)
                archive.CreateEntry($"{i}/");
        File.WriteAllBytes(zip, WithZip64(File.ReadAllBytes(zip), count, offset, size, disk));

        Assert.Equal(5, ZipEnd.CountEntries(zip));
        // A size alone sends the runtime nowhere: it then goes by the small count, and finds more.
        if (size == 0)
            using (var archive = ZipFile.OpenRead(zip))
                Assert.Equal(5, archive.Entries.Count);
        Assert.Equal(ImportTexts.TooManyFiles, Assert.Throws<ImportUnreadable>(() => new FolderInZip(zip, 1, 1_000_000).Dispose()).Text);
    }

    /// <summary>The true end moves into a zip64 record; the old one says what the test wants.</summary>
    private static byte[] WithZip64(byte[] zip, int count, long offset, long size, int disk)
    {
        var (body, end) = (zip[..^22], zip[^22..]);
        var record = new MemoryStream();
        using (var writer = new BinaryWriter(record))
        {
            writer.Write(0x06064b50);
            writer.Write(44L);
            writer.Write((short)45);
            writer.Write((short)45);
            writer.Write(0);
            writer.Write(0);
            writer.Write(5L);
            writer.Write(5L);
            writer.Write((long)BitConverter.ToUInt32(end, 12));
            writer.Write((long)BitConverter.ToUInt32(end, 16));
            writer.Write(0x07064b50);
            writer.Write(0);
            writer.Write((long)body.Length);
            writer.Write(1);
            writer.Write(0x06054b50);
            writer.Write((ushort)disk);
            writer.Write((ushort)disk);
            writer.Write((ushort)count);
            writer.Write((ushort)count);
            writer.Write(size == 0 ? BitConverter.ToUInt32(end, 12) : (uint)size);
            writer.Write(offset == 0 ? BitConverter.ToUInt32(end, 16) : (uint)offset);
            writer.Write((short)0);
        }
        return [.. body, .. record.ToArray()];
    }

    private static ZipArchiveEntry Write(ZipArchive archive, string name, string text)
    {
        var entry = archive.CreateEntry(name);
        using var writer = new StreamWriter(entry.Open());
        writer.Write(text);
        return entry;
    }

    /// <summary>Packs to about a hundredth: no bomb, only large.</summary>
    private static void Fill(ZipArchiveEntry entry, int megabytes)
    {
        var block = new byte[1024 * 1024];
        Random.Shared.NextBytes(block.AsSpan(0, 12 * 1024));
        using var stream = entry.Open();
        for (var i = 0; i < megabytes; i++)
            stream.Write(block);
    }
}
