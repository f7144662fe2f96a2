using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>Sums movements of recurring revenue.</summary>
internal sealed class SubscriptionFigures(AppDb db) : ISubscriptionFigures
{
    public async Task<IReadOnlyList<RecurringRevenue>> AtAsync(long communityId, DateTime at, CancellationToken cancel = default) =>
        await db.Set<SubscriptionMovement>().IgnoreQueryFilters().Where(m => m.CommunityId == communityId && m.At <= at)
            .GroupBy(m => m.Currency).OrderBy(g => g.Key)
            .Select(g => new RecurringRevenue(g.Key, g.Sum(m => m.Amount))).ToListAsync(cancel);

    public async Task<IReadOnlyList<RecurringChange>> InAsync(
        long communityId, DateTime from, DateTime until, CancellationToken cancel = default)
    {
        var sums = await db.Set<SubscriptionMovement>().IgnoreQueryFilters()
            .Where(m => m.CommunityId == communityId && m.At > from && m.At <= until)
            .GroupBy(m => new { m.Currency, m.Kind }).Select(g => new { g.Key.Currency, g.Key.Kind, Sum = g.Sum(m => m.Amount) })
            .ToListAsync(cancel);
        return [.. sums.GroupBy(s => s.Currency, (currency, kinds) =>
            (Currency: currency, Sums: kinds.ToDictionary(k => k.Kind, k => k.Sum)))
            .OrderBy(g => g.Currency, StringComparer.Ordinal).Select(g => new RecurringChange(
                g.Currency, g.Sums.GetValueOrDefault(MovementKind.New), g.Sums.GetValueOrDefault(MovementKind.Expansion),
                g.Sums.GetValueOrDefault(MovementKind.Contraction), g.Sums.GetValueOrDefault(MovementKind.Churn),
                g.Sums.GetValueOrDefault(MovementKind.Reactivation)))];
    }
}
