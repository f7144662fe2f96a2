using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Refunds;

/// <summary>What was bought ends, as the modules that sell it say.</summary>
internal sealed class AccessEffects(AppDb db, Sales sales) : IRefundEffects
{
    public RefundHeading Heading { get; } = new("Access", 10);

    public async Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (!back.Ends)
            return [new RefundEffect("Partial refund: the membership continues.")];
        var effects = new List<RefundEffect>();
        foreach (var line in back.Lines)
        {
            foreach (var ending in await sales.Of(line.Item.Kind).PreviewTakeBackAsync(line, now, cancel))
                effects.Add(ending.Until is { } until ? new RefundEffect("{0} ends now instead of on {1}.", ending.Title, until)
                    : new RefundEffect("{0} ends now.", ending.Title));
        }
        if (effects.Count == 0)
            return [new RefundEffect("The purchase has already ended.")];
        if (await ResumesAtAsync(back, now, cancel) is { } resumes)
            effects.Add(new RefundEffect("A separately bought period starts on {0}. Until then there is a gap.", resumes) { IsWarning = true });
        return effects;
    }

    public async Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (!back.Ends)
            return;
        var lines = await db.Set<OrderLine>().Where(l => l.OrderId == back.OrderId).ToDictionaryAsync(l => l.Id, cancel);
        foreach (var line in back.Lines)
        {
            await sales.Of(line.Item.Kind).TakeBackAsync(line, back.Reason, back.Because, back.By, now, cancel);
            lines[line.LineId].End(now);
        }
    }

    /// <summary>A later order of the same item starts where this one would have ended: without this one there is a gap before it.</summary>
    private async Task<DateTime?> ResumesAtAsync(MoneyBack back, DateTime now, CancellationToken cancel)
    {
        var (kinds, ids) = (back.Lines.Select(l => l.Item.Kind).ToList(), back.Lines.Select(l => l.Item.Id).ToList());
        return await db.Set<Order>().AsNoTracking()
            .Where(o => o.MemberId == back.MemberId && o.Id != back.OrderId && o.PaidAt != null && o.RefundedAt == null)
            .SelectMany(o => o.Lines).Where(l => kinds.Contains(l.ItemKind) && ids.Contains(l.ItemId) && l.CoversFrom > now)
            .MinAsync(l => l.CoversFrom, cancel);
    }
}
