using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Screening;

public class Trying_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_trial_says_what_a_rule_would_have_held_and_by_whom()
    {
        var watch = await Watch.OpenAsync(app);
        var (ada, bob) = (await watch.Forum.MemberAsync("Ada"), await watch.Forum.MemberAsync("Bob"));
        await watch.Forum.OpensAsync(ada, "Many links", "https://a.example https://b.example https://c.example");
        await watch.Forum.OpensAsync(bob, "Few links", "https://a.example and [here](/c/x) and https://github.com/a and https://gist.github.com/b");
        await watch.Forum.OpensAsync(watch.Owner, "The team's", "https://a.example https://b.example https://c.example");

        var trial = await watch.TryAsync("rules/links", new { links = 2, allowedHosts = "github.com" });
        var result = (await watch.Owner.GetAsync($"{watch.Api}/trials/{trial}")).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal("done", result.GetProperty("trial").GetProperty("state").GetString());
        Assert.Equal((3, 1, 0), (Number("looked"), Number("caught"), Number("ofTrusted")));
        var caught = Assert.Single(result.GetProperty("items").EnumerateArray());
        Assert.Equal("Many links", caught.GetProperty("title").GetString());
        Assert.Contains("3 links", caught.GetProperty("reason").GetString());
        // A trial changes nothing.
        Assert.False(await watch.HoldsAsync(ada, "https://a.example https://b.example https://d.example"));
        (await watch.ActivationAsync(trial)).ShouldBe(HttpStatusCode.NoContent);
        Assert.True(await watch.HoldsAsync(ada, "https://a.example https://b.example https://e.example"));

        int Number(string name) => result.GetProperty("trial").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_rule_is_switched_on_by_the_newest_trial_once_it_is_done_and_no_other_way()
    {
        var watch = await Watch.OpenAsync(app);
        var first = await watch.TryAsync("rules/spam", new { percent = 90 });
        var running = (await watch.Owner.PostAsync($"{watch.Api}/rules/spam/trials", new { percent = 95 })).Json.GetProperty("id").GetInt64();

        Assert.Equal("trial_running", (await watch.ActivationAsync(running)).ShouldBe(HttpStatusCode.Conflict).Json.GetProperty("code").GetString());
        (await watch.ActivationAsync(first)).ShouldBe(HttpStatusCode.NotFound);
        await app.SettleAsync();
        (await watch.ActivationAsync(running)).ShouldBe(HttpStatusCode.NoContent);

        var rule = (await watch.Owner.GetAsync($"{watch.Api}/rules")).Json.GetProperty("items").EnumerateArray()
            .Single(r => r.GetProperty("rule").GetString() == "spam");
        Assert.True(rule.GetProperty("isOn").GetBoolean());
        Assert.Equal(95, rule.GetProperty("terms").GetProperty("percent").GetInt32());
        (await watch.Owner.DeleteAsync($"{watch.Api}/rules/spam/activation")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_cannot_be_a_rule_is_refused_at_its_field_with_what_was_typed()
    {
        var watch = await Watch.OpenAsync(app);

        var page = await watch.Owner.SubmitAsync($"{watch.Forum.Path}/manage/screening/rules/rate", ("perMinute", "9"), ("perHour", "3"));
        var hosts = await watch.Owner.SubmitAsync($"{watch.Forum.Path}/manage/screening/rules/links", ("links", "2"), ("blockedHosts", "not a host"));
        var api = await watch.Owner.PostAsync($"{watch.Api}/rules/first-posts/trials", new { posts = 0 });
        var refusing = await watch.Owner.PostAsync($"{watch.Api}/rules/first-posts/trials", new { posts = 1, verdict = "refuse" });

        Assert.Contains("at least as many", page.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-perHour-error"));
        Assert.Equal("3", page.Document.QuerySelector("#field-perHour")!.GetAttribute("value"));
        Assert.Contains("“not” is not the name", hosts.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-blockedHosts-error"));
        Assert.Equal("number_bad", api.ShouldBe(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        Assert.Equal("verdict_bad", refusing.ShouldBe(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        (await watch.Owner.GetAsync($"{watch.Forum.Path}/manage/screening/rules/nothing")).ShouldBe(HttpStatusCode.NotFound);
        (await watch.Owner.PostAsync($"{watch.Api}/rules/nothing/trials", new { })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task First_posts_wait_until_so_many_were_let_through()
    {
        var watch = await Watch.OpenAsync(app);
        var bob = await watch.Forum.MemberAsync("Bob");
        await watch.RuleAsync("first-posts", new { posts = 1 });

        Assert.True(await watch.HoldsAsync(bob, "My first"));
        Assert.True(await watch.HoldsAsync(bob, "Still nothing was let through"));
        var topics = await watch.Forum.InAsync<Guildhall.Kernel.Contracts.Moderation.IRecentPosts,
            IReadOnlyList<Guildhall.Kernel.Contracts.Moderation.RecentPost>>(
            posts => posts.OfAuthorAsync(watch.Forum.Id, watch.Forum.IdOf("Bob"), 10));
        await watch.Forum.InAsync<IEnumerable<Guildhall.Kernel.Contracts.Moderation.IHeldPosts>, bool>(held =>
            held.First(h => h.Kinds.Contains("topic")).ReleaseHeldAsync(watch.Forum.Id, topics[0].Post, watch.Forum.IdOf("owner")));

        Assert.False(await watch.HoldsAsync(bob, "One was"));
    }

    [Fact]
    public async Task Who_posts_too_fast_is_told_when_they_may_again_and_the_text_stays()
    {
        var watch = await Watch.OpenAsync(app);
        var bob = await watch.Forum.MemberAsync("Bob");
        await watch.RuleAsync("rate", new { perMinute = 3, perHour = 5, upTo = "regular", verdict = "refuse" });
        var topic = await watch.Forum.OpensAsync(bob);

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            bob.PostAsync($"{watch.Forum.Api}/topics/{topic}/replies", new { body = $"Reply {i}" })));
        var page = await bob.SubmitAsync(watch.Forum.TopicPath(topic), ("body", "What I wrote"));

        Assert.Equal(2, replies.Count(r => r.Status == HttpStatusCode.Created));
        Assert.All(replies.Where(r => r.Status != HttpStatusCode.Created), r => r.ShouldBe(HttpStatusCode.TooManyRequests));
        Assert.Equal("post_refused", replies.First(r => r.Status != HttpStatusCode.Created).Json.GetProperty("code").GetString());
        page.ShouldBe(HttpStatusCode.TooManyRequests);
        Assert.Contains("Try again in 1 minute", page.TextOf("#field-body-error"));
        Assert.Contains("What I wrote", page.TextOf("#field-body"));
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await watch.Forum.RepliesAsync(bob, topic, "A minute later");
        await watch.Forum.RepliesAsync(await watch.Forum.ModeratorAsync(), topic, "Moderators write as fast as they like");
    }

    [Fact]
    public async Task The_same_text_again_waits_and_another_one_does_not()
    {
        var watch = await Watch.OpenAsync(app);
        var bob = await watch.Forum.MemberAsync("Bob");
        await watch.RuleAsync("repeats", new { times = 1, hours = 24 });

        Assert.False(await watch.HoldsAsync(bob, "Come to my shop"));
        Assert.True(await watch.HoldsAsync(bob, "come, to **my** SHOP!"));
        Assert.False(await watch.HoldsAsync(bob, "Something else"));
    }

    [Fact]
    public async Task Links_to_a_blocked_site_wait_whoever_posts_them_but_the_team()
    {
        var watch = await Watch.OpenAsync(app);
        var bob = await watch.Forum.MemberAsync("Bob");
        await watch.RuleAsync("links", new { links = 5, blockedHosts = "bad.example" });

        Assert.True(await watch.HoldsAsync(bob, "[x](https://shop.bad.example/a)"));
        Assert.False(await watch.HoldsAsync(bob, "[x](https://notbad.example/a)"));
        Assert.False(await watch.HoldsAsync(watch.Owner, "[x](https://bad.example/a)"));
    }
}
