using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Processors;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>The calls of a processor that charges by itself; what we make of them is the billing's.</summary>
[Trait("Database", "sqlite")]
public class Subscriptions_at_Stripe(StripeApp app) : IClassFixture<StripeApp>
{
    private static int _made;
    private readonly SubscriptionPlan _month = new("premium-month-2900-cny", "Premium", 2900, "CNY", 1);
    private readonly SubscriptionPlan _year = new("premium-year-29900-cny", "Premium", 29900, "CNY", 12);

    [Fact]
    public async Task Begin_on_a_page_and_name_what_was_charged()
    {
        var started = await StartAsync(2900);
        var early = await app.Processor.CheckoutSubscriptionAsync(started.Reference, default);
        var intent = app.Books.Pay(started.Reference);

        var subscription = await app.Processor.CheckoutSubscriptionAsync(started.Reference, default);
        var page = await app.Processor.FetchAsync(started.Reference, default);
        var record = await app.Processor.FetchSubscriptionAsync(subscription!, default);

        Assert.Null(early);
        var paid = page.Payments.Single();
        Assert.Equal((CheckoutState.Paid, intent, 2900, 114), (page.State, paid.Reference, paid.Amount, paid.Fee));
        Assert.Equal((SubscriptionState.Active, false, null), (record.State, record.EndsAtPeriodEnd, record.NextTryAt));
        Assert.StartsWith("O-SUB", record.OrderCode, StringComparison.Ordinal);
        var charge = Assert.Single(record.Charges);
        Assert.Equal((intent, app.Clock.Now.AddMonths(1)), (charge.Payment.Reference, charge.CoversUntil));
        Assert.Equal(charge.CoversUntil, record.PeriodEnd);
    }

    [Fact]
    public async Task Make_a_plan_there_once()
    {
        await StartAsync(2900);
        await StartAsync(2900);

        Assert.Single(app.Books.All("price"), p => p["lookup_key"]!.ToString() == _month.Key);
    }

    [Theory]
    [InlineData(0, 14, 0), InlineData(900, 0, 900), InlineData(3900, 0, 3900), InlineData(500, 14, 500)]
    public async Task Charge_first_what_the_order_says(long amount, int trialDays, long asked)
    {
        var started = await StartAsync(amount, trialDays);

        Assert.Equal(asked, (long)app.Books.Get(started.Reference)["amount_total"]!);
        app.Books.Pay(started.Reference);
        var subscription = await app.Processor.CheckoutSubscriptionAsync(started.Reference, default);
        var record = await app.Processor.FetchSubscriptionAsync(subscription!, default);
        Assert.Equal(trialDays > 0 ? SubscriptionState.Trialing : SubscriptionState.Active, record.State);
        Assert.Equal(amount, record.Charges.Sum(c => c.Payment.Amount));
    }

    [Fact]
    public async Task Renew_and_say_when_a_charge_failed()
    {
        var subscription = await AgreedAsync();
        var second = app.Books.Renew(subscription);
        var renewed = await app.Processor.FetchSubscriptionAsync(subscription, default);
        app.Books.Renew(subscription, declined: true);

        var failed = await app.Processor.FetchSubscriptionAsync(subscription, default);

        Assert.Equal((2, second), (renewed.Charges.Count, renewed.Charges[1].Payment.Reference));
        Assert.Equal(renewed.Charges[0].CoversUntil, renewed.Charges[1].CoversFrom);
        Assert.Equal((SubscriptionState.PastDue, 2), (failed.State, failed.Charges.Count));
        Assert.Equal(app.Clock.Now.AddDays(3), failed.NextTryAt);
    }

    [Fact]
    public async Task End_with_their_period_or_are_kept()
    {
        var subscription = await AgreedAsync();
        async Task<bool> EndsAsync() => (await app.Processor.FetchSubscriptionAsync(subscription, default)).EndsAtPeriodEnd;

        await app.Processor.CancelSubscriptionAsync(subscription, atPeriodEnd: true, "k1" + subscription, default);
        var cancelled = await EndsAsync();
        await app.Processor.KeepSubscriptionAsync(subscription, "k2" + subscription, default);

        Assert.Equal((true, false), (cancelled, await EndsAsync()));
    }

    [Fact]
    public async Task Pause_and_go_on()
    {
        var subscription = await AgreedAsync();
        async Task<SubscriptionState> StateAsync() => (await app.Processor.FetchSubscriptionAsync(subscription, default)).State;

        await app.Processor.PauseSubscriptionAsync(subscription, "p1" + subscription, default);
        var paused = await StateAsync();
        await app.Processor.ResumeSubscriptionAsync(subscription, "p2" + subscription, default);

        Assert.Equal((SubscriptionState.Paused, SubscriptionState.Active), (paused, await StateAsync()));
    }

    [Fact]
    public async Task End_now_and_may_be_ended_twice()
    {
        var subscription = await AgreedAsync();

        await app.Processor.CancelSubscriptionAsync(subscription, atPeriodEnd: false, "c1" + subscription, default);
        await app.Processor.CancelSubscriptionAsync(subscription, atPeriodEnd: false, "c2" + subscription, default);

        Assert.Equal(SubscriptionState.Ended, (await app.Processor.FetchSubscriptionAsync(subscription, default)).State);
    }

    [Fact]
    public async Task Change_their_price_without_charging_before_the_paid_period_is_over()
    {
        var subscription = await AgreedAsync();
        var paid = (await app.Processor.FetchSubscriptionAsync(subscription, default)).PeriodEnd;

        Assert.Null(await app.Processor.ChangeSubscriptionAsync(subscription, _year, "y" + subscription, "https://guild.example/", default));
        var changed = await app.Processor.FetchSubscriptionAsync(subscription, default);
        app.Books.Renew(subscription);
        var renewed = await app.Processor.FetchSubscriptionAsync(subscription, default);

        Assert.Equal((paid, 1), (changed.PeriodEnd, changed.Charges.Count));
        Assert.Equal((29900, paid!.Value.AddYears(1)), (renewed.Charges[1].Payment.Amount, renewed.Charges[1].CoversUntil));
    }

    [Fact]
    public async Task Are_not_found_when_they_are_nobodys()
    {
        var failure = await Assert.ThrowsAsync<ProcessorFailure>(() => app.Processor.FetchSubscriptionAsync("sub_nobody", default));

        Assert.Equal(("resource_missing", true), (failure.Code, failure.IsFinal));
    }

    private async Task<string> AgreedAsync()
    {
        var started = await StartAsync(2900);
        app.Books.Pay(started.Reference);
        return (await app.Processor.CheckoutSubscriptionAsync(started.Reference, default))!;
    }

    private Task<StartedCheckout> StartAsync(long amount, int trialDays = 0)
    {
        var n = Interlocked.Increment(ref _made);
        var checkout = new CheckoutRequest(
            $"gh_sub{n}", $"O-SUB{n}", "Premium", amount, "CNY", "https://guild.example", "/c/guild/orders/O", app.Clock.Now.AddHours(24));
        return app.Processor.SubscribeAsync(new SubscriptionRequest(checkout, _month, trialDays), default);
    }
}
