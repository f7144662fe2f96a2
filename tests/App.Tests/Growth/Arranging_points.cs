using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Growth;

public class Arranging_points(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_preset_begins_it_and_a_rehearsal_tells_what_other_rules_would_give()
    {
        var forum = await Forum.OpenAsync(app);
        var (owner, ada, bob) = (await forum.SignedInAsync("owner"), await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        for (var n = 0; n < 4; n++)
            await forum.RepliesAsync(bob, topic, $"Reply {n}.");
        await app.SettleAsync();
        var page = $"{forum.Path}/manage/points";
        (await owner.SubmitAsync(page, ("preset", "quiet"))).ShouldLeadTo(page);
        await app.SettleAsync();

        var rehearsed = await owner.SubmitAsync(page, ("deed-reply-posted", "7"), ("deed-reply-posted-day", "3"), ("minTrust", "new"), ("do", "rehearse"));

        rehearsed.ShouldBe(HttpStatusCode.OK);
        Assert.Contains("21", rehearsed.TextOf(".stat-value"));
        Assert.Contains("Bob", rehearsed.TextOf("main"));
        Assert.Equal("7", rehearsed.Document.QuerySelector("[name=deed-reply-posted]")!.GetAttribute("value"));
        Assert.DoesNotContain("reply_posted", (await owner.GetAsync($"{forum.Api}/manage/points/rules")).Text);
        (await owner.SubmitAsync(rehearsed, ("deed-reply-posted", "7"), ("do", "save"))).ShouldLeadTo(page);
        Assert.Contains("reply_posted", (await owner.GetAsync($"{forum.Api}/manage/points/rules")).Text);
        (await bob.GetAsync(page)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(0, await forum.BalanceAsync(bob));
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field_and_two_who_save_at_once_do_not_overwrite_each_other()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var page = $"{forum.Path}/manage/points";
        var (mine, theirs) = (await owner.GetAsync(page), await owner.GetAsync(page));

        var refused = await owner.SubmitAsync(mine, ("deed-topic-opened", "99999"), ("do", "save"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("99999", refused.Document.QuerySelector("[name=deed-topic-opened]")!.GetAttribute("value"));
        Assert.Contains("Enter 0 to 10000", refused.TextOf(".field-error"));

        (await owner.SubmitAsync(mine, ("deed-topic-opened", "8"), ("do", "save"))).ShouldRedirect();
        (await owner.SubmitAsync(theirs, ("deed-topic-opened", "9"), ("do", "save"))).ShouldBe(HttpStatusCode.Conflict);
        (await owner.SubmitAsync(theirs, ("deed-reply-posted", "4"), ("do", "save"))).ShouldRedirect();
        var rules = (await owner.GetAsync($"{forum.Api}/manage/points/rules")).Json.GetProperty("rules").EnumerateArray()
            .ToDictionary(r => r.GetProperty("deed").GetString()!, r => r.GetProperty("points").GetInt32());
        Assert.Equal((8, 4), (rules["topic_opened"], rules["reply_posted"]));
    }

    [Fact]
    public async Task Programs_need_the_scopes_and_members_the_permission()
    {
        var forum = await Forum.OpenAsync(app);
        await forum.BeginsPointsAsync();
        await forum.MemberAsync("Ada");
        var (reads, writes, others) = (await forum.ProgramAsync("owner", "points:read"), await forum.ProgramAsync("owner", "points:read", "points:write"),
            await forum.ProgramAsync("Ada", "points:read", "points:write"));
        var rules = $"{forum.Api}/manage/points/rules";

        (await reads.GetAsync(rules)).ShouldBe(HttpStatusCode.OK);
        (await Replying.PutAsync(reads, rules, new { rules = Array.Empty<object>() })).ShouldBe(HttpStatusCode.Forbidden);
        (await Replying.PutAsync(writes, rules, new { rules = new[] { new { deed = "flying", points = 1 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "deed_unknown");
        (await Replying.PutAsync(writes, rules, new { rules = Array.Empty<object>() })).ShouldBe(HttpStatusCode.NoContent);
        (await others.GetAsync(rules)).ShouldBe(HttpStatusCode.NotFound);
        (await (await forum.ProgramAsync("Ada", "posts:write")).GetAsync($"{forum.Api}/points")).ShouldBe(HttpStatusCode.Forbidden);
        Assert.Equal(forum.Slug, (await others.GetAsync("/api/me/points")).Json.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("slug").GetString()).DefaultIfEmpty(forum.Slug).Single());
    }

    [Fact]
    public async Task Badges_are_earned_once_and_own_ones_are_given_by_hand()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var question = await forum.OpensAsync(ada, space: "questions");
        var answer = await forum.RepliesAsync(bob, question);
        for (var n = 0; n < 10; n++)
            await forum.VotesAsync(await forum.MemberAsync($"Voter {n}"), answer);
        for (var n = 0; n < 2; n++)
        {
            await forum.AcceptsAsync(ada, question, answer);
            await forum.AcceptsAsync(ada, question, null);
        }
        await app.SettleAsync();

        Assert.Equal(["first-answer", "good-answer"], await HeldAsync(forum, bob));
        Assert.Equal(["first-topic"], await HeldAsync(forum, ada));
        Assert.Contains("You earned the badge “Good answer”", (await bob.GetAsync("/notifications")).TextOf("main"));
        Assert.Contains("Bob", (await ada.GetAsync($"{forum.Path}/points/badges/good-answer")).TextOf(".wall"));

        var page = $"{forum.Path}/manage/points/badges";
        (await owner.SubmitAsync(page, ("nameEn", ""))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(page, ("nameEn", "Founder"), ("nameZh", "创始成员"))).ShouldRedirect();
        var badge = (await owner.GetAsync(page)).Document.QuerySelector("[name=badge] option")!.GetAttribute("value")!;
        foreach (var _ in Enumerable.Range(0, 2))
            (await owner.SubmitAsync(page, ("badge", badge), ("member", $"{forum.IdOf("Ada")}"), ("note", "From the first day"))).ShouldRedirect();
        Assert.Equal(["first-topic", $"own-{badge}"], (await HeldAsync(forum, ada)).Order());
        Assert.Contains("From the first day", (await bob.GetAsync($"{forum.Path}/points/badges/own-{badge}")).TextOf(".wall"));
        Assert.Contains("Founder", (await bob.GetAsync($"{forum.Path}/points/badges")).TextOf(".badge-grid"));
        (await bob.GetAsync($"{forum.Path}/points/badges/nothing")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<List<string>> HeldAsync(Forum forum, Client who) =>
    [
        .. (await who.GetAsync($"{forum.Api}/points/badges")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Where(b => b.GetProperty("since").ValueKind != System.Text.Json.JsonValueKind.Null).Select(b => b
                .GetProperty("slug").GetString()!).Order(),
    ];
}
