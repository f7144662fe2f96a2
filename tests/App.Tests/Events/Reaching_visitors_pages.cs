using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Events;

/// <summary>A fact that reaches as far as a test wants.</summary>
public sealed record SignPainted(long CommunityId, Thing On, Reach How) : IEvent
{
    public long? ActorId => null;
    public Thing Subject => On;
    Reach IEvent.Reach => How;
}

/// <summary>
/// An event says what it changes for visitors, and exactly that is made anew, before the save that caused it is answered.
/// </summary>
public class Reaching_visitors_pages(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private Library _library = null!;
    private long _first;

    [Fact]
    public async Task A_withdrawn_article_is_gone_from_memory_when_the_save_is_answered()
    {
        var article = await ThreeArticlesAsync();
        string[] showing = [article, article + ".md", _library.Path, _library.Path + "/feed.atom", _library.Path + "/s/announcements", $"{_library.Path}/articles/second"];
        await KeepAsync(showing);

        await _library.InAsync<WithdrawArticle>(async w => await w.RunAsync(_first, await _library.PersonAsync("owner")));

        foreach (var path in showing)
            Assert.DoesNotContain("first words", (await app.Visitor().GetAsync(path)).Text, StringComparison.OrdinalIgnoreCase);
        (await app.Visitor().GetAsync(article)).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync(article + ".md")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_published_article_changes_its_column_and_what_lists_all_of_them()
    {
        var article = await ThreeArticlesAsync();
        string[] changed = [article, $"{_library.Path}/articles/second", _library.Path, _library.Path + "/feed.atom", _library.Path + "/s/announcements"];
        string[] same = [$"{_library.Path}/articles/elsewhere", _library.Path + "/rules", _library.Path + "/tiers", _library.Path + "/s/deep-dives"];
        await KeepAsync([.. changed, .. same]);

        await _library.PublishesAsync("Fourth words", "Fourth.", slug: "fourth");

        foreach (var path in changed)
            Assert.False(await IsKeptAsync(path), path);
        foreach (var path in same)
            Assert.True(await IsKeptAsync(path), path);
        Assert.Contains("Fourth words", (await app.Visitor().GetAsync(changed[1])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_is_revised_changes_nothing()
    {
        var article = await ThreeArticlesAsync();
        var draft = await _library.PublishesAsync("Draft", "Not yet.", slug: "draft", published: false);
        await KeepAsync(article, _library.Path);

        var text = new ArticleText("Draft", "draft", _library.Space("announcements").Id, ArticleAccess.Space, null, "en", "Still not yet.");
        await _library.InAsync<ReviseArticle>(async r => await r.RunAsync(draft, 1, text, await _library.PersonAsync("owner")));
        await app.SettleAsync();

        Assert.True(await IsKeptAsync(article));
        Assert.True(await IsKeptAsync(_library.Path));
    }

    [Fact]
    public async Task An_article_that_moves_changes_both_columns()
    {
        await ThreeArticlesAsync();
        string[] columns = [_library.Path + "/s/announcements", _library.Path + "/s/deep-dives"];
        var neighbour = $"{_library.Path}/articles/second";
        await KeepAsync([.. columns, neighbour]);

        var text = new ArticleText("First words", "first", _library.Space("deep-dives").Id, ArticleAccess.Space, null, "en", "First.");
        await _library.InAsync<ReviseArticle>(async r => await r.RunAsync(_first, 1, text, await _library.PersonAsync("owner")));

        Assert.DoesNotContain("First words", (await app.Visitor().GetAsync(columns[0])).Text, StringComparison.Ordinal);
        Assert.Contains("First words", (await app.Visitor().GetAsync(columns[1])).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("First words", (await app.Visitor().GetAsync(neighbour)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", true, true, true)]
    [InlineData("thing", false, true, true)]
    [InlineData("space", false, false, true)]
    [InlineData("community", false, false, false)]
    public async Task Reaches_no_further_than_the_event_says(string reach, bool thing, bool neighbour, bool elsewhere)
    {
        var article = await ThreeArticlesAsync();
        string[] pages = [article, $"{_library.Path}/articles/second", $"{_library.Path}/articles/elsewhere"];
        await KeepAsync(pages);
        var how = reach == "space" ? Reach.Space(_library.Space("announcements").Id) : Reach.Parse(reach);

        await PublishAsync(new SignPainted(_library.Id, new Thing("article", _first), how));

        Assert.Equal(
            [thing, neighbour, elsewhere], [await IsKeptAsync(pages[0]), await IsKeptAsync(pages[1]), await IsKeptAsync(pages[2])]);
    }

    /// <summary>The file of the face before is gone with it.</summary>
    [Fact]
    public async Task Another_name_or_face_is_seen_at_once()
    {
        var article = await ThreeArticlesAsync();
        var landing = _library.Path;
        var owner = await _library.ProgramAsync("owner", "account:write");
        await KeepAsync(article, landing);

        var before = await ShowFaceAsync(owner, 100);
        Assert.Contains(before, (await app.Visitor().GetAsync(landing)).Text, StringComparison.Ordinal);
        await KeepAsync(article, landing);
        var face = await ShowFaceAsync(owner, 120);
        var seen = (await app.Visitor().GetAsync(landing)).Text;
        Assert.Contains(face, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(before, seen, StringComparison.Ordinal);

        await KeepAsync(article);
        (await owner.PatchAsync("/api/me", new { name = "Quite Another" })).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Quite Another", (await app.Visitor().GetAsync(article)).Text, StringComparison.Ordinal);
    }

    /// <returns>Its address.</returns>
    private static async Task<string> ShowFaceAsync(Client program, int size)
    {
        var picture = TellingPicture.Encode(TellingPicture.Scene(size, size), SkiaSharp.SKEncodedImageFormat.Png);
        var content = new ByteArrayContent(picture) { Headers = { ContentType = new("image/png") } };
        var kept = await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/me/avatar") { Content = content });
        return kept.ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;
    }

    [Fact]
    public async Task A_fact_of_the_installation_changes_every_community()
    {
        var article = await ThreeArticlesAsync();
        await KeepAsync(article);

        await PublishAsync(new SignPainted(0, new Thing("installation", 1), Reach.Community));

        Assert.False(await IsKeptAsync(article));
    }

    [Fact]
    public async Task What_a_version_wrote_that_knew_of_no_reach_changes_the_community()
    {
        var article = await ThreeArticlesAsync();
        await KeepAsync(article);

        var (community, at) = (_library.Id, app.Clock.Now);
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO activities (community_id, kind, subject_kind, subject_id, at, payload) VALUES ({community}, 'future.thing_changed', 'thing', 1, {at}, '')"));
        await app.SettleAsync();

        Assert.False(await IsKeptAsync(article));
    }

    [Theory]
    [InlineData("nothing"), InlineData("thing"), InlineData("space:17"), InlineData("community")]
    public void Is_kept_as_text(string text) => Assert.Equal(text, Reach.Parse(text).ToString());

    [Theory]
    [InlineData(""), InlineData("space:"), InlineData("space:-3"), InlineData("galaxy")]
    public void Is_the_community_where_it_cannot_be_read(string text) => Assert.Equal(Reach.Community, Reach.Parse(text));

    /// <summary>Two neighbours in an open column and one elsewhere; gives the path of the first.</summary>
    private async Task<string> ThreeArticlesAsync()
    {
        _library = await Library.OpenAsync(app);
        _first = await _library.PublishesAsync("First words", "First.", slug: "first");
        await _library.PublishesAsync("Second words", "Second.", slug: "second");
        await _library.PublishesAsync("Elsewhere", "Elsewhere.", space: "deep-dives", slug: "elsewhere", access: ArticleAccess.Open);
        return $"{_library.Path}/articles/first";
    }

    private Task PublishAsync(IEvent happened) => app.WithAsync<AppDb>(async db =>
    {
        db.Publish(() => happened);
        await db.SaveChangesAsync();
    });

    /// <summary>An answer with a stated length reaches its reader before the page is kept: the second request may come too early.</summary>
    private async Task KeepAsync(params string[] paths)
    {
        foreach (var path in paths)
        {
            var requests = 1;
            while (!await IsKeptAsync(path))
                Assert.True(requests++ < 20, path);
        }
    }

    private async Task<bool> IsKeptAsync(string path) =>
        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK).Header("Age") is not null;
}
