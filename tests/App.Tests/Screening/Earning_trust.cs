using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Trust;

namespace Guildhall.App.Tests.Screening;

public class Earning_trust(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Reading_leads_to_the_first_level_and_the_member_sees_what_is_missing()
    {
        var forum = await Forum.OpenAsync(app);
        var (ann, bob) = (await forum.MemberAsync("Ann"), await forum.MemberAsync("Bob"));
        var topics = await TalkAsync(forum, ann, topics: 5, replies: 6);
        Assert.Equal(TrustLevel.New, await LevelAsync(forum, "Bob"));

        await ReadAsync(forum, bob, topics[..4], 6);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await forum.RepliesAsync(bob, topics[0]);
        await app.SettleAsync();
        var missing = (await bob.GetAsync("/account/trust")).TextOf("main");
        Assert.Contains("New member", missing);
        Assert.Contains("4 of 5", missing);

        await ReadAsync(forum, bob, topics, 6);
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(TrustLevel.Basic, await LevelAsync(forum, "Bob"));
        await app.SettleAsync();
        Assert.Contains("Basic member", (await bob.GetAsync("/account/trust")).TextOf("main"));
    }

    [Fact]
    public async Task The_highest_level_is_earned_at_night_and_lost_after_grace_where_too_little_is_done()
    {
        var forum = await Forum.OpenAsync(app);
        var (owner, ann, bob) = (await forum.SignedInAsync("owner"), await forum.MemberAsync("Ann"), await forum.MemberAsync("Bob"));
        // Small numbers lead there in a few days.
        await SetAsync(owner, forum, ("basicTopics", 1), ("basicPosts", 1), ("basicMinutes", 0), ("regularDays", 1), ("regularTopics", 1),
            ("regularPosts", 1), ("regularMinutes", 0), ("regularGiven", 0), ("regularReceived", 0), ("regularReplied", 1), ("trustedWindow", 7),
            ("trustedDays", 2), ("trustedReplied", 1), ("trustedTopicsPercent", 25), ("trustedPostsPercent", 25), ("trustedGiven", 1),
            ("trustedReceived", 1), ("trustedGrace", 3));
        var topics = await TalkAsync(forum, ann, topics: 2, replies: 2);
        await ReadAsync(forum, bob, topics, 2);
        var reply = await forum.RepliesAsync(bob, topics[0]);
        await ReactAsync(bob, forum, $"topics/{topics[0]}");
        await ReactAsync(ann, forum, $"replies/{reply}");
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await forum.RepliesAsync(bob, topics[1]);
        await app.SettleAsync();
        Assert.Equal(TrustLevel.Regular, await LevelAsync(forum, "Bob"));

        await app.RunJobAsync<ReckonNightly>();
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(forum, "Bob"));

        // Nothing is done any more.
        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.RunJobAsync<ReckonNightly>();
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(forum, "Bob"));
        Assert.Contains("You keep it until", (await bob.GetAsync("/account/trust")).TextOf("main"));
        app.Clock.Advance(TimeSpan.FromDays(4));
        await app.RunJobAsync<ReckonNightly>();
        Assert.Equal(TrustLevel.Regular, await LevelAsync(forum, "Bob"));
    }

    [Fact]
    public async Task An_operator_locks_a_level_and_lets_it_go_again()
    {
        var forum = await Forum.OpenAsync(app);
        var (owner, bob) = (await forum.SignedInAsync("owner"), await forum.MemberAsync("Bob"));
        await forum.OpensAsync(bob);
        await app.SettleAsync();
        var page = $"{forum.Path}/manage/screening/trust/{forum.IdOf("Bob")}";

        var silent = await owner.SubmitAsync(page, ("level", "trusted"), ("reason", " "));
        (await owner.SubmitAsync(page, ("level", "trusted"), ("reason", "Wrote our book"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.NotEmpty(silent.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-reason-error"));
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(forum, "Bob"));
        Assert.Contains("Wrote our book", (await owner.GetAsync(page)).TextOf("main"));
        Assert.DoesNotContain("Wrote our book", (await bob.GetAsync("/account/trust")).TextOf("main"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunJobAsync<ReckonNightly>();
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(forum, "Bob"));
        Assert.Contains("Trusted member", (await owner.GetAsync($"{forum.Path}/manage/screening/trust?level=trusted")).TextOf("table"));

        await owner.PressAsync(await owner.GetAsync(page), $"{page}/unlock");
        await forum.InAsync<ReckonTrust>(reckon => reckon.OneAsync(forum.IdOf("Bob"), default));
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(forum, "Bob"));
        (await bob.GetAsync(page)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.GetAsync($"{forum.Path}/manage/screening/trust/999999")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Time_of_reading_is_measured_and_pauses_are_not()
    {
        var forum = await Forum.OpenAsync(app);
        var (ann, bob) = (await forum.MemberAsync("Ann"), await forum.MemberAsync("Bob"));
        var topic = (await TalkAsync(forum, ann, topics: 1, replies: 4))[0];

        await MarkAsync(forum, bob, topic, 1);
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        await MarkAsync(forum, bob, topic, 2);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await MarkAsync(forum, bob, topic, 3);
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await MarkAsync(forum, bob, topic, 4);

        var part = await forum.InAsync<IEnumerable<ITakingPart>, TakingPart>(async modules =>
        {
            var sum = TakingPart.None;
            foreach (var module in modules)
                sum = sum.Plus((await module.OfAsync(forum.Id, [forum.IdOf("Bob")], null)).GetValueOrDefault(forum.IdOf("Bob"),
                    TakingPart.None));
            return sum;
        });
        Assert.Equal((1, 5, 60), (part.TopicsEntered, part.PostsRead, part.SecondsReading));
    }

    private static async Task<long[]> TalkAsync(Forum forum, Client who, int topics, int replies)
    {
        var ids = new List<long>();
        for (var i = 0; i < topics; i++)
        {
            ids.Add(await forum.OpensAsync(who, $"Topic {i}"));
            for (var j = 0; j < replies; j++)
                await forum.RepliesAsync(who, ids[^1], $"Reply {j}");
        }
        return [.. ids];
    }

    /// <summary>Twenty seconds and more for each post.</summary>
    private async Task ReadAsync(Forum forum, Client who, long[] topics, int replies)
    {
        foreach (var topic in topics)
            for (var number = 0; number <= replies; number++)
            {
                await MarkAsync(forum, who, topic, number);
                app.Clock.Advance(TimeSpan.FromSeconds(25));
            }
    }

    private static async Task MarkAsync(Forum forum, Client who, long topic, int number) =>
        (await who.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{forum.Api}/topics/{topic}/read")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { number }),
        })).ShouldBe(HttpStatusCode.OK);

    private static async Task ReactAsync(Client who, Forum forum, string thing) => Assert.True(
        (await who.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{forum.Api}/{thing}/reactions/heart"))).Response.IsSuccessStatusCode);

    private static async Task SetAsync(Client owner, Forum forum, params (string Key, int Value)[] numbers) =>
        (await owner.SubmitAsync($"{forum.Path}/manage/screening/trust", [.. numbers.Select(n => (n.Key, (object)n.Value))])).ShouldBe(HttpStatusCode.SeeOther);

    private static Task<TrustLevel> LevelAsync(Forum forum, string name) =>
        forum.InAsync<ITrust, TrustLevel>(trust => trust.LevelAsync(forum.Id, forum.IdOf(name)));
}
