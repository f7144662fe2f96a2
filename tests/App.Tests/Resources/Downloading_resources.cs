using System.Net;
using System.Security.Cryptography;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Resources.Library;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Resources;

public class Downloading_resources(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("0123456789 and so on");

    [Fact]
    public async Task Everyone_gets_a_file_of_an_open_library_whole_or_in_ranges()
    {
        var shelf = await Shelf.OpenAsync(app);
        var path = $"{shelf.Path}/resources/{await shelf.AddsAsync(Text)}/file";

        var whole = (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        var part = (await Shelf.RangeAsync(app.Visitor(), path, "bytes=2-4")).ShouldBe(HttpStatusCode.PartialContent);
        var tail = await Shelf.RangeAsync(app.Visitor(), path, "bytes=-3");
        var packing = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip" } } };
        var unpacked = await app.Visitor().SendAsync(packing);
        var beyond = await Shelf.RangeAsync(app.Visitor(), path, "bytes=500-");

        Assert.Equal(Text, whole.Body);
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(Text))}\"", whole.Header("ETag"));
        Assert.Equal(("234", "bytes 2-4/20"), (part.Text, part.Header("Content-Range")));
        Assert.Equal(" on", tail.Text);
        Assert.Equal(Text, unpacked.Body);
        beyond.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        Assert.Equal("nosniff", whole.Header("X-Content-Type-Options"));
        Assert.Equal("attachment; filename=\"notes.txt\"", whole.Header("Content-Disposition"));
    }

    [Fact]
    public async Task A_range_of_bytes_that_have_changed_since_is_answered_with_the_whole()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync(Text);
        var path = $"{shelf.Path}/resources/{id}/file";
        var before = (await app.Visitor().GetAsync(path)).Header("ETag")!;

        var same = await Shelf.RangeAsync(app.Visitor(), path, "bytes=2-4", before);
        (await Shelf.SendAsync(await shelf.TeamAsync(), $"{shelf.Api}/resources/{id}/versions?name=notes.txt&version=2", "abcdef"u8.ToArray()))
            .ShouldBe(HttpStatusCode.NoContent);
        var changed = await Shelf.RangeAsync(app.Visitor(), path, "bytes=2-4", before);

        same.ShouldBe(HttpStatusCode.PartialContent);
        Assert.Equal("abcdef", changed.ShouldBe(HttpStatusCode.OK).Text);
        Assert.Equal(Text, (await app.Visitor().GetAsync(path + "?version=1")).Body);
        (await app.Visitor().GetAsync(path + "?version=3")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_may_not_is_led_to_what_opens_it_and_gets_no_byte()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync(Text, "paid");
        var (page, file) = ($"{shelf.Path}/resources/{id}", await shelf.FileAsync(id));
        var (poor, rich) = (await shelf.MemberAsync("poor"), await shelf.MemberAsync("rich", "premium"));

        foreach (var reader in new[] { app.Visitor(), poor })
        {
            (await reader.GetAsync(page + "/file")).ShouldLeadTo(page);
            (await reader.GetAsync($"{shelf.Api}/resources/{id}/file")).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync(file)).ShouldBe(HttpStatusCode.NotFound);
            var seen = (await reader.GetAsync(page)).ShouldBe(HttpStatusCode.OK);
            Assert.True(seen.Has(".paywall"));
            Assert.False(seen.Has("a[download]"));
        }
        var got = (await rich.GetAsync(page + "/file")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(Text, got.Body);
        Assert.Contains("no-store", got.Header("Cache-Control"));
        Assert.Equal(Text, (await rich.GetAsync(file)).Body);
    }

    [Fact]
    public async Task A_link_opens_the_file_to_its_member_alone_and_for_a_while()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync(Text, "paid");
        var (rich, other) = (await shelf.MemberAsync("rich", "premium"), await shelf.MemberAsync("other"));
        var file = await KeptAsync(shelf, id);
        var link = await shelf.InAsync<IFiles, string>(files => Task.FromResult(files.LinkTo(file, new Viewer(shelf.IdOf("rich")))));

        (await Shelf.RangeAsync(rich, link, "bytes=0-1")).ShouldBe(HttpStatusCode.PartialContent);
        (await Shelf.RangeAsync(other, link, "bytes=0-1")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync(link)).ShouldBe(HttpStatusCode.NotFound);
        (await rich.GetAsync(link + "x")).ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync(link[..^1])).ShouldBe(HttpStatusCode.NotFound);
        // The link of one file opens no other.
        var second = await shelf.FileAsync(await shelf.AddsAsync("another"u8.ToArray(), "paid"));
        (await other.GetAsync(second + link[link.IndexOf('?')..])).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_expired_link_asks_as_if_there_were_none()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync(Text, "paid");
        var was = await shelf.MemberAsync("was", "premium");
        var file = await KeptAsync(shelf, id);
        var link = await shelf.InAsync<IFiles, string>(files => Task.FromResult(files.LinkTo(file, new Viewer(shelf.IdOf("was")))));

        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var stillMember = await Shelf.RangeAsync(was, link, "bytes=0-1");
        app.Clock.Advance(TimeSpan.FromDays(29.999));
        var lately = await shelf.InAsync<IFiles, string>(files => Task.FromResult(files.LinkTo(file, new Viewer(shelf.IdOf("was")))));
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        was = await shelf.SignedInAsync("was");
        var soon = await Shelf.RangeAsync(was, lately, "bytes=0-1");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var gone = await Shelf.RangeAsync(was, lately, "bytes=0-1");
        var goneWhole = await was.GetAsync(lately);
        var other = await Shelf.RangeAsync(await shelf.MemberAsync("other"), lately, "bytes=0-1");

        stillMember.ShouldBe(HttpStatusCode.PartialContent);
        soon.ShouldBe(HttpStatusCode.PartialContent);
        gone.ShouldBe(HttpStatusCode.NotFound);
        goneWhole.ShouldBe(HttpStatusCode.NotFound);
        other.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Each_reader_counts_once_a_day()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync(Text);
        var path = $"{shelf.Path}/resources/{id}/file";
        var (one, two) = (await shelf.MemberAsync("one"), await shelf.MemberAsync("two"));

        foreach (var reader in new[] { one, one, two, app.Visitor(), app.Visitor() })
            (await Shelf.RangeAsync(reader, path, "bytes=0-3")).ShouldBe(HttpStatusCode.PartialContent);
        Assert.Equal(3, await CountAsync(shelf, id));
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await (await shelf.SignedInAsync("one")).GetAsync(path)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(4, await CountAsync(shelf, id));
        var kind = Activity.KindOf(typeof(ResourceDownloaded));
        Assert.Equal(4, await shelf.InAsync<AppDb, int>(db =>
            db.Activities.CountAsync(a => a.CommunityId == shelf.Id && a.Kind == kind && a.SubjectId == id)));
    }

    [Fact]
    public async Task A_withdrawn_one_is_gone_for_readers_and_removed_its_bytes_are_swept()
    {
        var shelf = await Shelf.OpenAsync(app);
        var bytes = Encoding.UTF8.GetBytes($"swept {shelf.Id}");
        var (id, team) = (await shelf.AddsAsync(bytes), await shelf.TeamAsync());
        var file = await shelf.FileAsync(id);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var disk = Path.Combine(app.DataFolder, "files", "kept", hash[..2], hash[2..]);

        (await team.DeleteAsync($"{shelf.Api}/resources/{id}")).ShouldBeRefused(HttpStatusCode.Conflict, "still_shown");
        (await team.DeleteAsync($"{shelf.Api}/resources/{id}/publication")).ShouldBe(HttpStatusCode.NoContent);
        (await app.Visitor().GetAsync($"{shelf.Path}/resources/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync(file)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Empty((await app.Visitor().GetAsync(shelf.Api + "/resources")).Json.GetProperty("items").EnumerateArray());
        await SweepAsync();
        Assert.True(File.Exists(disk));
        (await team.DeleteAsync($"{shelf.Api}/resources/{id}")).ShouldBe(HttpStatusCode.NoContent);
        await SweepAsync();

        Assert.False(File.Exists(disk));
    }

    private async Task SweepAsync()
    {
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunJobAsync<Guildhall.Files.SweepOwnedFiles>();
    }

    private static Task<KeptFile> KeptAsync(Shelf shelf, long id) => shelf.InAsync<AppDb, KeptFile>(
        async db => (await db.Set<ResourceVersion>().SingleAsync(v => v.ResourceId == id)).File);

    private static Task<long> CountAsync(Shelf shelf, long id) =>
        shelf.InAsync<AppDb, long>(db => db.Set<Resource>().Where(r => r.Id == id).Select(r => r.Downloads).SingleAsync());
}
