using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Reviews;

public class Asking_for_a_review(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task One_person_is_asked_until_a_time_that_both_see_and_is_reminded()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var handle = $"bob-{forum.Slug}";
        await forum.CallAsync("Bob", handle);
        var topic = await forum.ReviewAsync(ada);
        var local = TimeZoneInfo.ConvertTimeFromUtc(app.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

        var asked = await ada.SubmitAsync($"{forum.ReviewPath(topic)}/requests/new", ("of", "person"), ("handle", "@" + handle),
            ("dueAt", local.AddMinutes(40).ToString("yyyy-MM-dd'T'HH:mm")), ("zone", "Asia/Shanghai"));
        await app.SettleAsync();

        asked.ShouldRedirect();
        foreach (var who in new[] { ada, bob })
            Assert.True((await who.GetAsync(forum.ReviewPath(topic))).Has(".review-people time"));
        Assert.Contains("Your review is requested", (await bob.GetAsync(forum.ReviewPath(topic))).TextOf(".review-people"));
        Assert.Contains("asks you to review", (await bob.GetAsync("/notifications")).Text);
        Assert.DoesNotContain("is due", (await bob.GetAsync("/notifications")).Text);
        app.Clock.Advance(TimeSpan.FromMinutes(21));
        await app.SettleAsync();
        Assert.Contains("is due", (await bob.GetAsync("/notifications")).Text);
        Assert.DoesNotContain("Nobody has reviewed", (await ada.GetAsync("/notifications")).Text);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.SettleAsync();
        Assert.Contains("Nobody has reviewed", (await ada.GetAsync("/notifications")).Text);
    }

    [Fact]
    public async Task Who_has_answered_is_not_reminded()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var local = TimeZoneInfo.ConvertTimeFromUtc(app.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        await AskAsync(ada, forum, topic, new { of = "everybody", dueAt = local.AddMinutes(10).ToString("yyyy-MM-dd'T'HH:mm") });
        await Replying.PutAsync(bob, $"{forum.ReviewApi(topic)}/verdicts/mine", new { verdict = "comment" });

        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.SettleAsync();

        Assert.DoesNotContain("Nobody has reviewed", (await ada.GetAsync("/notifications")).Text);
        Assert.Contains("answered", (await ada.GetAsync(forum.ReviewPath(topic))).TextOf(".review-people"));
    }

    [Fact]
    public async Task Those_of_a_role_hear_of_it_and_asking_twice_is_asking_once()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.ReviewAsync(ada);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(ada, forum, topic, new { of = "role", role = "moderator" })));
        await app.SettleAsync();

        Assert.Single(answers.Select(a => a.ShouldBe(HttpStatusCode.OK).Json.GetProperty("id").GetInt64()).Distinct());
        Assert.Contains("asks you to review", (await mod.GetAsync("/notifications")).Text);
        Assert.True((await forum.ReadReviewAsync(mod, topic)).GetProperty("requests")[0].GetProperty("mine").GetBoolean());
        Assert.False((await forum.ReadReviewAsync(app.Visitor(), topic)).GetProperty("requests")[0].GetProperty("mine").GetBoolean());
    }

    [Fact]
    public async Task Strangers_and_those_who_may_not_read_it_look_alike()
    {
        var forum = await Forum.OpenAsync(app);
        var (paying, free) = (await forum.MemberAsync("Paying", "premium"), await forum.MemberAsync("Free"));
        await forum.CallAsync("Free", $"free-{forum.Slug}");
        var topic = await forum.ReviewAsync(paying, space: "paid");

        foreach (var handle in new[] { "nobody-at-all", $"free-{forum.Slug}", "" })
            (await AskAsync(paying, forum, topic, new { of = "person", handle })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "asked_unknown");
        (await AskAsync(paying, forum, topic, new { of = "role", role = "emperor" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "role_unknown");
        (await AskAsync(paying, forum, topic, new { of = "everybody", dueAt = "2020-01-01T00:00" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "due_past");
        (await AskAsync(free, forum, topic, new { of = "everybody" })).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Answer> AskAsync(Client who, Forum forum, long topic, object request) =>
        who.PostAsync($"{forum.ReviewApi(topic)}/requests", request);
}
