using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.TestProcessor;

/// <summary>Goes the member's way through the shop without a browser.</summary>
internal sealed class TestPurchases(
    AppDb db, PlaceOrder place, DecideTestPayment decide, TestChargeWorker charges, DrainTestEvents drain, IssueDocuments documents)
    : ITestPurchases
{
    public async Task BuyMembershipAsync(
        long memberId, long tierId, Interval interval, bool renews = false, CancellationToken cancel = default)
    {
        // The key of a purchase makes it one order, however often the demo is run.
        var key = $"demo-{tierId}";
        var wish = new SaleWish("tier", tierId.ToString(CultureInfo.InvariantCulture), Interval: interval);
        var placed = await place.RunAsync(memberId, OrderWish.Of(wish, TestPaymentProcessor.Key) with { Renews = renews }, key, cancel);
        var reference = await db.Set<Checkout>().AsNoTracking()
            .Where(c => c.OrderId == placed.Order.Id && c.Processor == TestPaymentProcessor.Key)
            .OrderByDescending(c => c.Id).Select(c => c.Reference).FirstOrDefaultAsync(cancel);
        if (reference is not null)
            await decide.RunAsync(reference, "pay", TestScenario.Pays, cancel);
    }

    public async Task SettleAsync(CancellationToken cancel = default)
    {
        await charges.DrainAsync(cancel);
        await drain.RunAsync(cancel);
        // Where nothing is served the handlers begin later, and look at nothing that was before. A receipt by mail may stay out; the
        // documents belong to the books.
        var bare = await db.Set<Order>().Where(o => o.PaidAt != null && o.Total > 0 && !db.Set<Invoice>().Any(i => i.OrderId == o.Id))
            .OrderBy(o => o.Id).Select(o => o.Id).ToListAsync(cancel);
        foreach (var order in bare)
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            await documents.RunAsync(order, cancel);
            await transaction.CommitAsync(cancel);
        }
    }
}
