using System.Net;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.PayPal;
using Guildhall.App.Tests.Payments.Stripe;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Reconciliation;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>A site that takes Stripe and PayPal, both emulated.</summary>
public sealed class TwoProcessorsApp : StripeApp
{
    internal PayPalEmulator PayPal { get; } = new();

    protected override IEnumerable<string> Settings =>
    [
        .. base.Settings, $"--Guildhall:Payments:PayPal:ApiBase={PayPal.Url}",
        $"--Guildhall:Payments:PayPal:ClientId={PayPalEmulator.ClientId}", $"--Guildhall:Payments:PayPal:ClientSecret={PayPalEmulator.Secret}",
        $"--Guildhall:Payments:PayPal:WebhookId={PayPalEmulator.WebhookId}",
    ];

    public override async ValueTask InitializeAsync()
    {
        await PayPal.StartAsync();
        await base.InitializeAsync();
        PayPal.Now = () => Clock.Now;
    }
}

/// <summary>One order that is paid period after period, agreed to in two tabs at two processors: one goes on, the other ends.</summary>
public class Agreeing_twice(TwoProcessorsApp app) : IClassFixture<TwoProcessorsApp>
{
    [Theory]
    [InlineData(0), InlineData(7)]
    public async Task Ends_what_was_agreed_to_second(int trialDays)
    {
        var (shop, member, session, second) = await TwoTabsAsync(trialDays);
        app.Books.Pay(session);
        await app.TellAsync(shop);
        Assert.Equal("stripe", (await member.RowAsync()).Processor);

        app.PayPal.Agree(second);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.ACTIVATED", "id", second);
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("CANCELLED", app.PayPal.Subscriptions[second].Status);
        Assert.Equal(trialDays == 0 ? [29m] : [], SentBack());
        Assert.Equal(("stripe", trialDays == 0 ? SubscriptionStanding.Active : SubscriptionStanding.Trial),
            ((await member.RowAsync()).Processor, await member.StandsAsync()));
        Assert.Single(await member.OrdersAsync());
        await shop.LedgerShouldBeSoundAsync();

        IEnumerable<decimal> SentBack() => app.PayPal.Refunds.Values
            .Where(r => app.PayPal.Subscriptions[second].Charges.Contains(r.Capture)).Select(r => r.Value);
    }

    [Fact]
    public async Task Closes_the_page_of_the_other_processor()
    {
        var (shop, member, session, second) = await TwoTabsAsync(0);

        app.PayPal.Agree(second);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.ACTIVATED", "id", second);
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(("paypal", "expired"), ((await member.RowAsync()).Processor, app.Books.Get(session)["status"]!.ToString()));
        Assert.Equal(CheckoutState.Expired, await shop.InAsync(db =>
            db.Set<Checkout>().Where(c => c.Reference == session).Select(c => c.State).SingleAsync()));
    }

