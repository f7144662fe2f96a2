using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Settings;
using Guildhall.Content.Reading;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Communities;

/// <summary>Visitors meet a landing page, members what they read next.</summary>
public class Front_pages(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_front_door_shows_covers_and_a_way_in()
    {
        var library = await Library.OpenAsync(app);
        await Library.OpenAsync(app);
        await library.BuysPremiumAsync("member");

        var visitor = Card(await app.Visitor().Speaking("en").GetAsync("/"));
        var member = Card(await (await library.SignedInAsync("member")).GetAsync("/"));

        Assert.Contains("/cover.svg", visitor.QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal($"{library.Path}/tiers", visitor.QuerySelector("a.button")!.GetAttribute("href"));
        Assert.Equal(library.Path, member.QuerySelector("a.button")!.GetAttribute("href"));

        AngleSharp.Dom.IElement Card(Answer page) =>
            page.Document.QuerySelectorAll(".front-card").Single(c => c.QuerySelector("h2 a")!.GetAttribute("href") == library.Path);
    }

    [Fact]
    public async Task Questions_are_answered_where_plans_are_chosen()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        Assert.False((await app.Visitor().GetAsync($"{library.Path}/tiers")).Has(".landing-questions"));

        (await owner.SubmitAsync($"{library.Path}/manage/settings", ("questions", "## May I leave?\n\nAt any time."))).ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();

        Assert.Contains("At any time.", (await app.Visitor().GetAsync($"{library.Path}/tiers")).TextOf(".landing-questions"));
    }

    [Fact]
    public async Task Visitors_are_promised_something_and_shown_that_it_is_there()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Open one", "Text.", slug: "open-one");
        await library.PublishesAsync("Closed one", "Text.", "deep-dives", "closed-one");
        await library.BuysPremiumAsync("member");
        await library.AsAsync<ChangeCommunity>("owner", change => change.RunAsync(library.Id, new CommunityChanges
        {
            Promise = "One line that stays", Questions = "## Is it for me?\n\nIf you ask, yes. <script>alert(1)</script>",
        }, ShownValues.None, default));
        await app.SettleAsync();
        using var visitor = app.Visitor();

        var home = (await visitor.Speaking("en").GetAsync(library.Path)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("One line that stays", home.TextOf("h1"));
        Assert.Contains("2", home.TextOf(".landing-figures div:nth-child(1) dd"));
        Assert.Contains("1", home.TextOf(".landing-figures div:nth-child(2) dd"));
        Assert.Contains("owner", home.TextOf(".landing-author"));
        Assert.Contains(library.Premium.Name, home.TextOf(".landing-offer"));
        Assert.Contains(library.Space("deep-dives").Name, home.TextOf(".landing-offer"));
        Assert.Equal(2, home.Document.QuerySelectorAll(".shelf-book").Length);
        Assert.Contains("Is it for me?", home.TextOf(".landing-questions"));
        Assert.DoesNotContain("<script>alert", home.Text);
    }

    [Fact]
    public async Task A_promise_is_made_from_the_name_where_nobody_wrote_one()
    {
        var library = await Library.OpenAsync(app);
        using var visitor = app.Visitor();

        Assert.Equal(library.Community.Name, (await visitor.GetAsync(library.Path)).TextOf("h1"));
    }

    [Fact]
    public async Task The_most_read_are_counted_from_the_ledger()
    {
        var library = await Library.OpenAsync(app);
        var (one, two) = (await library.PublishesAsync("One", "Text.", slug: "one"), await library.PublishesAsync("Two", "Text.", slug: "two"));
        await library.InAsync<AppDb>(async db =>
        {
            db.Publish(() => new ArticleRead(library.Id, null, one));
            for (var i = 0; i < 3; i++)
                db.Publish(() => new ArticleRead(library.Id, null, two));
            await db.SaveChangesAsync();
        });
        await app.SettleAsync();
        await library.PublishesAsync("Three", "Text.", slug: "three");

        using var visitor = app.Visitor();
        var home = await visitor.GetAsync(library.Path);

        Assert.Equal(["Two", "One"], home.Document.QuerySelectorAll(".tiles-small .tile-title").Select(t => t.TextContent.Trim()));
    }

    [Fact]
    public async Task Members_meet_another_page()
    {
        var library = await Library.OpenAsync(app);
        var read = await library.PublishesAsync("Begun", "Text.", "deep-dives", "begun");
        await library.PublishesAsync("Fresh", "Text.", "deep-dives", "fresh");
        await library.BuysPremiumAsync("member");
        var member = (await library.SignedInAsync("member")).Speaking("en");
        await member.PostAsync($"{library.Api}/articles/{read}/progress", new { fraction = 0.3 });

        var home = await member.GetAsync(library.Path);

        Assert.False(home.Has(".landing-promise"));
        Assert.Equal(library.Community.Name, home.TextOf("h1"));
        Assert.Equal(["Begun"], home.Document.QuerySelectorAll(".go-on-card h3").Select(t => t.TextContent.Trim()));
        Assert.Equal(["Fresh"], home.Document.QuerySelectorAll(".tile-title").Select(t => t.TextContent.Trim()));
    }

    [Fact]
    public async Task An_empty_community_says_so()
    {
        var library = await Library.OpenAsync(app);
        using var visitor = app.Visitor();

        Assert.True((await visitor.GetAsync(library.Path)).Has(".empty"));
        Assert.True((await (await library.SignedInAsync("owner")).GetAsync(library.Path)).Has(".empty"));
    }

    [Fact]
    public async Task A_promise_that_is_too_long_is_refused_at_its_field()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var again = await owner.SubmitAsync($"{library.Path}/manage/settings", ("promise", new string('a', 81)));

        Assert.Contains(again.Document.QuerySelectorAll(".field-error"), e => e.TextContent.Contains("80"));
        Assert.Equal(new string('a', 81), again.Document.QuerySelector("[name=promise]")!.GetAttribute("value"));
    }
}
