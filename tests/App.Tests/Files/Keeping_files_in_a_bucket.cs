using System.Net;
using System.Security.Cryptography;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Resources;
using Guildhall.Content.Files;
using Guildhall.Files;
using Guildhall.Files.Moving;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Guildhall.App.Tests.Files;

public class Keeping_files_in_a_bucket(BucketApp app) : IClassFixture<BucketApp>
{
    [Fact]
    public async Task What_is_stored_is_what_was_sent_and_is_served_through_the_gate()
    {
        await app.UseAsync("bucket", "sent/");
        var shelf = await Shelf.OpenAsync(app);
        var bytes = Bytes(300_000);
        var id = await shelf.AddsAsync(bytes, "paid", name: "archive.bin");
        var (rich, poor) = (await shelf.MemberAsync("rich", "premium"), await shelf.MemberAsync("poor"));
        var path = $"{shelf.Path}/resources/{id}/file";

        var whole = (await rich.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        var part = (await Shelf.RangeAsync(rich, path, "bytes=1000-1999")).ShouldBe(HttpStatusCode.PartialContent);
        var tail = (await Shelf.RangeAsync(rich, path, "bytes=-5")).ShouldBe(HttpStatusCode.PartialContent);
        var beyond = await Shelf.RangeAsync(rich, path, "bytes=300000-");
        var changed = await Shelf.RangeAsync(rich, path, "bytes=0-1", "\"another\"");

        Assert.Equal(bytes, await File.ReadAllBytesAsync(app.ObjectOf("sent/", Hash(bytes)), TestContext.Current.CancellationToken));
        Assert.False(File.Exists(app.FileOf(Hash(bytes))));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "incoming")));
        Assert.Equal(bytes, whole.Body);
        Assert.Equal($"\"{Hash(bytes)}\"", whole.Header("ETag"));
        Assert.Equal(bytes[1000..2000], part.Body);
        Assert.Equal("bytes 1000-1999/300000", part.Header("Content-Range"));
        Assert.Equal(bytes[^5..], tail.Body);
        beyond.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        Assert.Equal(bytes, changed.ShouldBe(HttpStatusCode.OK).Body);
        (await poor.GetAsync(await shelf.FileAsync(id))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pictures_of_articles_and_covers_lie_there_too()
    {
        await app.UseAsync("bucket", "pictures/");
        var library = await Library.OpenAsync(app);
        var picture = TellingPicture.Encode(TellingPicture.Scene(400, 300), SKEncodedImageFormat.Png);
        await using var content = new MemoryStream(picture);

        var kept = await app.WithAsync<FileStore, KeptBytes>(
            store => store.KeepAsync(content, picture.Length, default, onlyPictures: true));
        var owner = await library.SignedInAsync("owner");
        var article = await library.PublishesAsync("Covered", "Text.");
        (await owner.SubmitAsync($"{library.Path}/manage/articles/{article}", ("cover", new Upload("c.png", picture, "image/png")), ("deed", "upload")))
            .ShouldBe(HttpStatusCode.SeeOther);
        var cover = (await app.Visitor().GetAsync($"{library.Path}/s/announcements")).Document.QuerySelector(".article-row-cover")!.GetAttribute("src")!;

        Assert.True(File.Exists(app.ObjectOf("pictures/", kept.Sha256, "files")));
        Assert.False(File.Exists(app.FileOf(kept.Sha256, "files")));
        var shown = (await app.Visitor().GetAsync(cover)).ShouldBe(HttpStatusCode.OK);
        using var drawn = SKBitmap.Decode(shown.Body);
        Assert.True(drawn.Width > 0);
        Assert.True(File.Exists(app.ObjectOf("pictures/", Hash(shown.Body))));
    }

    [Fact]
    public async Task Files_move_there_and_back_while_they_are_read()
    {
        await app.UseAsync("disk", "moved/");
        var shelf = await Shelf.OpenAsync(app);
        var (one, two) = (Bytes(70_000), Bytes(10));
        var path = $"{shelf.Path}/resources/{await shelf.AddsAsync(one, name: "one.bin")}/file";
        await shelf.AddsAsync(two, name: "two.bin");
        Assert.True(File.Exists(app.FileOf(Hash(one))));

        var sent = await MoveAsync("bucket");
        Assert.True(File.Exists(app.ObjectOf("moved/", Hash(one))));
        Assert.False(File.Exists(app.FileOf(Hash(one))));
        Assert.Equal(one, (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK).Body);
        var again = await MoveAsync("bucket");
        var back = await MoveAsync("disk");

        Assert.True(sent.Files >= 2);
        Assert.Equal((0, 0), (again.Files, again.Damaged.Count));
        Assert.Equal((sent.Files, sent.Bytes), (back.Files, back.Bytes));
        Assert.False(File.Exists(app.ObjectOf("moved/", Hash(one))));
        Assert.Equal(one, await File.ReadAllBytesAsync(app.FileOf(Hash(one)), TestContext.Current.CancellationToken));
        Assert.Equal(one, (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task What_is_damaged_is_named_and_stays()
    {
        await app.UseAsync("disk", "damaged/");
        var shelf = await Shelf.OpenAsync(app);
        var bytes = Bytes(1000);
        await shelf.AddsAsync(bytes, name: "one.bin");
        await File.WriteAllBytesAsync(app.FileOf(Hash(bytes)), bytes[..999], TestContext.Current.CancellationToken);

        var moved = await MoveAsync("bucket");

        Assert.Contains(ByteStore.NameOf(Blobs.Folder, Hash(bytes)), moved.Damaged);
        Assert.False(File.Exists(app.ObjectOf("damaged/", Hash(bytes))));
        File.Delete(app.FileOf(Hash(bytes)));
        await MoveAsync("disk");
    }

    [Fact]
    public async Task A_backup_says_what_it_does_not_hold()
    {
        await app.UseAsync("bucket", "backup/");
        var shelf = await Shelf.OpenAsync(app);
        await shelf.AddsAsync(Bytes(5_000), name: "one.bin");

        var elsewhere = await app.WithAsync<IFilesElsewhere, FilesElsewhere?>(e => e.CountAsync());
        await app.UseAsync("bucket", "backup/", app.NoEndpoint);
        var silent = await app.WithAsync<IFilesElsewhere, FilesElsewhere?>(e => e.CountAsync());

        Assert.Equal(new FilesElsewhere($"{app.Endpoint}/files/backup/", 1, 5_000), elsewhere);
        Assert.Equal(new FilesElsewhere($"{app.NoEndpoint}/files/backup/", null, null), silent);
    }

    [Fact]
    public async Task The_sweeper_takes_away_what_nothing_uses()
    {
        await app.UseAsync("bucket", "swept/");
        var shelf = await Shelf.OpenAsync(app);
        var (used, unused) = (Bytes(2_000), Bytes(3_000));
        await shelf.AddsAsync(used, name: "used.bin");
        var gone = await shelf.AddsAsync(unused, name: "unused.bin");
        var team = await shelf.TeamAsync();
        (await team.DeleteAsync($"{shelf.Api}/resources/{gone}/publication")).ShouldBe(HttpStatusCode.NoContent);
        (await team.DeleteAsync($"{shelf.Api}/resources/{gone}")).ShouldBe(HttpStatusCode.NoContent);

        app.Clock.Advance(File.GetLastWriteTimeUtc(app.ObjectOf("swept/", Hash(unused))) - app.Clock.Now);
        await app.RunJobAsync<SweepOwnedFiles>();
        Assert.True(File.Exists(app.ObjectOf("swept/", Hash(unused))));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunJobAsync<SweepOwnedFiles>();

        Assert.False(File.Exists(app.ObjectOf("swept/", Hash(unused))));
        Assert.True(File.Exists(app.ObjectOf("swept/", Hash(used))));
    }

    [Fact]
    public async Task A_bucket_that_does_not_answer_is_told_and_nothing_is_half_done()
    {
        await app.UseAsync("bucket", "silent/");
        var shelf = await Shelf.OpenAsync(app);
        var path = $"{shelf.Path}/resources/{await shelf.AddsAsync(Bytes(4_000), name: "there.bin")}/file";
        var member = (await shelf.MemberAsync("Ada")).Speaking("en");
        await app.UseAsync("bucket", "silent/", app.NoEndpoint);

        var read = await (await shelf.TeamAsync()).GetAsync($"{shelf.Api}{path[shelf.Path.Length..]}");
        var form = await member.SubmitAsync($"{shelf.Path}/resources/new?space=open", ("title", "Typed"), ("file", new Upload("new.bin", Bytes(10))));
        var ready = (await app.Visitor().GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);

        read.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "file_storage_unavailable");
        Assert.NotNull(read.Header("Retry-After"));
        form.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("doesn't answer right now", form.TextOf("main"));
        Assert.Equal("Typed", form.Document.QuerySelector("[name=title]")!.GetAttribute("value"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "incoming")));
        Assert.StartsWith("Degraded\nThe bucket of files does not answer", ready.Text);
        var move = await Assert.ThrowsAsync<Refused>(() => MoveAsync("disk"));
        Assert.Equal(503, move.Status);

        await app.UseAsync("bucket", "silent/");
        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("Healthy", (await app.Visitor().GetAsync("/health/ready")).Text);
    }

    [Fact]
    public async Task The_operator_sets_it_up_in_the_browser_and_sees_what_the_server_says()
    {
        await app.UseAsync("disk", "page/");
        var browser = (await app.SignInAsync(await app.MemberAsync("Owner", owner: true))).Speaking("en");
        (string, object)[] right =
        [
            ("store", "bucket"), ("endpoint", app.Endpoint), ("bucket", BucketApp.Bucket), ("prefix", "/typed"), ("region", ""),
            ("accessKey", BucketApp.Key), ("secretKey", BucketApp.Key),
        ];

        (string, string)[] wrong =
            [("endpoint", "s3.example.org"), ("endpoint", "https://x/y"), ("bucket", "A b"), ("prefix", "../x"), ("accessKey", "")];
        foreach (var (field, value) in wrong)
        {
            var refused = await browser.SubmitAsync("/operate/files", [.. right.Where(r => r.Item1 != field), (field, value)]);
            refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Assert.True(refused.Has($"#field-{field}-error"), $"Nothing is said at {field} about {value}.");
        }
        (await browser.SubmitAsync("/operate/files", right)).ShouldLeadTo("/operate/files");
        var page = (await browser.GetAsync("/operate/files")).ShouldBe(HttpStatusCode.OK);
        var works = await PressAsync(browser, page, "test");
        var settings = await app.Services.GetRequiredService<Buckets>().SettingsAsync(default);
        (await browser.SubmitAsync("/operate/files", [.. right.Where(r => r.Item1 != "bucket"), ("bucket", "missing")])).ShouldLeadTo("/operate/files");
        var fails = await PressAsync(browser, page, "test");

        Assert.Equal("typed/", settings.Prefix);
        Assert.DoesNotContain($"value=\"{BucketApp.Key}\" name=\"secretKey\"", page.Text);
        Assert.Null(page.Document.QuerySelector("[name=secretKey]")!.GetAttribute("value"));
        Assert.Contains("written, read back unchanged", works.TextOf("main"));
        Assert.Contains("Writing an object failed:", fails.TextOf("main"));
        Assert.Contains("NoSuchBucket: The specified bucket does not exist", fails.TextOf("main"));
    }

    [Fact]
    public async Task Files_in_a_bucket_are_not_lost_to_a_change_of_settings_and_move_by_the_queue()
    {
        await app.UseAsync("bucket", "kept/");
        var shelf = await Shelf.OpenAsync(app);
        var bytes = Bytes(6_000);
        await shelf.AddsAsync(bytes, name: "one.bin");
        var browser = (await app.SignInAsync(await app.MemberAsync("Owner", owner: true))).Speaking("en");

        var refused = await browser.SubmitAsync("/operate/files", ("prefix", "another"));
        await PressAsync(browser, refused, "move", "disk");
        await app.SettleAsync();

        Assert.Contains("Readers would lose the files", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-bucket-error"));
        Assert.True(File.Exists(app.FileOf(Hash(bytes))));
        (await browser.SubmitAsync("/operate/files", ("prefix", "another"))).ShouldLeadTo("/operate/files");
        (await (await app.SignInAsync(await app.MemberAsync())).GetAsync("/operate/files")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Answer> PressAsync(Client browser, Answer page, string handler, string? to = null)
    {
        var form = page.Document.Forms.Single(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == handler);
        (string, object)[] fields = to is null ? [] : [("to", to)];
        return await browser.SendAsync(FormFilling.Request(form, new Uri(browser.Http.BaseAddress!, page.Path), fields));
    }

    private Task<MovedFiles> MoveAsync(string to) =>
        app.WithAsync<MoveFiles, MovedFiles>(move => move.RunAsync(to, _ => Task.CompletedTask, TestContext.Current.CancellationToken));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(int count)
    {
        var bytes = RandomNumberGenerator.GetBytes(count);
        bytes[0] = 0;
        return bytes;
    }
}
