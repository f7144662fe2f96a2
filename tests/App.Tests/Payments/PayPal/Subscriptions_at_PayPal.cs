using System.Net;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.PayPal;

public class Subscriptions_at_PayPal(PayPalApp app) : IClassFixture<PayPalApp>
{
    private static int _made;

    private static readonly SubscriptionPlan Monthly = new("tier-7-usd-2900-1", "Premium", 2900, "USD", 1);

    private IRecurringProcessor PayPal => (IRecurringProcessor)app.Services.GetServices<IPaymentProcessor>().Single(p => p.Name == "paypal");

    [Fact]
    public async Task A_plan_is_made_once_and_a_subscription_begins_when_the_buyer_agrees()
    {
        var first = await PayPal.SubscribeAsync(Request(Monthly, 2900), default);
        var second = await PayPal.SubscribeAsync(Request(Monthly, 2900), default);
        var page = Assert.IsType<CheckoutStart.Page>(first.Start);

        Assert.StartsWith("https://www.paypal.com/webapps/billing/", page.Url);
        Assert.Equal(app.PayPal.Subscriptions[first.Reference].PlanId, app.PayPal.Subscriptions[second.Reference].PlanId);
        Assert.Null(await PayPal.CheckoutSubscriptionAsync(first.Reference, default));
        Assert.Equal(CheckoutState.Open, (await PayPal.FetchAsync(first.Reference, default)).State);
        app.PayPal.Agree(first.Reference);
        Assert.Equal(first.Reference, await PayPal.CheckoutSubscriptionAsync(first.Reference, default));
        var paid = await PayPal.FetchAsync(first.Reference, default);
        Assert.Equal((CheckoutState.Paid, 2900), (paid.State, Assert.Single(paid.Payments).Amount));
    }

    [Fact]
    public async Task The_same_request_is_the_same_subscription()
    {
        var request = Request(Monthly, 2900);

        Assert.Equal((await PayPal.SubscribeAsync(request, default)).Reference, (await PayPal.SubscribeAsync(request, default)).Reference);
    }

    [Fact]
    public async Task A_trial_is_a_cycle_of_its_own_and_costs_nothing()
    {
        var started = await PayPal.SubscribeAsync(Request(Monthly, 0, trialDays: 14), default);
        app.PayPal.Agree(started.Reference);

        var record = await PayPal.FetchSubscriptionAsync(started.Reference, default);
        var cycles = app.PayPal.Plans[app.PayPal.Subscriptions[started.Reference].PlanId]["billing_cycles"]!;

        Assert.Equal((SubscriptionState.Trialing, app.Clock.Now.AddDays(14)), (record.State, record.PeriodEnd));
        Assert.Empty(record.Charges);
        Assert.Equal(("TRIAL", "DAY", 14, "0.00"), ((string?)cycles[0]!["tenure_type"], (string?)cycles[0]!["frequency"]!["interval_unit"],
            (int)cycles[0]!["frequency"]!["interval_count"]!, (string?)cycles[0]!["pricing_scheme"]!["fixed_price"]!["value"]));
        Assert.Equal(CheckoutState.Paid, (await PayPal.FetchAsync(started.Reference, default)).State);
    }

    [Fact]
    public async Task A_first_period_at_another_price_is_a_cycle_of_its_own()
    {
        var started = await PayPal.SubscribeAsync(Request(Monthly, 900), default);
        app.PayPal.Agree(started.Reference);
        app.Clock.Advance(TimeSpan.FromDays(31));
        app.PayPal.Charge(started.Reference);

        var record = await PayPal.FetchSubscriptionAsync(started.Reference, default);

        Assert.Equal([900L, 2900L], record.Charges.Select(c => c.Payment.Amount));
    }

    [Fact]
    public async Task Periods_with_a_coupon_are_cycles_before_the_regular_one()
    {
        var request = Request(Monthly, 1450) with { Course = new PriceCourse(1450, 0, [new PriceStep(2, 1450)], 2900) };
        var started = await PayPal.SubscribeAsync(request, default);
        app.PayPal.Agree(started.Reference);
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(TimeSpan.FromDays(31));
            app.PayPal.Charge(started.Reference);
        }

        var record = await PayPal.FetchSubscriptionAsync(started.Reference, default);
        var cycle = app.PayPal.Plans[app.PayPal.Subscriptions[started.Reference].PlanId]["billing_cycles"]![0]!;

