using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Costs;

/// <summary>An operator enters what was spent. The same key again is the same cost.</summary>
internal sealed class EnterCost(AppDb db, CommunityScope community, TimeProvider time)
{
    /// <exception cref="Refused">422 at the field; idempotency_mismatch; 400: no key.</exception>
    public async Task<EnteredCost> RunAsync(CostTyped typed, string? key, long by, CancellationToken cancel)
    {
        var entryKey = "form:" + IdempotencyKey.Checked(key);
        var clock = BookClock.Of(community.Required);
        var now = time.GetUtcNow().UtcDateTime;
        var faults = new List<Refused>();
        var wish = CostReading.Read(typed, community.Required.Currency, clock.DayOf(now), faults) ?? throw faults[0];

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        if (await db.Set<Cost>().AsNoTracking().SingleOrDefaultAsync(c => c.EntryKey == entryKey, cancel) is { } earlier)
            return IsSame(earlier, wish) ? new(earlier, IsNew: false)
                : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for another cost. Use a new one.");
        var cost = Cost.Enter(db.CommunityId, wish, clock.NoonOf(wish.Day), entryKey, by, now);
        await BookAsync(db, [cost], cancel);
        await transaction.CommitAsync(cancel);
        return new(cost, IsNew: true);
    }

    /// <summary>Inside the caller's transaction.</summary>
    internal static async Task BookAsync(AppDb db, IReadOnlyCollection<Cost> costs, CancellationToken cancel)
    {
        db.AddRange(costs);
        await db.SaveChangesAsync(cancel);
        db.AddRange(costs.Select(Books.Spend));
        await db.SaveChangesAsync(cancel);
    }

    private static bool IsSame(Cost cost, CostWish wish) =>
        new CostWish(cost.Day, cost.Kind, cost.Text, cost.Quantity, cost.UnitAmount, cost.Currency, cost.From) == wish;
}

internal sealed record EnteredCost(Cost Cost, bool IsNew);
