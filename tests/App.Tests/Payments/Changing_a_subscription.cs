using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>Members change and pause by page and by program. Those who leave: <see cref="Leaving_a_subscription"/>.</summary>
public class Changing_a_subscription(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Upgrades_at_once_for_what_was_shown()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        await member.PassAsync(10);
        var old = await member.RowAsync();
        var browser = await member.BrowserAsync();
        var path = $"/account/subscriptions/{old.Id}";
        var due = (await browser.GetAsync(path)).Document.QuerySelectorAll("input[name=plan]").Select(i => i.GetAttribute("value")!)
            .Single(v => v.StartsWith($"{shop.Partner.TierId}/year/", StringComparison.Ordinal));
        // Ten days of 31 are used.
        var credit = Proration.Credit(2900, old.StartedAt, old.PaidUntil, app.Clock.Now);

        await member.PayAsync(await browser.SubmitAsync(path, ("plan", due)));

        var price = shop.Partner.PriceOf(Interval.Year)!.Amount;
        var order = (await member.OrdersAsync())[^1];
        Assert.Equal((OrderKind.Upgrade, credit, price - credit), (order.Kind, order.Lines[0].Credit, order.Total));
        Assert.Equal($"{shop.Partner.TierId}/year/{order.Total}", due);
        var row = await member.RowAsync();
        Assert.Equal((old.Id, shop.Partner.TierId, Interval.Year), (row.ReplacesId, row.ItemId, row.Interval));
        Assert.True(await member.HoldsAsync(shop.Partner));
        Assert.Equal(SubscriptionState.Ended, await StateThereAsync(shop, old.Reference!));
        Assert.Equal([MovementKind.New, MovementKind.Expansion],
            await shop.InAsync(db => db.Set<SubscriptionMovement>().OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync()));
        Assert.Contains("Credit for unused days", (await (await member.BrowserAsync()).GetAsync($"/account/orders/{order.Code}")).Text);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Refuses_what_is_no_longer_what_was_shown()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        await member.PassAsync(3);
        var program = await ProgramAsync(member);

        var refused = await program.SendAsync(Patch(await member.RowAsync(),
            new { plan = new { item = shop.Partner.Slug, interval = "year", expected = 1 } }));

        refused.ShouldBeRefused(HttpStatusCode.Conflict, "preview_changed");
        Assert.Single(await member.OrdersAsync());
    }

    [Fact]
    public async Task A_second_upgrade_of_the_same_days_goes_back_by_itself()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var row = await member.RowAsync();
        var (one, two) = (await UpgradeAsync(member, "year", "key-1"), await UpgradeAsync(member, "year", "key-2"));

        await member.PayAsync(one);
        await member.PayAsync(two);
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        var orders = (await member.OrdersAsync()).Where(o => o.Kind == OrderKind.Upgrade).ToList();
        Assert.Equal([OrderState.Paid, OrderState.Refunded], orders.Select(o => o.StateAt(app.Clock.Now)));
        Assert.Equal(row.Id, (await member.RowAsync()).ReplacesId);
        await shop.LedgerShouldBeSoundAsync();

        async Task<string> UpgradeAsync(Subscriber who, string interval, string key)
        {
            var patch = Patch(row, new { plan = new { item = shop.Partner.Slug, interval } });
            patch.Headers.Add("Idempotency-Key", key);
            return (await (await ProgramAsync(who)).SendAsync(patch)).ShouldBe(HttpStatusCode.OK).Json
                .GetProperty("start").GetProperty("redirect").GetString()!;
        }
    }

    [Fact]
    public async Task Downgrades_when_what_is_paid_is_over()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop, interval: "year", tier: shop.Partner);
        var program = await ProgramAsync(member);
        var row = await member.RowAsync();

        var preview = (await program.GetAsync($"/api/me/subscriptions/{row.Id}/change-preview?item={shop.Premium.Slug}&interval=month")).Json;
        Assert.Equal((false, 0L), (preview.GetProperty("atOnce").GetBoolean(), preview.GetProperty("due").GetInt64()));
        (await program.SendAsync(Patch(row, new { plan = new { item = shop.Premium.Slug, interval = "month", expected = 0 } })))
            .ShouldBe(HttpStatusCode.OK);
        await shop.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(2900, (await member.ThereAsync()).Amount);
        Assert.True(await member.HoldsAsync(shop.Partner));
        await member.PassToEndAsync();

        var renewal = (await member.OrdersAsync())[^1];
        Assert.Equal((2900L, shop.Premium.TierId), (renewal.Total, renewal.Lines[0].ItemId));
        Assert.False(await member.HoldsAsync(shop.Partner));
        Assert.True(await member.HoldsAsync());
        Assert.Equal((Interval.Month, (long?)null), ((await member.RowAsync()).Interval, (await member.RowAsync()).NextItemId));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Tries_once_and_pays_when_the_trial_is_over()
    {
        var shop = await TrialShopAsync();
        var member = await Subscriber.BeginAsync(app, shop, "trial");

        var row = await member.RowAsync();
        Assert.Equal((SubscriptionStanding.Trial, true), (row.StateAt(app.Clock.Now), await member.HoldsAsync()));
        Assert.Equal(0, (await member.OrdersAsync())[0].Total);
        Assert.Empty(await shop.InAsync(db => db.Set<SubscriptionMovement>().ToListAsync()));
        var again = await member.Buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));
        Assert.DoesNotContain("Try it free for", again.Text);
        await member.PassToEndAsync();

        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        var charged = (await member.OrdersAsync())[1];
        Assert.Equal((2900L, row.TrialUntil), (charged.Total, charged.Lines[0].CoversFrom));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Upgrades_in_a_trial_for_the_whole_price()
    {
        var shop = await TrialShopAsync();
        var member = await Subscriber.BeginAsync(app, shop, "trial");
        var program = await ProgramAsync(member);
        var row = await member.RowAsync();

        var answer = (await program.SendAsync(Patch(row, new { plan = new { item = shop.Partner.Slug, interval = "year" } })))
            .ShouldBe(HttpStatusCode.OK).Json;
        Assert.Equal(shop.Partner.PriceOf(Interval.Year)!.Amount, answer.GetProperty("due").GetInt64());
        await member.PayAsync(answer.GetProperty("start").GetProperty("redirect").GetString()!);

        Assert.Equal((SubscriptionStanding.Active, row.Id), (await member.StandsAsync(), (await member.RowAsync()).ReplacesId!.Value));
        Assert.True(await member.HoldsAsync(shop.Partner));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Is_nobody_elses()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var row = await member.RowAsync();
        var other = await shop.BuyerAsync("Zhao Ke");
        var program = await app.TokenAsync(other.Person, "orders:read", "orders:write");

        (await other.Browser.GetAsync($"/account/subscriptions/{row.Id}")).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(Patch(row, new { cancelAt = "now" }))).ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync($"/api/me/subscriptions/{row.Id}/change-preview?item={shop.Partner.Slug}&interval=year")).ShouldBe(HttpStatusCode.NotFound);
        (await other.Browser.GetAsync($"{shop.Path}/manage/subscriptions")).ShouldBe(HttpStatusCode.NotFound);
        (await (await app.TokenAsync(member.Buyer.Person, "orders:read")).SendAsync(Patch(row, new { cancelAt = "now" })))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
    }

    [Fact]
    public async Task Is_listed_cancelled_and_kept_by_programs()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var program = await ProgramAsync(member);
        var row = await member.RowAsync();

        (await program.SendAsync(Patch(row, new { cancelAt = "period_end", reason = "too_expensive" }))).ShouldBe(HttpStatusCode.OK);
        var listed = (await program.GetAsync("/api/me/subscriptions")).Json.GetProperty("items")[0];
        Assert.Equal(("active", "too_expensive"), (listed.GetProperty("state").GetString(), listed.GetProperty("cancelReason").GetString()));
        (await program.SendAsync(Patch(row, new { cancelAt = (string?)null }))).ShouldBe(HttpStatusCode.OK);
        await shop.PassAsync(TimeSpan.FromSeconds(3));
        Assert.False((await member.RowAsync()).IsCancelled);
        Assert.False((await member.ThereAsync()).EndsAtPeriodEnd);
        (await program.SendAsync(Patch(row, new { pause = 4 }))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "pause_out_of_range");
        (await program.SendAsync(Patch(row, new { }))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "patch_unknown");
        (await program.SendAsync(Patch(row, new { pause = 2 }))).ShouldBe(HttpStatusCode.OK);
        (await program.SendAsync(Patch(row, new { pause = 0 }))).ShouldBe(HttpStatusCode.OK);
        (await program.SendAsync(Patch(row, new { cancelAt = "now" }))).ShouldBe(HttpStatusCode.OK);
        (await program.SendAsync(Patch(row, new { cancelAt = "never" }))).ShouldBeRefused(HttpStatusCode.Conflict, "subscription_ended");
        Assert.False(await member.HoldsAsync());
    }

    [Fact]
    public async Task Paid_by_hand_is_reminded_of_twice_and_joins_on()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop, "once");
        var row = await member.RowAsync();
        Assert.Null(row.Processor);

        await shop.PassAsync(row.PaidUntil - app.Clock.Now - TimeSpan.FromDays(8));
        Assert.Equal(0, await RemindersAsync());
        await member.PassAsync(2);
        Assert.Equal(1, await RemindersAsync());
        await member.PassAsync(4);
        Assert.Equal(1, await RemindersAsync());
        await member.PassAsync(1);
        Assert.Equal(2, await RemindersAsync());
        var browser = await member.BrowserAsync();
        var to = await browser.GetAsync($"/account/subscriptions/{row.Id}/payment");
        await member.PayAsync(await browser.SubmitAsync(to.Location!, ("interval", "month"), ("goesOn", "once")));

        var renewed = await member.RowAsync();
        Assert.Equal((row.Id, row.PaidUntil), (renewed.Id, (await member.OrdersAsync())[^1].Lines[0].CoversFrom!.Value));
        Assert.True(renewed.PaidUntil > row.PaidUntil);
        await member.PassToEndAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((SubscriptionStanding.Ended, false), (await member.StandsAsync(), await member.HoldsAsync()));
        await shop.LedgerShouldBeSoundAsync();

        Task<int> RemindersAsync() => shop.InAsync(db => db.Activities.CountAsync(a =>
            a.CommunityId == shop.Community.Id && a.Kind == "payments.renewal_due"));
    }

    [Fact]
    public async Task Is_not_begun_twice()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);

        var refused = await member.Buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("goesOn", "renews"));

        refused.ShouldBe(HttpStatusCode.Conflict);
        Assert.Single(await member.OrdersAsync());
    }

    private async Task<Shop> TrialShopAsync()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}", ("trialDays", "7"))).ShouldRedirect();
        return shop;
    }

    private Task<Client> ProgramAsync(Subscriber member) => app.TokenAsync(member.Buyer.Person, "orders:read", "orders:write");

    private static HttpRequestMessage Patch(Subscription row, object body) =>
        new(HttpMethod.Patch, $"/api/me/subscriptions/{row.Id}") { Content = System.Net.Http.Json.JsonContent.Create(body) };

    private async Task<SubscriptionState> StateThereAsync(Shop shop, string reference) => await shop.InAsync(async db =>
        (await db.Set<Guildhall.Payments.TestProcessor.TestSubscription>().AsNoTracking().SingleAsync(s => s.Reference == reference))
            .StateAt(app.Clock.Now));
}
