using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>A member's own billing details: the ones that the next order begins with, and those of an order without an invoice.</summary>
internal sealed class ChangeBilling(AppDb db, CommunityScope scope, TimeProvider time)
{
    public async Task<Billing> OfMemberAsync(long memberId, CancellationToken cancel) =>
        (await db.Set<MemberBilling>().AsNoTracking().SingleOrDefaultAsync(b => b.MemberId == memberId, cancel))?.Billing ?? Billing.None;

    public async Task RememberAsync(long memberId, Billing billing, CancellationToken cancel)
    {
        var to = billing.Check();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var row = await db.Set<MemberBilling>().SingleOrDefaultAsync(b => b.MemberId == memberId, cancel);
        if (row is null)
            db.Add(row = MemberBilling.Of(memberId));
        row.Change(to, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <exception cref="Refused">404: not the member's order; 409 invoice_issued: only a correction by the seller changes it now.</exception>
    public async Task OfOrderAsync(long memberId, string code, Billing billing, CancellationToken cancel)
    {
        var to = billing.Check();
        await using var transaction = await db.BeginWriteAsync(cancel);
        // The member's own order, in whichever community it was placed.
        var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(o => o.Code == code && o.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        scope.Enter(order.CommunityId);
        var now = time.GetUtcNow().UtcDateTime;
        await db.TakeCustomerTurnAsync(order.CommunityId, memberId, now, cancel);
        if (await db.Set<Invoice>().AnyAsync(i => i.OrderId == order.Id, cancel))
            throw new Refused("invoice_issued", 409, "The invoice is issued and can't change. Ask the seller to correct it.");
        var row = await db.Set<OrderBilling>().SingleOrDefaultAsync(b => b.OrderId == order.Id, cancel);
        if (row is null)
            db.Add(row = OrderBilling.Of(order.CommunityId, order.Id));
        row.Change(to, now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
