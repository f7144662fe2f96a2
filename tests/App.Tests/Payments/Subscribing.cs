using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>Somebody who pays period after period, at the test processor.</summary>
internal sealed class Subscriber(GuildhallApp app, Shop shop, Buyer buyer)
{
    public Shop Shop => shop;
    public Buyer Buyer => buyer;
    public DateTime Now => app.Clock.Now;

    /// <summary>The whole way: agrees to be charged, pays the first period or begins the trial, and the webhooks have come.</summary>
    public static async Task<Subscriber> BeginAsync(GuildhallApp app, Shop shop, string goesOn = "renews", string interval = "month",
        TierOffer? tier = null, string name = "Wang Fang")
    {
        var buyer = await shop.BuyerAsync(name);
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(tier ?? shop.Premium), ("interval", interval), ("goesOn", goesOn));
        var subscriber = new Subscriber(app, shop, buyer);
        await subscriber.PayAsync(sent);
        return subscriber;
    }

    public Task PayAsync(Answer sent) => PayAsync(sent.Location ?? sent.ToString());

    public async Task PayAsync(string page)
    {
        Assert.StartsWith("/test-processor/pay/", page);
        await app.Visitor().SubmitAsync(page, ("decision", "pay"), ("scenario", "pays"));
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    /// <summary>Days go by, one after the other, as the program lives through them.</summary>
    public async Task PassAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            await shop.PassAsync(TimeSpan.FromDays(1));
            await shop.PassAsync(TimeSpan.FromSeconds(3));
        }
    }

    /// <summary>Until the moment before, or behind, the end of what is paid.</summary>
    public async Task PassToEndAsync(TimeSpan more = default)
    {
        var end = (await RowAsync()).DueAt;
        await shop.PassAsync(end - Now + more);
        await shop.PassAsync(TimeSpan.FromSeconds(3));
    }

    public Task<Subscription> RowAsync() => shop.InAsync(db => db.Set<Subscription>().AsNoTracking()
        .Where(s => s.MemberId == buyer.Person.Id).OrderByDescending(s => s.Id).FirstAsync());

    public async Task<SubscriptionStanding> StandsAsync() => (await RowAsync()).StateAt(Now);

    public Task<TestSubscription> ThereAsync() => shop.InAsync(async db =>
    {
        var reference = await db.Set<Subscription>().Where(s => s.MemberId == buyer.Person.Id).OrderByDescending(s => s.Id)
            .Select(s => s.Reference).FirstAsync();
        return await db.Set<TestSubscription>().AsNoTracking().SingleAsync(s => s.Reference == reference);
    });

    public async Task AtProcessorAsync(Action<TestSubscription, DateTime> decide)
    {
        var there = await ThereAsync();
        await shop.InScopeAsync(async services =>
        {
            await services.GetRequiredService<DecideTestSubscription>().RunAsync(there.Reference, decide, default);
            return true;
        });
        await shop.PassAsync(TimeSpan.Zero);
        await shop.PassAsync(TimeSpan.FromSeconds(3));
    }

    public async Task DoAsync(Func<OwnSubscriptions, long, Task> deed)
    {
        var id = (await RowAsync()).Id;
        await shop.InScopeAsync(async services =>
        {
            await deed(services.GetRequiredService<OwnSubscriptions>(), id);
            return true;
        });
        await shop.PassAsync(TimeSpan.Zero);
        await shop.PassAsync(TimeSpan.FromSeconds(3));
    }

    public Task CancelAsync(bool atOnce = false) =>
        DoAsync((own, id) => own.CancelAsync(buyer.Person.Id, id, atOnce, CancelReason.TooExpensive, "Too dear.", default));

    public Task<List<Order>> OrdersAsync() => shop.InAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines)
        .Where(o => o.MemberId == buyer.Person.Id).OrderBy(o => o.Id).ToListAsync());

    public async Task<bool> HoldsAsync(TierOffer? tier = null) =>
        (await shop.HoldsAsync(buyer)).TierIds.Contains((tier ?? shop.Premium).TierId);

    public async Task<Client> BrowserAsync() => await app.SignInAsync(buyer.Person);
}
