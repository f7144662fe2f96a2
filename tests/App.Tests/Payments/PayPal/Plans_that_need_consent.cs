using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.PayPal;

/// <summary>PayPal charges another price only when the buyer has agreed to it there: until then nothing else is promised.</summary>
public class Plans_that_need_consent(PayPalApp app) : IClassFixture<PayPalApp>
{
    [Fact]
    public async Task Are_asked_for_on_the_page_by_the_bell_and_by_the_API()
    {
        var (shop, member, reference) = await BeginAsync("year");

        await ToMonthlyAsync(shop, member);

        var row = await member.RowAsync();
        var page = await (await member.BrowserAsync()).Speaking("en").GetAsync($"/account/subscriptions/{row.Id}");
        Assert.Contains("PayPal asks you to agree", page.TextOf("main"));
        var link = page.Document.QuerySelector("main a.button[href^='https://www.paypal.com/']");
        Assert.Equal("Continue at PayPal", link!.TextContent.Trim());
        var program = await app.TokenAsync(member.Buyer.Person, "orders:read");
        var listed = (await program.GetAsync("/api/me/subscriptions")).Json.GetProperty("items")[0];
        Assert.Equal(link.GetAttribute("href"), listed.GetProperty("consent").GetProperty("url").GetString());
        Assert.Equal(29900, listed.GetProperty("nextAmount").GetInt64());
        Assert.Contains("asks you to agree", (await (await member.BrowserAsync()).Speaking("en").GetAsync("/notifications")).TextOf("main"));
        Assert.NotNull(app.PayPal.Subscriptions[reference].RevisedTo);
    }

