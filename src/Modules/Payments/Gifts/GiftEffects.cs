using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Gifts;

/// <summary>A gift whose price went back: nobody can claim it any more, and whoever has claimed it is told.</summary>
internal sealed class GiftEffects(AppDb db, KeepClaims claims) : IRefundEffects
{
    public RefundHeading Heading { get; } = new("Gift", 12);

    public async Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (!back.Ends)
            return [];
        var claim = await db.Set<OrderClaim>().AsNoTracking().SingleOrDefaultAsync(c => c.OrderId == back.OrderId, cancel);
        return claim is null ? []
            : claim.ClaimedBy is null ? [new RefundEffect("Its link stops working: no one has claimed it yet.")]
            : [new RefundEffect("Whoever claimed it loses it and is notified.") { IsWarning = true }];
    }

    public async Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (!back.Ends)
            return;
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.Id == back.OrderId, cancel);
        await claims.TakenBackAsync(order, back.By, cancel);
    }
}
