using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// Fault F14: within five minutes of whatever a processor does, nobody has access whom it was not paid for, and no money is with it that
/// is on no order. The last test puts both wrongs in on purpose: the look at them would find them.
/// </summary>
public class Whatever_a_processor_does(FaultyApp app) : IClassFixture<FaultyApp>, IDisposable
{
    public void Dispose() => (app.Processor.Failure, app.Processor.LostAnswer, app.Faults.GrantsToFail) = (null, null, 0);

    [Theory]
    [InlineData("pays", OrderState.Paid)]
    [InlineData("hangs", OrderState.Paid)]
    [InlineData("breaks", OrderState.Paid)]
    [InlineData("dies after the capture", OrderState.Paid)]
    [InlineData("captures twice", OrderState.Paid)]
    [InlineData("takes less", OrderState.Held)]
    [InlineData("takes more", OrderState.Held)]
    [InlineData("takes another currency", OrderState.Held)]
    [InlineData("is not sure yet", OrderState.Pending)]
    [InlineData("forgets it", OrderState.Pending)]
    [InlineData("is never heard of again", OrderState.Pending)]
    public async Task Money_and_access_agree_after_five_minutes(string does, OrderState state)
    {
        var (shop, _, purchase) = await app.BuyAsync();
        await MisbehaveAsync(shop, purchase.Reference, does);

        await PassFiveMinutesAsync(shop);

        Assert.Equal((state, ""), (await shop.StateAsync(purchase), await WrongAsync(shop, purchase)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Access_without_money_and_money_without_order_would_be_found()
    {
        var (shop, buyer, free) = await app.BuyAsync();
        app.BreaksBooksOf(shop.Community.Id);
        var line = (await shop.OrderAsync(free)).Lines[0].Id;
        await shop.InScopeAsync(async services =>
        {
            await services.GetRequiredService<IGrants>().GrantTierAsync(
                shop.Community.Id, buyer.Person.Id, shop.Premium.TierId, app.Clock.Now, null, new Thing("order_line", line), null, app.Clock.Now);
            return await services.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        var (other, _, paid) = await app.BuyAsync();
        app.Processor.Pay(paid.Reference, 2900);

        Assert.Equal("access without money", await WrongAsync(shop, free));
        Assert.Equal("money without order", await WrongAsync(other, paid));
    }

    private async Task MisbehaveAsync(Shop shop, string reference, string does)
    {
        var processor = app.Processor;
        switch (does)
        {
            case "takes less" or "takes more":
                processor.Pay(reference, does == "takes less" ? 2899 : 2901);
                break;
            case "takes another currency":
                processor.Pay(reference, 2900, "USD");
                break;
            case "captures twice":
                processor.Pay(reference, 2900, captures: 2);
                break;
            case "is not sure yet":
                processor.Records[reference] = new CheckoutRecord(CheckoutState.Open, []);
                break;
            case "forgets it":
                processor.Records.Remove(reference);
                break;
            case "is never heard of again":
                processor.Failure = new ProcessorFailure("unavailable");
                break;
            default:
                processor.Pay(reference, 2900);
                break;
        }
        app.Faults.GrantsToFail = does == "dies after the capture" ? 2 : 0;
        if (does is "hangs" or "breaks")
        {
            processor.Failure = does == "hangs" ? new TaskCanceledException() : new ProcessorFailure("unavailable");
            await shop.PassAsync(TimeSpan.FromMinutes(1));
            processor.Failure = null;
        }
    }

    private static async Task PassFiveMinutesAsync(Shop shop)
    {
        for (var half = 0; half < 10; half++)
            await shop.PassAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>What the processor holds for the order beside what the program has made of it; empty when both agree.</summary>
    private async Task<string> WrongAsync(Shop shop, Purchase purchase)
    {
        var record = app.Processor.Records.GetValueOrDefault(purchase.Reference);
        var held = record?.Payments.Sum(p => p.Amount - p.Refunds.Sum(r => r.Amount)) ?? 0;
        var booked = await shop.InAsync(async db =>
            await db.Set<Payment>().Where(p => p.OrderId == purchase.OrderId).SumAsync(p => p.Amount)
            - await db.Set<Guildhall.Payments.Refunds.Refund>().Where(r => r.OrderId == purchase.OrderId && r.SucceededAt != null)
                .SumAsync(r => r.Amount));
        var isPaid = record?.Payments.Any(p => p is { Amount: 2900, Currency: "CNY" }) == true;
        var opened = (await shop.GrantsAsync(purchase)).Count(g => g.RevokedAt is null);
        return opened > (isPaid && booked == 2900 ? 1 : 0) ? "access without money" : held != booked ? "money without order" : "";
    }
}
