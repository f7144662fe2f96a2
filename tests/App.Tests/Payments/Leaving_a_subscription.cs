using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Subscriptions;

namespace Guildhall.App.Tests.Payments;

/// <summary>Members leave, and what is offered to them before.</summary>
public class Leaving_a_subscription(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Asks_one_reason_and_lets_go()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var path = $"/account/subscriptions/{(await member.RowAsync()).Id}";

        var asked = await member.Buyer.Browser.SubmitAsync(path, ("reason", ""), ("words", "Good bye"));
        asked.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Good bye", asked.Document.QuerySelector("[name=words]")!.TextContent);
        (await member.Buyer.Browser.SubmitAsync(path, ("reason", "goal_reached"), ("words", "Good bye"))).ShouldLeadTo(path);

        var row = await member.RowAsync();
        Assert.Equal((CancelReason.GoalReached, "Good bye", row.PaidUntil), (row.CancelReason!.Value, row.CancelWords, row.CancelAt));
        var owner = await app.SignInAsync(shop.Owner);
        Assert.Contains("Good bye", (await owner.GetAsync($"{shop.Path}/manage/subscriptions")).TextOf("main"));
        Assert.True(await member.HoldsAsync());
    }

    [Fact]
    public async Task Lets_go_at_once_of_whoever_wants_that()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var path = $"/account/subscriptions/{(await member.RowAsync()).Id}";
        var page = await member.Buyer.Browser.GetAsync(path);
        Assert.Contains("no money goes back by this", page.Text);
        Assert.Equal("period_end", page.Document.QuerySelector("[name=ends][checked]")!.GetAttribute("value"));

        (await member.Buyer.Browser.SubmitAsync(page, ("reason", "other"), ("ends", "whenever"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await member.Buyer.Browser.SubmitAsync(page, ("reason", "other"), ("ends", "now"))).ShouldLeadTo(path);
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal((SubscriptionStanding.Ended, false), (await member.StandsAsync(), await member.HoldsAsync()));
        Assert.Equal(SubscriptionState.Ended, (await member.ThereAsync()).StateAt(app.Clock.Now));
        Assert.Equal(-2900, (await shop.BalancesAsync())["revenue:memberships"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Offers_something_to_stay_once()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/subscriptions", ("graceDays", "5"), ("offer", "percent"), ("percent", "25"))).ShouldRedirect();
        var member = await Subscriber.BeginAsync(app, shop);
        Assert.Contains("25 % off", (await member.Buyer.Browser.GetAsync($"/account/subscriptions/{(await member.RowAsync()).Id}")).Text);

        await member.DoAsync((own, id) => own.StayAsync(member.Buyer.Person.Id, id, default));
        await member.PassToEndAsync();
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal([2900L, 2175L], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.Equal(2900, (await member.ThereAsync()).Amount);
        await Assert.ThrowsAsync<Guildhall.Kernel.Http.Refused>(() =>
            member.DoAsync((own, id) => own.StayAsync(member.Buyer.Person.Id, id, default)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("0", "percent", "25"), InlineData("31", "percent", "25"), InlineData("7", "gold", "25"),
        InlineData("7", "percent", "91"), InlineData("x", "none", "1")]
    public async Task Says_what_is_wrong_with_the_terms(string days, string offer, string percent)
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);

        (await owner.SubmitAsync($"{shop.Path}/manage/subscriptions", ("graceDays", days), ("offer", offer), ("percent", percent)))
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
