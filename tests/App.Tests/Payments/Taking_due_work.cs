using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>Several workers take what is due from the same tables.</summary>
public class Taking_due_work(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Locks_rows_in_the_order_of_their_ids_whatever_is_due_first()
    {
        var (shop, ids) = await OpenCheckoutsAsync();
        // The younger a checkout, the longer it has been due.
        for (var i = 0; i < ids.Count; i++)
            await LookAtAsync(ids[i], app.Clock.Now.AddMinutes(-i));

        var taken = await shop.InScopeAsync(services => ((DueWork)services.GetService(typeof(DueWork))!).TakeLooksAsync(default));

        Assert.Equal(ids, taken.Select(t => t.CheckoutId).Where(ids.Contains));
    }

    [Fact]
    public async Task Many_at_once_take_each_row_once()
    {
        var (_, ids) = await OpenCheckoutsAsync();
        for (var i = 0; i < ids.Count; i++)
            await LookAtAsync(ids[i], app.Clock.Now.AddMinutes(-i));

        var taken = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => app.WithAsync<DueWork, IReadOnlyList<DueLook>>(due => due.TakeLooksAsync(default))));

        Assert.Equal(ids, taken.SelectMany(t => t).Select(t => t.CheckoutId).Where(ids.Contains).Order());
    }

    [Fact]
    public async Task The_nightly_sweep_leaves_to_a_worker_what_it_has_taken()
    {
        var (shop, ids) = await OpenCheckoutsAsync();
        await shop.PassAsync(TimeSpan.FromMinutes(2));
        var (leased, later, never) = (Checkout.Lease(app.Clock.Now), app.Clock.Now.AddHours(1), (DateTime?)null);
        await LookAtAsync(ids[0], leased);
        await LookAtAsync(ids[1], later);
        await LookAtAsync(ids[2], never);

        await app.WithAsync<SweepCheckouts>(sweep => sweep.RunAsync(default));

        Assert.Equal([leased, app.Clock.Now, app.Clock.Now],
            await shop.InAsync(db => db.Set<Checkout>().OrderBy(c => c.Id).Select(c => c.NextLookAt!.Value).ToListAsync()));
    }

    private async Task<(Shop, List<long>)> OpenCheckoutsAsync()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        for (var i = 0; i < 3; i++)
            await shop.DecideAsync(buyer, await shop.BuyAsync(buyer), scenario: TestScenario.Silent);
        return (shop, await shop.InAsync(db => db.Set<Checkout>().OrderBy(c => c.Id).Select(c => c.Id).ToListAsync()));
    }

    private Task LookAtAsync(long id, DateTime? at) => app.WithAsync<AppDb>(db =>
        db.Set<Checkout>().IgnoreQueryFilters().Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.NextLookAt, at)));
}
