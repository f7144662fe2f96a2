using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Growth.Boards;
using Guildhall.Growth.Tiers;

namespace Guildhall.App.Tests.Growth;

public class Reaching_levels(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_level_is_reached_by_points_told_once_and_shown_beside_the_name()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        await forum.RepliesAsync(bob, topic);

        await forum.GivesPointsAsync(owner, "Bob", 70);
        await app.SettleAsync();
        Assert.Equal(4, await forum.LevelAsync(bob));
        Assert.Contains("You reached level 4, Builder", (await bob.GetAsync("/notifications")).TextOf("main"));
        Assert.Contains("Level 4: Builder", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        Assert.Contains("Level 4: Builder", (await app.Visitor().GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));

        (await Replying.PutAsync(bob, $"{forum.Api}/points/hiding")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.DoesNotContain("Level 4", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        Assert.DoesNotContain("Level 4", (await app.Visitor().GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
    }

    [Fact]
    public async Task An_owner_names_levels_and_everybody_is_put_on_theirs()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var bob = await forum.MemberAsync("Bob");
        await forum.GivesPointsAsync(owner, "Bob", 70);
        var page = $"{forum.Path}/manage/points/levels";

        var refused = await owner.SubmitAsync(page, ("threshold-3", "4"), ("name-2", "Learner"), ("do", "save"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("above the one before", refused.TextOf(".field-error"));
        Assert.Equal("Learner", refused.Document.QuerySelector("[name=name-2]")!.GetAttribute("value"));
        (await owner.SubmitAsync(refused, ("threshold-3", "60"), ("threshold-4", "80"), ("do", "save"))).ShouldRedirect();

        Assert.Equal(3, await forum.LevelAsync(bob));
        Assert.Equal("Learner", (await owner.GetAsync($"{forum.Api}/manage/points/rules")).Json.GetProperty("levels")[1].GetProperty("nameEn").GetString());
        (await bob.GetAsync(page)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_board_ranks_densely_leaves_out_the_hidden_and_suspended_and_always_tells_ones_own_place()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var people = new Dictionary<string, Client>();
        foreach (var (name, points) in new[] { ("Ada", 30), ("Bob", 30), ("Cem", 20), ("Dan", 50), ("Eve", 40), ("Fay", 10) })
        {
            people[name] = await forum.MemberAsync(name);
            await forum.GivesPointsAsync(owner, name, points);
        }
        (await Replying.PutAsync(people["Dan"], $"{forum.Api}/points/hiding")).ShouldBe(HttpStatusCode.NoContent);
        (await owner.PostAsync($"{forum.Api}/manage/members/{forum.IdOf("Eve")}/restrictions",
            new { kind = "suspended", until = app.Clock.Now.AddDays(3), reason = "A pause" })).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(["1 Ada 30", "1 Bob 30", "2 Cem 20", "3 Fay 10"], await BoardAsync(forum, people["Cem"], "all"));
        Assert.Equal(["1 Ada 30", "1 Bob 30", "2 Cem 20", "3 Fay 10"], await BoardAsync(forum, people["Cem"], "week"));
        var own = (await people["Dan"].GetAsync($"{forum.Api}/points/board?span=all")).Json.GetProperty("mine");
        Assert.Equal((1, 50), (own.GetProperty("place").GetInt32(), own.GetProperty("points").GetInt32()));
        Assert.Contains("Your place", (await people["Dan"].GetAsync($"{forum.Path}/points/board?span=all")).TextOf("main"));

        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Empty(await BoardAsync(forum, people["Cem"], "week"));
        Assert.Equal(5, (await BoardAsync(forum, people["Cem"], "month")).Count);
        (await people["Cem"].GetAsync($"{forum.Api}/points/board?span=year")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "span_unknown");
    }

    [Fact]
    public void Equal_points_share_a_place_and_the_next_follows_without_a_gap() => Assert.Equal(
        [1, 2, 2, 3], ReadBoard.Rank([(1, 9), (2, 5), (3, 5), (4, 1)]).Select(p => p.Place));

    [Fact]
    public async Task A_tier_is_held_as_long_as_the_level_is_and_what_is_paid_for_stays()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (bob, ada) = (await forum.MemberAsync("Bob"), await forum.MemberAsync("Ada", "premium"));
        var topic = await forum.OpensAsync(ada, space: "paid");
        (await owner.PostAsync($"{forum.Api}/manage/points/tier-rules", new { tierId = forum.Premium.TierId, kind = "level", level = 4 }))
            .ShouldBe(HttpStatusCode.Created);
        await app.SettleAsync();
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);

        await forum.GivesPointsAsync(owner, "Bob", 65);
        await forum.GivesPointsAsync(owner, "Ada", 65);
        await app.SettleAsync();
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("For what you contribute, you have Premium", (await bob.GetAsync("/notifications")).TextOf("main"));
        var why = await owner.GetAsync($"{forum.Path}/manage/access?member={forum.IdOf("Bob")}&thing={Uri.EscapeDataString(forum.TopicPath(topic))}");
        Assert.Contains("the rule “from level 4, as long as they are on it”", why.TextOf("main"));

        await forum.GivesPointsAsync(owner, "Bob", -1, "One too many");
        await forum.GivesPointsAsync(owner, "Ada", -1, "One too many");
        await app.SettleAsync();
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Points_within_some_days_give_a_tier_for_some_days()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (bob, ada) = (await forum.MemberAsync("Bob"), await forum.MemberAsync("Ada", "premium"));
        var topic = await forum.OpensAsync(ada, space: "paid");
        await owner.PostAsync($"{forum.Api}/manage/points/tier-rules",
            new { tierId = forum.Premium.TierId, kind = "points", points = 50, withinDays = 10, forDays = 7 });
        await forum.GivesPointsAsync(owner, "Bob", 30);
        app.Clock.Advance(TimeSpan.FromDays(11));
        await forum.GivesPointsAsync(owner, "Bob", 30);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);

        await forum.GivesPointsAsync(owner, "Bob", 20);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
        await forum.GivesPointsAsync(owner, "Bob", -40);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.RunJobAsync<ReckonTiersNightly>();
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        var rules = (await owner.GetAsync($"{forum.Api}/manage/points/tier-rules")).Json.GetProperty("items");
        Assert.Equal(0, rules[0].GetProperty("holders").GetInt32());
    }

    [Fact]
    public async Task Ending_a_rule_ends_what_it_gave()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (bob, ada) = (await forum.MemberAsync("Bob"), await forum.MemberAsync("Ada", "premium"));
        var topic = await forum.OpensAsync(ada, space: "paid");
        await forum.GivesPointsAsync(owner, "Bob", 65);
        await owner.PostAsync($"{forum.Api}/manage/points/tier-rules", new { tierId = forum.Premium.TierId, kind = "level", level = 4 });
        await app.SettleAsync();
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);

        var page = await owner.GetAsync($"{forum.Path}/manage/points/levels");
        var rule = (await owner.GetAsync($"{forum.Api}/manage/points/tier-rules")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await owner.PressAsync(page, $"{forum.Path}/manage/points/tier-rules/{rule}/end")).ShouldRedirect();
        await app.SettleAsync();

        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await owner.PostAsync($"{forum.Api}/manage/points/tier-rules", new { tierId = 999_999, kind = "level", level = 4 }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tier_unknown");
        (await owner.PostAsync($"{forum.Api}/manage/points/tier-rules", new { tierId = forum.Premium.TierId, kind = "level", level = 40 }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "level_unknown");
    }

    private static async Task<List<string>> BoardAsync(Forum forum, Client who, string span) =>
    [
        .. (await who.GetAsync($"{forum.Api}/points/board?span={span}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(i => $"{i.GetProperty("place").GetInt32()} {i.GetProperty("name").GetString()} {i.GetProperty("points").GetInt64()}"),
    ];
}