        Assert.Equal([1450L, 1450, 1450, 2900], record.Charges.Select(c => c.Payment.Amount));
        Assert.Equal(("TRIAL", 3, "14.50"), ((string?)cycle["tenure_type"], (int)cycle["total_cycles"]!,
            (string?)cycle["pricing_scheme"]!["fixed_price"]!["value"]));
    }

    [Fact]
    public async Task Charges_cover_one_month_after_the_other()
    {
        var started = await PayPal.SubscribeAsync(Request(Monthly, 2900), default);
        var begun = app.Clock.Now;
        app.PayPal.Agree(started.Reference);
        app.Clock.Advance(begun.AddMonths(1).AddHours(3) - app.Clock.Now);
        app.PayPal.Charge(started.Reference);
        app.Clock.Advance(TimeSpan.FromDays(90));
        app.PayPal.Charge(started.Reference);

        var record = await PayPal.FetchSubscriptionAsync(started.Reference, default);

        Assert.Equal([(begun, begun.AddMonths(1)), (begun.AddMonths(1), begun.AddMonths(2)), (app.Clock.Now, app.Clock.Now.AddMonths(1))],
            record.Charges.Select(c => (c.CoversFrom, c.CoversUntil)));
        Assert.Equal((SubscriptionState.Active, 128L), (record.State, record.Charges[0].Payment.Fee));
    }

    [Fact]
    public async Task A_failed_charge_is_past_due_until_it_is_through()
    {
        var reference = await BegunAsync();
        app.PayPal.Subscriptions[reference].Failed = 1;

        var record = await PayPal.FetchSubscriptionAsync(reference, default);
        Assert.Equal((SubscriptionState.PastDue, app.Clock.Now.AddDays(5)), (record.State, record.NextTryAt));
        app.PayPal.Charge(reference);
        Assert.Equal(SubscriptionState.Active, (await PayPal.FetchSubscriptionAsync(reference, default)).State);
    }

    [Fact]
    public async Task An_end_with_the_period_can_be_taken_back_until_then()
    {
        var reference = await BegunAsync();
        await PayPal.CancelSubscriptionAsync(reference, atPeriodEnd: true, "c1", default);
        await PayPal.CancelSubscriptionAsync(reference, atPeriodEnd: true, "c2", default);
        var record = await PayPal.FetchSubscriptionAsync(reference, default);
        Assert.Equal((SubscriptionState.Active, true), (record.State, record.EndsAtPeriodEnd));

        await PayPal.KeepSubscriptionAsync(reference, "k1", default);
        Assert.Equal((SubscriptionState.Active, false), await StandsAsync(reference));
        await PayPal.CancelSubscriptionAsync(reference, atPeriodEnd: true, "c3", default);
        app.Clock.Advance(TimeSpan.FromDays(32));

        Assert.Equal((SubscriptionState.Ended, false), await StandsAsync(reference));
    }

    [Fact]
    public async Task It_pauses_goes_on_and_ends()
    {
        var reference = await BegunAsync();

        await PayPal.PauseSubscriptionAsync(reference, "p1", default);
        Assert.Equal((SubscriptionState.Paused, false), await StandsAsync(reference));
        await PayPal.ResumeSubscriptionAsync(reference, "r1", default);
        Assert.Equal((SubscriptionState.Active, false), await StandsAsync(reference));
        await PayPal.CancelSubscriptionAsync(reference, atPeriodEnd: false, "c1", default);

        Assert.Equal((SubscriptionState.Ended, false), await StandsAsync(reference));
        await Assert.ThrowsAsync<ProcessorFailure>(() => PayPal.ResumeSubscriptionAsync(reference, "r2", default));
    }

    [Fact]
    public async Task Another_price_asks_the_buyer_again()
    {
        var reference = await BegunAsync();
        var yearly = new SubscriptionPlan("tier-7-usd-29900-12", "Premium", 29900, "USD", 12);

        var start = await PayPal.ChangeSubscriptionAsync(reference, yearly, "v1", "https://guild.example.org/account", default);
        Assert.IsType<CheckoutStart.Page>(start);
        app.PayPal.AgreeAgain(reference);
        app.Clock.Advance(TimeSpan.FromDays(31));
        app.PayPal.Charge(reference);

        var record = await PayPal.FetchSubscriptionAsync(reference, default);
        Assert.Equal(29900, record.Charges[^1].Payment.Amount);
        Assert.Equal("YEAR", (string?)app.PayPal.Plans[app.PayPal.Subscriptions[reference].PlanId]["billing_cycles"]![0]!["frequency"]!["interval_unit"]);
    }

    [Fact]
    public async Task A_charge_can_be_given_back()
    {
        var reference = await BegunAsync();
        var charge = app.PayPal.Subscriptions[reference].Charges[0];

        for (var i = 0; i < 2; i++)
            await PayPal.RefundAsync(new RefundRequest("gr_" + charge.Id, charge.Id, 900, "USD"), default);

        var payment = (await PayPal.FetchSubscriptionAsync(reference, default)).Charges[0].Payment;
        var refund = Assert.Single(payment.Refunds);
        Assert.Equal(("gr_" + charge.Id, 900L, RefundOutcome.Succeeded), (refund.RequestId, refund.Amount, refund.Outcome));
    }

    [Theory]
    [InlineData("PAYMENT.SALE.COMPLETED", "billing_agreement_id"), InlineData("BILLING.SUBSCRIPTION.CANCELLED", "id")]
    [InlineData("BILLING.SUBSCRIPTION.PAYMENT.FAILED", "id")]
    public async Task What_they_tell_is_about_the_subscription(string type, string field)
    {
        var shop = await Shop.OpenAsync(app);
        var reference = await BegunAsync();
        var id = $"WH-{type}";

        (await shop.PostAsync(
            app.Webhook(PayPalApp.Event(type, new JsonObject { [field] = reference, ["amount"] = new JsonObject { ["total"] = "29.00" } }, id))))
            .ShouldBe(HttpStatusCode.OK);

        var row = await app.WithAsync<AppDb, WebhookDelivery>(db => db.Set<WebhookDelivery>().SingleAsync(d => d.EventId == id));
        Assert.Equal((WebhookSubject.Subscription, reference), (row.Subject, row.Reference));
    }

    private async Task<string> BegunAsync()
    {
        var started = await PayPal.SubscribeAsync(Request(Monthly, 2900), default);
        app.PayPal.Agree(started.Reference);
        return started.Reference;
    }

    private async Task<(SubscriptionState, bool)> StandsAsync(string reference)
    {
        var record = await PayPal.FetchSubscriptionAsync(reference, default);
        return (record.State, record.EndsAtPeriodEnd);
    }

    private SubscriptionRequest Request(SubscriptionPlan plan, long now, int trialDays = 0)
    {
        var id = $"gh_sub_{Interlocked.Increment(ref _made)}";
        return new SubscriptionRequest(
            new CheckoutRequest(id, "O-" + id, "Premium", now, plan.Currency, "https://guild.example.org", "/c/guild/orders/O-1", app.Clock.Now.AddDays(1)),
            plan, trialDays);
    }
}