    [Fact]
    public async Task Are_charged_as_before_while_nobody_agrees()
    {
        var (shop, member, reference) = await BeginAsync("year");
        await ToMonthlyAsync(shop, member);

        await ChargedAsync(shop, member, reference);

        var orders = await member.OrdersAsync();
        Assert.Equal([29900L, 29900L], orders.Select(o => o.Total));
        Assert.Equal((OrderState.Paid, Interval.Year), (orders[1].StateAt(app.Clock.Now), orders[1].Lines[0].PlanInterval!.Value));
        var row = await member.RowAsync();
        Assert.Equal((Interval.Year, true), (row.Interval, row.AwaitsConsent));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Hold_once_the_buyer_has_agreed(bool told)
    {
        var (shop, member, reference) = await BeginAsync("year");
        await ToMonthlyAsync(shop, member);

        app.PayPal.AgreeAgain(reference);
        if (told)
            await TellAsync(shop, "BILLING.SUBSCRIPTION.UPDATED", "id", reference);
        else
            await (await member.BrowserAsync()).GetAsync($"/account/subscriptions/{(await member.RowAsync()).Id}?returned=1");
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        var agreed = await member.RowAsync();
        Assert.Equal((false, null, 2900L), (agreed.AwaitsConsent, agreed.ConsentUrl, agreed.NextCharge));
        await ChargedAsync(shop, member, reference);
        Assert.Equal([29900L, 2900L], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.Equal(Interval.Month, (await member.RowAsync()).Interval);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_asked_for_again_where_the_buyer_agrees_to_what_was_taken_back()
    {
        var (shop, member, reference) = await BeginAsync("year");
        await ToMonthlyAsync(shop, member);
        await member.DoAsync((own, id) => own.ChangeNextAsync(member.Buyer.Person.Id, id, null, default));
        Assert.Null((await member.RowAsync()).ConsentUrl);

        app.PayPal.AgreeAgain(reference);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.UPDATED", "id", reference);
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        // PayPal would charge the month now, and the year was promised.
        var row = await member.RowAsync();
        Assert.NotNull(row.ConsentUrl);
        await ChargedAsync(shop, member, reference);
        var held = (await member.OrdersAsync())[1];
        Assert.Equal((OrderState.Held, HeldReason.WrongAmount), (held.StateAt(app.Clock.Now), held.HeldReason!.Value));
        app.PayPal.AgreeAgain(reference);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.UPDATED", "id", reference);
        Assert.Null((await member.RowAsync()).ConsentUrl);
    }

    [Fact]
    public async Task Are_not_needed_for_what_was_promised_to_whoever_stays()
    {
        var (shop, member, reference) = await BeginAsync("month");
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/subscriptions", ("graceDays", "5"), ("offer", "percent"), ("percent", "25"))).ShouldRedirect();
        await member.DoAsync((own, id) => own.StayAsync(member.Buyer.Person.Id, id, default));
        var row = await member.RowAsync();
        Assert.Contains("goes back to you", (await (await member.BrowserAsync()).Speaking("en").GetAsync($"/account/subscriptions/{row.Id}")).Text);

        await ChargedAsync(shop, member, reference);
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        var renewal = (await member.OrdersAsync())[1];
        Assert.Equal((2900L, 725L), (renewal.Total, renewal.RefundedTotal));
        var charge = app.PayPal.Subscriptions[reference].Charges[1];
        Assert.Equal(7.25m, Assert.Single(app.PayPal.Refunds.Values, r => r.Capture == charge).Value);
        Assert.Null(app.PayPal.Subscriptions[reference].RevisedTo);
        Assert.Equal((null, true), ((await member.RowAsync()).NextPercentOff, await member.HoldsAsync()));
        await ChargedAsync(shop, member, reference);
        Assert.Equal(0, (await member.OrdersAsync())[2].RefundedTotal);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(3), InlineData(null)]
    public async Task Are_not_needed_for_what_a_coupon_made_of_the_price_at_the_beginning(int? periods)
    {
        var shop = await Shop.OpenAsync(app);
        await shop.InScopeAsync(s => s.GetRequiredService<ArrangeCoupons>()
            .IssueAsync("HALF", new CouponTerms(CouponKind.Percent, 50, null) { Periods = periods }, shop.Owner.Id, default));
        var (member, reference) = await BeginAsync(shop, "month", "HALF");

        await ChargedAsync(shop, member, reference);
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([1450L, 1450L], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.Equal((null, false), ((await member.RowAsync()).ConsentUrl, (await member.RowAsync()).IsTelling));
        Assert.Null(app.PayPal.Subscriptions[reference].RevisedTo);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Refunds_and_disputes_of_renewals_are_heard()
    {
        var (shop, member, reference) = await BeginAsync("month");
        await ChargedAsync(shop, member, reference);
        var renewal = app.PayPal.Subscriptions[reference].Charges[1];
        app.PayPal.Dispute(renewal, "PP-D-" + renewal.Id, "REQUIRED_ACTION");
        await TellAsync(shop, "CUSTOMER.DISPUTE.CREATED", "dispute_id", "PP-D-" + renewal.Id, told => told["disputed_transactions"] =
            new JsonArray(new JsonObject { ["seller_transaction_id"] = renewal.Id }));

        var dispute = await shop.InAsync(db => db.Set<Guildhall.Payments.Disputes.Dispute>().AsNoTracking().SingleAsync());
        Assert.Equal((await member.OrdersAsync())[1].Id, dispute.OrderId);
        app.PayPal.Dispute(renewal, "PP-D-" + renewal.Id, "RESOLVED", "RESOLVED_SELLER_FAVOUR");
        var refund = app.PayPal.RefundByHand(renewal, 29m);
        await TellAsync(shop, "PAYMENT.SALE.REFUNDED", "id", refund.Id, told => told["sale_id"] = renewal.Id);

        Assert.Equal(OrderState.Refunded, (await member.OrdersAsync())[1].StateAt(app.Clock.Now));
        Assert.Equal(Guildhall.Payments.Processors.DisputeState.Won,
            (await shop.InAsync(db => db.Set<Guildhall.Payments.Disputes.Dispute>().AsNoTracking().SingleAsync())).State);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_charge_of_what_another_plan_has_replaced_goes_back()
    {
        var (shop, member, reference) = await BeginAsync("month");
        var browser = await member.BrowserAsync();
        var sent = await (await app.TokenAsync(member.Buyer.Person, "orders:read", "orders:write")).SendAsync(
            new HttpRequestMessage(HttpMethod.Patch, $"/api/me/subscriptions/{(await member.RowAsync()).Id}")
            {
                Content = JsonContent.Create(new { plan = new { item = shop.Premium.Slug, interval = "year" } }),
            });
        sent.ShouldBe(HttpStatusCode.OK);
        var second = await ReferenceAsync(shop, member);
        app.PayPal.Agree(second);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.ACTIVATED", "id", second);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("CANCELLED", app.PayPal.Subscriptions[reference].Status);

        app.PayPal.Subscriptions[reference].Status = "ACTIVE";
        app.PayPal.Charge(reference);
        await TellAsync(shop, "PAYMENT.SALE.COMPLETED", "billing_agreement_id", reference);
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        var stray = (await member.OrdersAsync())[^1];
        Assert.Equal((OrderState.Refunded, HeldReason.AfterEnd), (stray.StateAt(app.Clock.Now), stray.HeldReason!.Value));
        Assert.Equal("CANCELLED", app.PayPal.Subscriptions[reference].Status);
        Assert.Equal((Interval.Year, SubscriptionStanding.Active), ((await member.RowAsync()).Interval, await member.StandsAsync()));
        Assert.Contains("refunded", (await browser.Speaking("en").GetAsync($"{shop.Path}/orders/{stray.Code}")).TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    /// <summary>Somebody new has agreed at PayPal to be charged for Premium.</summary>
    private async Task<(Shop, Subscriber, string Reference)> BeginAsync(string interval)
    {
        var shop = await Shop.OpenAsync(app);
        var (member, reference) = await BeginAsync(shop, interval, "");
        return (shop, member, reference);
    }

    private async Task<(Subscriber, string Reference)> BeginAsync(Shop shop, string interval, string coupon)
    {
        var member = new Subscriber(app, shop, await shop.BuyerAsync());
        (await member.Buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", interval), ("goesOn", "renews"),
            ("processor", "paypal"), ("coupon", coupon), ("do", "buy"))).ShouldRedirect();
        var reference = await ReferenceAsync(shop, member);
        app.PayPal.Agree(reference);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.ACTIVATED", "id", reference);
        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        return (member, reference);
    }

    private static Task<string> ReferenceAsync(Shop shop, Subscriber member) => shop.InAsync(async db => (await db.Set<Checkout>()
        .Where(c => c.Reference != null && db.Set<Order>().Any(o => o.Id == c.OrderId && o.MemberId == member.Buyer.Person.Id))
        .OrderByDescending(c => c.Id).FirstAsync()).Reference!);

    private async Task ToMonthlyAsync(Shop shop, Subscriber member)
    {
        var program = await app.TokenAsync(member.Buyer.Person, "orders:read", "orders:write");
        var id = (await member.RowAsync()).Id;
        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Patch, $"/api/me/subscriptions/{id}")
        {
            Content = JsonContent.Create(new { plan = new { item = shop.Premium.Slug, interval = "month" } }),
        })).ShouldBe(HttpStatusCode.OK);
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    /// <summary>The period ends, and PayPal charges what it charges.</summary>
    private async Task ChargedAsync(Shop shop, Subscriber member, string reference)
    {
        await shop.PassAsync((await member.RowAsync()).DueAt - app.Clock.Now);
        app.PayPal.Charge(reference);
        await TellAsync(shop, "PAYMENT.SALE.COMPLETED", "billing_agreement_id", reference);
    }

    private async Task TellAsync(Shop shop, string type, string field, string value, Action<JsonObject>? more = null)
    {
        var told = new JsonObject { [field] = value };
        more?.Invoke(told);
        (await shop.PostAsync(app.PayPal.Webhook(PayPalApp.Event(type, told), app.PayPal.Certify()))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }
}
