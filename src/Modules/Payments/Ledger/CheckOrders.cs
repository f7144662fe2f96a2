using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// The part of the audit about orders: a paid one has one payment that pays it, and every line of it opened something. An order without
/// money opened nothing. The database compares, and only what is wrong comes back, so that its memory does not grow with the orders.
/// </summary>
internal sealed class CheckOrders(AppDb db, IGrants grants, Sales sales)
{
    private const int AtOnce = 500;

    /// <param name="communityId">The community that was entered.</param>
    /// <param name="report">Told the rule and what is wrong.</param>
    /// <returns>How many orders are paid.</returns>
    public async Task<long> RunAsync(long communityId, Action<string, string> report, CancellationToken cancel)
    {
        await WordsAsync(cancel);
        await PaymentsAsync(report, cancel);
        await GrantsAsync(report, cancel);
        for (var (last, lines) = (0L, await RefundedAsync(0, cancel)); lines.Count > 0; lines = await RefundedAsync(last, cancel))
        {
            last = lines[^1].LineId;
            await EndedAsync(communityId, lines, report, cancel);
        }
        return await db.Set<Order>().LongCountAsync(o => o.PaidAt != null, cancel);
    }

    /// <summary>Read to see that they can be.</summary>
    private Task<List<Interval?>> WordsAsync(CancellationToken cancel) =>
        db.Set<OrderLine>().Select(l => l.Interval).Distinct().ToListAsync(cancel);

    private async Task PaymentsAsync(Action<string, string> report, CancellationToken cancel)
    {
        var paying = db.Set<Payment>().Where(p => p.AppliedAt != null).GroupBy(p => p.OrderId)
            .Select(g => new { OrderId = g.Key, Count = g.Count() });
        var odd = await (
            from o in db.Set<Order>()
            join p in paying on o.Id equals p.OrderId into found
            from p in found.DefaultIfEmpty()
            // What costs nothing is paid by nobody.
            let wanted = o.PaidAt == null || o.Total == 0 ? 0 : 1
            let there = (int?)p.Count ?? 0
            where there != wanted
            orderby o.Id
            select new { o.Code, Wanted = wanted, Paying = there }).ToListAsync(cancel);
        foreach (var order in odd)
            report("order_paid_once",
                $"order {order.Code} is {(order.Wanted == 1 ? "paid" : "not paid")}, but {order.Paying} payments pay it");
    }

    private async Task GrantsAsync(Action<string, string> report, CancellationToken cancel)
    {
        var opening = sales.Kinds.Where(sales.GrantsAccess).ToArray();
        // What they sell waits for whoever claims it: nothing rests on it yet.
        var unclaimed = db.Set<OrderClaim>().Where(c => c.ClaimedAt == null);
        var odd = await (
            from l in db.Set<OrderLine>()
            join o in db.Set<Order>() on l.OrderId equals o.Id
            join g in grants.CountBySource(SoldLine.SourceKind) on l.Id equals g.SourceId into found
            from g in found.DefaultIfEmpty()
            let due = o.PaidAt != null && opening.Contains(l.ItemKind) && !unclaimed.Any(c => c.OrderId == o.Id) ? 1 : 0
            let there = (int?)g.Count ?? 0
            where there != due
            orderby l.Id
            select new { o.Code, IsPaid = o.PaidAt != null, There = there }).ToListAsync(cancel);
        foreach (var line in odd)
            report("order_granted_once",
                $"order {line.Code} is {(line.IsPaid ? "paid" : "not paid")}, but rests under {line.There} grants");
    }

    private Task<List<RefundedLine>> RefundedAsync(long after, CancellationToken cancel) =>
        db.Set<Order>().Where(o => o.RefundedAt != null && o.PaidAt != null)
            .Join(db.Set<OrderLine>(), o => o.Id, l => l.OrderId, (o, l) => new { l.Id, o.Code, o.RefundedAt })
            .Where(l => l.Id > after).OrderBy(l => l.Id).Take(AtOnce)
            .Select(l => new RefundedLine(l.Id, l.Code, l.RefundedAt!.Value)).ToListAsync(cancel);

    private async Task EndedAsync(
        long communityId, List<RefundedLine> lines, Action<string, string> report, CancellationToken cancel)
    {
        var opened = (await grants.OfSourcesAsync(communityId, SoldLine.SourceKind, [.. lines.Select(l => l.LineId)], cancel))
            .ToLookup(g => g.Source.Id);
        foreach (var line in lines.Where(l => opened[l.LineId].Any(g => GoesOn(g, l.RefundedAt))))
            report("refund_ends_access", $"order {line.Code} is refunded in full, but its grant goes on");
    }

    /// <summary>Also one that has no end.</summary>
    private static bool GoesOn(GrantInfo grant, DateTime refundedAt) =>
        grant.RevokedAt is null && (grant.Until is null || grant.Until > refundedAt);

    private sealed record RefundedLine(long LineId, string Code, DateTime RefundedAt);
}
