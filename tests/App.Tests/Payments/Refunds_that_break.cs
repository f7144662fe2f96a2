using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class Refunds_that_break(FaultyApp app) : IClassFixture<FaultyApp>, IDisposable
{
    public void Dispose()
    {
        app.Processor.RefundFailures.Clear();
        (app.Processor.Failure, app.Processor.LostAnswer) = (null, null);
    }

    [Fact]
    public async Task Keep_no_other_from_going_through()
    {
        var (shop, one) = await PaidAsync();
        var (second, two) = await PaidAsync();
        app.Processor.Failure = new ProcessorFailure("unavailable");
        await RefundAsync(shop, one);
        await RefundAsync(second, two);
        app.Processor.Failure = null;
        app.Processor.RefundFailures[$"pi_{one.Reference}_0"] = new InvalidOperationException("Nobody thought of this.");

        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((OrderState.Paid, OrderState.Refunded), (await shop.StateAsync(one), await second.StateAsync(two)));
        var refund = await shop.InAsync(db => db.Set<Refund>().AsNoTracking().SingleAsync());
        Assert.Equal((2, RefundOutcome.Pending, "InvalidOperationException: Nobody thought of this."), (refund.Tries, refund.Outcome, refund.Failure));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_left_to_the_operator_after_a_day()
    {
        var (shop, purchase) = await PaidAsync();
        app.Processor.RefundFailures[$"pi_{purchase.Reference}_0"] = new InvalidOperationException("Nobody thought of this.");
        await RefundAsync(shop, purchase);

        for (var hours = 0; hours < 48; hours++)
            await shop.PassAsync(TimeSpan.FromHours(1));

        var refund = await shop.InAsync(db => db.Set<Refund>().AsNoTracking().SingleAsync());
        Assert.Equal((Refund.MaxTries, RefundOutcome.Failed, null), (refund.Tries, refund.Outcome, refund.NextTryAt));
        var page = await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}");
        Assert.Contains("InvalidOperationException: Nobody thought of this.", page.Text);
        Assert.Contains("Failed", page.Text);
        app.Processor.RefundFailures.Clear();
        await RefundAsync(shop, purchase);
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Are_booked_after_all_where_the_processor_has_made_them()
    {
        var (shop, purchase) = await PaidAsync();
        // The money moves at the first call; no call is ever answered, and nobody can look.
        app.Processor.LostAnswer = new ProcessorFailure("timed_out");
        await RefundAsync(shop, purchase);
        app.Processor.Failure = new ProcessorFailure("timed_out");
        for (var hours = 0; hours < 48; hours++)
            await shop.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(RefundOutcome.Failed, (await shop.InAsync(db => db.Set<Refund>().AsNoTracking().SingleAsync())).Outcome);

        (app.Processor.LostAnswer, app.Processor.Failure) = (null, null);
        await shop.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        var refund = await shop.InAsync(db => db.Set<Refund>().AsNoTracking().SingleAsync());
        Assert.Equal((RefundOutcome.Succeeded, null), (refund.Outcome, refund.Failure));
        await shop.LedgerShouldBeSoundAsync();
    }

    private async Task<(Shop, Purchase)> PaidAsync()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        return (shop, purchase);
    }

    private async Task RefundAsync(Shop shop, Purchase purchase)
    {
        var owner = await app.SignInAsync(shop.Owner);
        Assert.NotNull((await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "x"), ("do", "refund"))).Location);
    }
}
