using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments;

/// <summary>The operator says on which terms money goes back, and buyers read them before they pay.</summary>
[Trait("Database", "sqlite")]
public class Refund_terms(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("en", "Full refund within 7 days of payment. As long as you have read fewer than 3 members-only articles.")]
    [InlineData("zh", "付款后 7 天内可全额退款。 前提是阅读的付费文章少于 3 篇。")]
    public async Task Stand_where_somebody_is_about_to_buy(string language, string promise)
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);
        var visitor = app.Visitor().Speaking(language);
        Assert.False((await visitor.GetAsync($"{shop.Path}/tiers")).Has(".refund-promise"));

        await owner.SubmitAsync($"{shop.Path}/manage/refund-terms", ("handling", "at_once"), ("days", "7"), ("fewerThan", "3"));
        await app.SettleAsync();

        Assert.Contains(promise, (await visitor.GetAsync($"{shop.Path}/tiers")).TextOf(".refund-promise"));
        Assert.Contains(promise, (await visitor.GetAsync(shop.CheckoutPath(shop.Premium))).TextOf(".refund-promise"));
    }

    [Fact]
    public async Task Of_a_kind_come_before_those_of_everything()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        await owner.SubmitAsync($"{shop.Path}/manage/refund-terms", ("handling", "at_once"), ("days", "7"));

        (await owner.SubmitAsync($"{shop.Path}/manage/refund-terms?for=tier", ("handling", "none"), ("days", ""))).ShouldRedirect();
        await app.SettleAsync();

        Assert.False((await app.Visitor().GetAsync($"{shop.Path}/tiers")).Has(".refund-promise"));
        var page = await owner.GetAsync($"{shop.Path}/manage/refund-terms");
        Assert.Contains("No refunds", page.TextOf("main"));
        Assert.Contains("One click on your order", page.TextOf("main"));
    }

    [Theory]
    [InlineData("days", "367"), InlineData("days", "-1"), InlineData("days", ""), InlineData("days", "many"), InlineData("fewerThan", "0")]
    [InlineData("daysIntoPeriod", "0"), InlineData("fewerThan", "1.5")]
    public async Task A_number_that_cannot_be_is_told_at_its_field_and_kept(string field, string typed)
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);

        (string, object)[] fields = field == "days" ? [("handling", "at_once"), (field, typed)]
            : [("handling", "at_once"), ("days", "7"), (field, typed)];
        var page = (await owner.SubmitAsync($"{shop.Path}/manage/refund-terms", fields)).ShouldBe(HttpStatusCode.UnprocessableEntity);

        Assert.NotEmpty(page.TextOf($"#field-{field}-error"));
        Assert.Equal(typed, page.Document.QuerySelector($"[name={field}]")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Are_read_and_changed_by_programs_of_those_who_manage()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.TokenAsync(shop.Owner, "communities:read", "communities:write");
        var member = await app.TokenAsync(await app.MemberAsync(), "communities:read", "communities:write");
        var path = $"{shop.Api}/manage/refund-terms";

        var changed = await PutAsync(owner, path,
            new { givesCouponsBack = true, rules = new[] { new { kind = "tier", handling = "on_request", days = 14, daysIntoPeriod = 3 } } });

        var rule = changed.ShouldBe(HttpStatusCode.OK).Json.GetProperty("rules")[0];
        Assert.Equal(("tier", "on_request", 14, 3), (rule.GetProperty("kind").GetString(), rule.GetProperty("handling").GetString(),
            rule.GetProperty("days").GetInt32(), rule.GetProperty("daysIntoPeriod").GetInt32()));
        Assert.Equal((true, 1), (changed.Json.GetProperty("givesCouponsBack").GetBoolean(), changed.Json.GetProperty("perYear").GetInt32()));
        (await PutAsync(owner, path, new { rules = new[] { new { kind = "yacht", handling = "none", days = 1 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "kind_unknown");
        (await PutAsync(owner, path, new { rules = new[] { new { kind = "tier", handling = "sometimes", days = 1 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "handling_unknown");
        (await PutAsync(owner, path, new { perYear = 0 })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "number_out_of_range");
        (await PutAsync(member, path, new { perYear = 2 })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    private static Task<Answer> PutAsync(Client program, string path, object json) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(json) });
}
