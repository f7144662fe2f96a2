using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>A processor charges, and our row decides what is open.</summary>
public class Subscriptions_that_renew(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Make_an_order_with_payment_entries_and_period_of_every_charge()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var first = (await member.RowAsync()).PaidUntil;

        await member.PassToEndAsync();

        var orders = await member.OrdersAsync();
        Assert.Equal([OrderKind.Purchase, OrderKind.Renewal], orders.Select(o => o.Kind));
        Assert.All(orders, o => Assert.Equal((2900L, OrderState.Paid), (o.Total, o.StateAt(app.Clock.Now))));
        Assert.Equal(first, orders[1].Lines[0].CoversFrom);
        Assert.Equal(orders[1].Lines[0].CoversUntil, (await member.RowAsync()).PaidUntil);
        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        Assert.True(await member.HoldsAsync());
        Assert.Equal(-5800, (await shop.BalancesAsync())["revenue:memberships"]);
        var receipts = await (await member.BrowserAsync()).GetAsync("/account/orders");
        Assert.All(orders, o => Assert.Contains(o.Code, receipts.Text));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Book_a_charge_once_however_often_and_in_whatever_order_it_is_told()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        await member.PassToEndAsync();
        var reference = (await member.RowAsync()).Reference!;

        foreach (var (id, type) in ((string, string)[])[("x1", "subscription.ended"), ("x2", "subscription.charged"),
            ("x2", "subscription.charged"), ("x3", "subscription.charge_failed")])
            (await shop.PostAsync(await shop.WebhookAsync(reference + id, reference, type))).ShouldBe(System.Net.HttpStatusCode.OK);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            app.WithAsync<SettleSubscription>(s => s.RunAsync("test", reference, [], default))));
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(2, (await member.OrdersAsync()).Count);
        Assert.Equal(2, await shop.InAsync(db => db.Set<Payment>().CountAsync()));
        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(1), InlineData(-1)]
    public async Task Keep_every_paid_hour_when_the_clock_there_is_an_hour_off(int hours)
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var until = (await member.RowAsync()).PaidUntil;
        await member.AtProcessorAsync((s, _) => s.Shift(TimeSpan.FromHours(hours)));

        await shop.PassAsync(until - app.Clock.Now - TimeSpan.FromMinutes(30));
        await shop.PassAsync(TimeSpan.FromSeconds(3));
        Assert.True(await member.HoldsAsync());
        await shop.PassAsync(TimeSpan.FromMinutes(40));
        await shop.PassAsync(TimeSpan.FromSeconds(3));
        Assert.True(await member.HoldsAsync());
        await shop.PassAsync(TimeSpan.FromHours(2));
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        var renewal = (await member.OrdersAsync())[1].Lines[0];
        Assert.Equal((until, Interval.Month.After(until, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))),
            (renewal.CoversFrom, renewal.CoversUntil!.Value));
        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Stay_open_while_a_charge_fails_three_times_and_is_paid_then()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var until = (await member.RowAsync()).PaidUntil;
        await member.AtProcessorAsync((s, _) => s.Decline(3));

        await member.PassToEndAsync();
        Assert.Equal(SubscriptionStanding.PastDue, await member.StandsAsync());
        Assert.True(await member.HoldsAsync());
        Assert.Contains("failed", (await (await member.BrowserAsync()).GetAsync("/notifications")).TextOf("main"));
        await member.PassAsync(4);
        Assert.Equal((SubscriptionStanding.PastDue, true), (await member.StandsAsync(), await member.HoldsAsync()));
        Assert.Single(await member.OrdersAsync());
        await member.PassAsync(2);

        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        // The days of grace were days of this period.
        Assert.Equal(until, (await member.OrdersAsync())[1].Lines[0].CoversFrom);
        Assert.True(await member.HoldsAsync());
        Assert.Equal(1, await shop.InAsync(db => db.Set<SubscriptionMovement>().CountAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_taken_down_when_the_grace_is_over()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var until = (await member.RowAsync()).PaidUntil;
        await member.AtProcessorAsync((s, _) => s.Decline(100));

        await member.PassToEndAsync();
        await member.PassAsync(6);
        Assert.True(await member.HoldsAsync());
        await member.PassAsync(1);

        var row = await member.RowAsync();
        Assert.Equal((SubscriptionStanding.Ended, EndReason.Lapsed, until.AddDays(7)),
            (row.StateAt(app.Clock.Now), row.EndReason!.Value, row.EndedAt));
        Assert.False(await member.HoldsAsync());
        Assert.Equal(SubscriptionState.Ended, (await member.ThereAsync()).StateAt(app.Clock.Now));
        Assert.Contains("the payment failed", (await (await member.BrowserAsync()).GetAsync("/notifications")).TextOf("main"));
        Assert.Equal([2900L, -2900L], await shop.InAsync(db =>
            db.Set<SubscriptionMovement>().OrderBy(m => m.Id).Select(m => m.Amount).ToListAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Cancelled_keep_the_paid_time_and_are_charged_no_more()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);

        await member.CancelAsync();
        Assert.True((await member.ThereAsync()).EndsAtPeriodEnd);
        await member.PassToEndAsync(-TimeSpan.FromHours(1));
        Assert.Equal((SubscriptionStanding.Active, true), (await member.StandsAsync(), await member.HoldsAsync()));
        await member.PassToEndAsync(TimeSpan.FromMinutes(1));

        var row = await member.RowAsync();
        Assert.Equal((SubscriptionStanding.Ended, EndReason.Cancelled), (row.StateAt(app.Clock.Now), row.EndReason));
        Assert.False(await member.HoldsAsync());
        Assert.Single(await member.OrdersAsync());
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Cancelled_honour_a_charge_that_comes_all_the_same_and_do_not_come_back()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        var reference = (await member.RowAsync()).Reference!;
        await member.CancelAsync();
        await member.PassToEndAsync(-TimeSpan.FromHours(1));

        // Somebody takes it back on the processor's own site, whose clock is ahead, and it charges.
        await member.AtProcessorAsync((s, _) =>
        {
            s.Keep();
            s.Shift(-TimeSpan.FromMinutes(30));
        });
        Assert.True((await member.RowAsync()).IsCancelled);
        await shop.PassAsync(TimeSpan.FromMinutes(40));
        await shop.PassAsync(TimeSpan.FromSeconds(3));
        await shop.PostAsync(await shop.WebhookAsync("late" + reference, reference, "subscription.changed"));
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        var row = await member.RowAsync();
        var renewal = (await member.OrdersAsync())[1];
        Assert.Equal((OrderKind.Renewal, OrderState.Paid), (renewal.Kind, renewal.StateAt(app.Clock.Now)));
        Assert.True(row.IsCancelled);
        Assert.True(await member.HoldsAsync());
        Assert.True(row.EndedAt is not null || row.CancelAt == renewal.Lines[0].CoversUntil);
        await shop.PassAsync(renewal.Lines[0].CoversUntil!.Value - app.Clock.Now);
        await shop.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((SubscriptionStanding.Ended, false), (await member.StandsAsync(), await member.HoldsAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Mirror_what_is_done_on_the_processors_own_site()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);

        await member.AtProcessorAsync((s, now) => s.Cancel(true, now));

        var row = await member.RowAsync();
        Assert.Equal((CancelReason.AtProcessor, row.PaidUntil), (row.CancelReason!.Value, row.CancelAt));
        Assert.Contains("Cancelled at the payment service",
            (await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/subscriptions")).TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Rest_in_a_pause_over_the_end_of_a_period()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        await member.DoAsync((own, id) => own.PauseAsync(member.Buyer.Person.Id, id, 1, default));
        var paid = (await member.RowAsync()).PaidUntil;

        Assert.Equal((SubscriptionStanding.Active, true), (await member.StandsAsync(), await member.HoldsAsync()));
        await shop.PassAsync(paid - app.Clock.Now);
        await member.PassAsync(9);
        Assert.Equal((SubscriptionStanding.Paused, false), (await member.StandsAsync(), await member.HoldsAsync()));
        Assert.Single(await member.OrdersAsync());
        var resumes = (await member.RowAsync()).PausedUntil!.Value;
        await member.DoAsync((own, id) => own.ResumeAsync(member.Buyer.Person.Id, id, default));
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        var orders = await member.OrdersAsync();
        Assert.Equal(2, orders.Count);
        Assert.InRange(orders[1].Lines[0].CoversFrom!.Value, paid.AddDays(9), resumes);
        Assert.Equal((SubscriptionStanding.Active, true), (await member.StandsAsync(), await member.HoldsAsync()));
        Assert.Equal([MovementKind.New, MovementKind.Churn, MovementKind.Reactivation],
            await shop.InAsync(db => db.Set<SubscriptionMovement>().OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task End_with_the_refund_of_a_renewal()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        await member.PassToEndAsync();
        var renewal = (await member.OrdersAsync())[1];
        var owner = await app.SignInAsync(shop.Owner);

        await owner.SubmitAsync($"{shop.Path}/manage/orders/{renewal.Id}/refund", ("reason", "Regret"), ("do", "refund"));
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        var row = await member.RowAsync();
        Assert.Equal(OrderState.Refunded, (await member.OrdersAsync())[1].StateAt(app.Clock.Now));
        Assert.Equal((SubscriptionStanding.Ended, EndReason.Refunded), (row.StateAt(app.Clock.Now), row.EndReason!.Value));
        Assert.False(await member.HoldsAsync());
        Assert.Equal(SubscriptionState.Ended, (await member.ThereAsync()).StateAt(app.Clock.Now));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Tell_their_revenue_at_any_instant()
    {
        var shop = await Shop.OpenAsync(app);
        var before = app.Clock.Now;
        var member = await Subscriber.BeginAsync(app, shop, interval: "year");
        var other = await Subscriber.BeginAsync(app, shop);
        var both = app.Clock.Now;
        await other.CancelAsync();
        await other.PassToEndAsync(TimeSpan.FromMinutes(1));
        var after = app.Clock.Now;

        var (start, middle, end) = (await AtAsync(before), await AtAsync(both), await AtAsync(after));
        var change = Assert.Single(await app.WithAsync<ISubscriptionFigures,
            IReadOnlyList<RecurringChange>>(f => f.InAsync(shop.Community.Id, before, after)));

        Assert.Equal((0L, 2492L + 2900, 2492L), (start, middle, end));
        Assert.Equal(new RecurringChange("CNY", 5392, 0, 0, -2900, 0), change);
        Assert.True(await member.HoldsAsync());

        async Task<long> AtAsync(DateTime at) =>
            (await app.WithAsync<ISubscriptionFigures, IReadOnlyList<RecurringRevenue>>(f => f.AtAsync(shop.Community.Id, at)))
                .Sum(r => r.Amount);
    }
}