    [Fact]
    public async Task Sends_back_what_the_second_charges_all_the_same()
    {
        var (shop, member, session, second) = await TwoTabsAsync(0);
        app.Books.Pay(session);
        await app.TellAsync(shop);
        app.PayPal.Agree(second);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.ACTIVATED", "id", second);
        await shop.PassAsync(TimeSpan.FromDays(20));

        app.PayPal.Subscriptions[second].Status = "ACTIVE";
        var charge = app.PayPal.Charge(second);
        await TellAsync(shop, "PAYMENT.SALE.COMPLETED", "billing_agreement_id", second);
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("CANCELLED", app.PayPal.Subscriptions[second].Status);
        Assert.Equal(29m, Assert.Single(app.PayPal.Refunds.Values, r => r.Capture == charge).Value);
        var order = Assert.Single(await member.OrdersAsync());
        Assert.Equal(OrderState.Paid, order.StateAt(app.Clock.Now));
        Assert.Equal(3, await shop.InAsync(db => db.Set<Payment>().CountAsync(p => p.OrderId == order.Id)));
        Assert.Contains("refunded you", (await (await member.BrowserAsync()).Speaking("en").GetAsync("/notifications")).TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Refunds_and_disputes_of_later_charges_are_heard_from_Stripe()
    {
        var (shop, member, session, _) = await TwoTabsAsync(0);
        app.Books.Pay(session);
        await app.TellAsync(shop);
        var reference = (await member.RowAsync()).Reference!;
        await shop.PassAsync((await member.RowAsync()).DueAt - app.Clock.Now);
        var intent = app.Books.Renew(reference);
        await app.TellAsync(shop);

        var dispute = app.Books.Dispute(intent);
        await app.TellAsync(shop);
        var known = await shop.InAsync(db => db.Set<Guildhall.Payments.Disputes.Dispute>().AsNoTracking().SingleAsync());
        Assert.Equal((await member.OrdersAsync())[1].Id, known.OrderId);
        app.Books.Decide(dispute["id"]!.ToString(), won: true);
        app.Books.Refund(intent, null, []);
        await app.TellAsync(shop);

        Assert.Equal(OrderState.Refunded, (await member.OrdersAsync())[1].StateAt(app.Clock.Now));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Is_tried_again_every_day_where_the_processor_did_not_end_it()
    {
        var (shop, _, session, second) = await TwoTabsAsync(0);
        app.Books.Pay(session);
        await app.TellAsync(shop);
        for (var i = 0; i < 40; i++)
            app.PayPal.Fail($"{second}/cancel", FaultKind.Broken);
        app.PayPal.Agree(second);
        await TellAsync(shop, "BILLING.SUBSCRIPTION.ACTIVATED", "id", second);
        for (var i = 0; i < 14; i++)
            await shop.PassAsync(TimeSpan.FromMinutes(30));

        var given = await shop.InAsync(db => db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Kind == "Payments.EndAtProcessor"));
        Assert.True(given.IsDead, given.Error);
        Assert.Contains("keeps failing", (await (await app.SignInAsync(shop.Owner)).Speaking("en").GetAsync($"{shop.Path}/manage")).Text);
        Assert.Contains("Failing calls", (await (await app.SignInAsync(shop.Owner)).Speaking("en").GetAsync($"{shop.Path}/manage/money")).Text);
        app.PayPal.Faults.Clear();
        await app.RunJobAsync<RetryGivenUp>();
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("CANCELLED", app.PayPal.Subscriptions[second].Status);
        Assert.DoesNotContain("keeps failing", (await (await app.SignInAsync(shop.Owner)).Speaking("en").GetAsync($"{shop.Path}/manage")).Text);
    }

    [Fact]
    public async Task Renewals_and_disputes_that_nobody_told_are_found_and_read_again()
    {
        var (shop, member, session, _) = await TwoTabsAsync(0);
        app.Books.Pay(session);
        await app.TellAsync(shop);
        var reference = (await member.RowAsync()).Reference!;
        await shop.PassAsync((await member.RowAsync()).DueAt - app.Clock.Now);
        var intent = app.Books.Renew(reference);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var missing = await RepairedAsync(shop, CaseKind.MissingHere);
        Assert.Equal((intent, (await member.OrdersAsync())[0].Id), (missing.Reference, missing.OrderId));
        Assert.Equal([OrderState.Paid, OrderState.Paid], (await member.OrdersAsync()).Select(o => o.StateAt(app.Clock.Now)));
        app.Books.Dispute(intent);
        var disputed = await RepairedAsync(shop, CaseKind.DisputeDiffers);

        Assert.Equal((true, false), (disputed.TheirDisputed, disputed.OurDisputed));
        Assert.Equal(disputed.OrderId, await shop.InAsync(db =>
            db.Set<Guildhall.Payments.Disputes.Dispute>().Select(d => d.OrderId).SingleAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    /// <summary>Their list is compared, and the one case that is found is read again.</summary>
    private async Task<ReconciliationCase> RepairedAsync(Shop shop, CaseKind kind)
    {
        await app.WithAsync<Reconcile>(r => r.RunAsync("stripe", app.Clock.Now.AddMinutes(-5), app.Clock.Now.AddMinutes(1), null, default));
        var found = await shop.InAsync(db => db.Set<ReconciliationCase>().AsNoTracking().SingleAsync(c => c.State == CaseState.Open));
        Assert.Equal((kind, CaseRepair.ReadAgain), (found.Kind, found.Repair));
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/reconciliation");
        Assert.Equal($"{shop.Path}/manage/reconciliation?note=healed",
            (await owner.PressAsync(page, $"{shop.Path}/manage/reconciliation/{found.Id}/repair")).Location);
        return found;
    }

    /// <summary>Somebody presses Buy for Premium by the month with Stripe, and again with PayPal, and has paid nowhere.</summary>
    private async Task<(Shop, Subscriber, string Session, string Subscription)> TwoTabsAsync(int trialDays)
    {
        var shop = await Shop.OpenAsync(app);
        if (trialDays > 0)
            (await (await app.SignInAsync(shop.Owner)).SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}", ("trialDays", $"{trialDays}")))
                .ShouldRedirect();
        var member = new Subscriber(app, shop, await shop.BuyerAsync());
        (await member.Buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"),
            ("goesOn", trialDays > 0 ? "trial" : "renews"), ("processor", "stripe")))
            .ShouldRedirect();
        var order = (await member.OrdersAsync()).Single();
        await shop.InScopeAsync(async services => await services.GetRequiredService<StartCheckout>().AgainAsync(
            await services.GetRequiredService<AppDb>().Set<Order>().Include(o => o.Lines).SingleAsync(o => o.Id == order.Id), "paypal", default));
        var checkouts = await shop.InAsync(db =>
            db.Set<Checkout>().AsNoTracking().Where(c => c.OrderId == order.Id).OrderBy(c => c.Id).ToListAsync());
        Assert.Equal(["stripe", "paypal"], checkouts.Select(c => c.Processor));
        return (shop, member, checkouts[0].Reference!, checkouts[1].Reference!);
    }

    private async Task TellAsync(Shop shop, string type, string field, string value)
    {
        var body = PayPalApp.Event(type, new JsonObject { [field] = value });
        (await shop.PostAsync(app.PayPal.Webhook(body, app.PayPal.Certify()))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }
}
