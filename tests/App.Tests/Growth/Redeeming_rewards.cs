using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Growth.Books;

namespace Guildhall.App.Tests.Growth;

public class Redeeming_rewards(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Of_a_hundred_at_once_exactly_those_get_it_whom_the_stock_allows()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var people = new List<Client>();
        for (var n = 0; n < 10; n++)
        {
            people.Add(await forum.MemberAsync($"Member {n}"));
            await forum.GivesPointsAsync(owner, $"Member {n}", 100);
        }
        var last = await forum.OffersAsync(owner, new { kind = "by_hand", title = "The last one", cost = 30, stock = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => forum.RedeemsAsync(people[n % 10], last)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.ShouldBeRefused(HttpStatusCode.Conflict, "sold_out"));
        Assert.Equal(970, (await Task.WhenAll(people.Select(forum.BalanceAsync))).Sum());
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task Nobody_pays_more_than_they_have_however_often_they_press()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var ada = await forum.MemberAsync("Ada");
        await forum.GivesPointsAsync(owner, "Ada", 100);
        var (mug, pen) = (await forum.OffersAsync(owner, new { kind = "by_hand", title = "A mug", cost = 30 }),
            await forum.OffersAsync(owner, new { kind = "by_hand", title = "A pen", cost = 1, perMember = 2 }));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => forum.RedeemsAsync(ada, mug)));
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.ShouldBeRefused(HttpStatusCode.Conflict, "not_enough_points"));
        Assert.Equal(10, await forum.BalanceAsync(ada));

        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => forum.RedeemsAsync(ada, pen, "the same key")));
        Assert.Single(again.Select(a => a.ShouldBe(HttpStatusCode.OK).Json.GetProperty("id").GetInt64()).Distinct());
        (await forum.RedeemsAsync(ada, pen)).ShouldBe(HttpStatusCode.OK);
        (await forum.RedeemsAsync(ada, pen)).ShouldBeRefused(HttpStatusCode.Conflict, "limit_reached");
        Assert.Equal(8, await forum.BalanceAsync(ada));
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task By_the_form_without_script_it_is_taken_handed_over_and_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var ada = await forum.MemberAsync("Ada");
        await forum.GivesPointsAsync(owner, "Ada", 50);
        (await owner.SubmitAsync($"{forum.Path}/manage/points/rewards/new", ("kind", "by_hand"), ("title", ""), ("cost", "20")))
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync($"{forum.Path}/manage/points/rewards/new", ("kind", "by_hand"), ("title", "A mug"), ("cost", "20")))
            .ShouldRedirect();
        var shop = await ada.GetAsync($"{forum.Path}/points/rewards");
        var page = shop.Document.QuerySelector(".reward a")!.GetAttribute("href")!;

        var first = await ada.FollowAsync((await ada.SubmitAsync(page, ("key", "k1"))).ShouldRedirect());
        Assert.Contains("Redeemed: A mug", first.TextOf("main"));
        await ada.SubmitAsync(page, ("key", "k2"));
        await app.SettleAsync();
        Assert.Contains("redeemed “A mug”", (await owner.GetAsync("/notifications")).TextOf("main"));
        Assert.Contains("2 rewards wait to be handed over", (await owner.GetAsync($"{forum.Path}/manage")).Text);
        var rows = (await owner.GetAsync($"{forum.Path}/manage/points/redemptions?state=open")).Document
            .QuerySelectorAll("td[data-label=Reward] a").Select(a => a.GetAttribute("href")!).ToList();
        (await owner.SubmitAsync(rows[0], ("note", ""), ("do", "refuse"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(rows[0], ("note", "Out of mugs"), ("do", "refuse"))).ShouldRedirect();
        (await owner.SubmitAsync(rows[1], ("note", ""), ("do", "fulfil"))).ShouldRedirect();
        await app.SettleAsync();

        Assert.Equal(30, await forum.BalanceAsync(ada));
        Assert.Contains("Out of mugs", (await ada.GetAsync($"{forum.Path}/points/rewards")).TextOf("main"));
        Assert.Contains("are back. See why", (await ada.GetAsync("/notifications")).TextOf("main"));
        var csv = (await owner.GetAsync($"{forum.Path}/manage/points/redemptions.csv")).Text;
        Assert.Contains("A mug", csv);
        Assert.Contains("Out of mugs", csv);
        (await ada.GetAsync($"{forum.Path}/manage/points/redemptions.csv")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync(rows[0])).ShouldBe(HttpStatusCode.NotFound);
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_coupon_is_made_for_its_member_alone_and_days_of_a_tier_join_on()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(await forum.MemberAsync("Cem", "premium"), space: "paid");
        await forum.GivesPointsAsync(owner, "Ada", 100);
        var coupon = await forum.OffersAsync(owner, new { kind = "coupon", title = "20% off", cost = 30, percent = 20, days = 30 });
        var days = await forum.OffersAsync(owner, new { kind = "tier_days", title = "A week", cost = 20, days = 7, tierId = forum.Premium.TierId });

        var code = (await forum.RedeemsAsync(ada, coupon)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("code").GetString()!;
        Assert.Contains(code, (await ada.GetAsync($"{forum.Path}/points/rewards")).TextOf("main"));
        var made = (await owner.GetAsync($"{forum.Api}/manage/coupons")).Json.GetProperty("items")[0];
        Assert.Equal((code, forum.IdOf("Ada"), 20L), (made.GetProperty("code").GetString(), made.GetProperty("memberId").GetInt64(), made
            .GetProperty("value").GetInt64()));
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await forum.RedeemsAsync(ada, days)).ShouldBe(HttpStatusCode.OK);
        (await forum.RedeemsAsync(ada, days)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(13));
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);

        var taken = (await owner.GetAsync($"{forum.Api}/manage/points/redemptions")).Json.GetProperty("items").EnumerateArray()
            .Select(i => (Id: i.GetProperty("id").GetInt64(), Kind: i.GetProperty("kind").GetString())).ToList();
        foreach (var (id, _) in taken)
            Assert.True((await Replying.PutAsync(owner, $"{forum.Api}/manage/points/redemptions/{id}/refusal", new { note = "Undone" }))
                .ShouldBe(HttpStatusCode.OK).Json.GetProperty("returned").GetBoolean());
        Assert.Equal(100, await forum.BalanceAsync(ada));
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, (await owner.GetAsync($"{forum.Api}/manage/coupons")).Json
            .GetProperty("items")[0].GetProperty("endedAt").ValueKind);
        (await forum.RedeemsAsync(bob, coupon)).ShouldBeRefused(HttpStatusCode.Conflict, "not_enough_points");
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task What_is_not_used_in_time_is_over_the_oldest_first()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        await forum.RulesAsync(owner, [], validMonths: 2);
        var ada = await forum.MemberAsync("Ada");
        await forum.GivesPointsAsync(owner, "Ada", 30);
        app.Clock.Advance(TimeSpan.FromDays(20));
        await forum.WriteAsync(g => g.GrantTierAsync(forum.Id, forum.IdOf("Ada"), forum.Premium.TierId, app.Clock.Now, null,
            new Guildhall.Kernel.Contracts.Thing("test", 77), null, app.Clock.Now));
        await forum.GivesPointsAsync(owner, "Ada", 40);
        var mug = await forum.OffersAsync(owner, new { kind = "by_hand", title = "A mug", cost = 10 });
        (await forum.RedeemsAsync(ada, mug)).ShouldBe(HttpStatusCode.OK);
        var expiring = (await forum.StandingAsync(ada)).GetProperty("expiring");
        Assert.Equal([20, 40], expiring.EnumerateArray().Select(e => e.GetProperty("points").GetInt32()));

        app.Clock.Advance(TimeSpan.FromDays(45));
        await app.RunJobAsync<ExpirePoints>();
        await app.RunJobAsync<ExpirePoints>();
        ada = await forum.SignedInAsync("Ada");

        Assert.Equal(40, await forum.BalanceAsync(ada));
        Assert.Equal(70, (await forum.StandingAsync(ada)).GetProperty("lifetime").GetInt64());
        Assert.Equal("expired -20", (await forum.HistoryAsync(ada))[0]);
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_priority_answer_comes_in_time_or_the_points_come_back()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await forum.BeginsPointsAsync();
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        await forum.GivesPointsAsync(owner, "Ada", 100);
        var ticket = await forum.OffersAsync(owner, new { kind = "priority_answer", title = "Answer first", cost = 40, hours = 5 });
        var (one, two) = (await forum.OpensAsync(ada, "First?", space: "questions"), await forum.OpensAsync(ada, "Second?", space: "questions"));
        var others = await forum.OpensAsync(bob, "Mine?", space: "questions");

        (await forum.RedeemsAsync(ada, ticket, topicId: others)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "question_unknown");
        (await forum.RedeemsAsync(ada, ticket)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "question_unknown");
        (await forum.RedeemsAsync(ada, ticket, topicId: one)).ShouldBe(HttpStatusCode.OK);
        (await forum.RedeemsAsync(ada, ticket, topicId: one)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "question_prioritised");
        (await forum.RedeemsAsync(ada, ticket, topicId: two)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("First?", (await owner.GetAsync($"{forum.Path}/manage/points/priority")).TextOf("main"));
        Assert.Contains("Priority until", (await bob.GetAsync(forum.TopicPath(one))).TextOf("#topic"));
        Assert.Contains("Priority until", (await bob.GetAsync($"{forum.Path}/s/questions")).TextOf(".topic-rows"));
        Assert.DoesNotContain("Priority until", (await app.Visitor().GetAsync($"{forum.Path}/s/questions")).Text);
        await forum.RepliesAsync(ada, one, "Anybody?");
        await forum.RepliesAsync(bob, two, "Like this.");
        await app.SettleAsync();
        Assert.DoesNotContain("Priority until", (await bob.GetAsync(forum.TopicPath(two))).TextOf("#topic"));
        Assert.DoesNotContain("Second?", (await owner.GetAsync($"{forum.Path}/manage/points/priority")).TextOf("main"));

        app.Clock.Advance(TimeSpan.FromHours(5));
        await app.SettleAsync();

        Assert.Equal(["refused First", "fulfilled Second"], (await ada.GetAsync($"{forum.Api}/points/redemptions")).Json.GetProperty("items")
            .EnumerateArray().OrderBy(i => i.GetProperty("id").GetInt64())
            .Select(i => $"{i.GetProperty("state").GetString()} {(i.GetProperty("topicId").GetInt64() == one ? "First" : "Second")}"));
        Assert.Equal("returned 40", (await forum.HistoryAsync(ada))[0]);
        Assert.Contains("Nobody answered in time", (await ada.GetAsync("/notifications")).TextOf("main"));
        await forum.BooksShouldBeSoundAsync();
    }
}
