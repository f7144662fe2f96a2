using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Gifts;

/// <summary>
/// The signed-in member takes what a link holds. One link gives once, whoever presses at the same time: all of them, and the refund of its
/// order, wait for the turn of its buyer.
/// </summary>
internal sealed class ClaimOrder(
    AppDb db, KeepClaims keep, MemberCoupons coupons, Sales sales, IAccess access, CurrentMember current, TimeProvider time)
{
    /// <returns>Where what was claimed can be seen from: the order's return path, or empty.</returns>
    /// <exception cref="Refused">404: no such link; 403: restricted; 409: claimed, expired, taken back, of no use to the member, bought
    /// with a coupon that they have used up.</exception>
    public async Task<string> RunAsync(string secret, CancellationToken cancel)
    {
        var (memberId, now, hash) = (current.RequireId(), time.GetUtcNow().UtcDateTime, ClaimLinks.HashOf(secret));
        var buyer = await db.Set<OrderClaim>().Where(c => c.TokenHash == hash)
            .Join(db.Set<Order>(), c => c.OrderId, o => o.Id, (c, o) => (long?)o.MemberId).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        if ((await access.HoldingsAsync(new Viewer(memberId), db.CommunityId, now, cancel)).Restriction?.ClosesReading == true)
            throw new Refused("restricted", 403, "You are suspended or banned here. Your account says why.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        // In one order for everybody: two people may claim each other's gift.
        foreach (var turn in new[] { buyer, memberId }.Distinct().Order())
            await db.TakeCustomerTurnAsync(db.CommunityId, turn, now, cancel);
        db.ChangeTracker.Clear();
        var claim = await db.Set<OrderClaim>().SingleAsync(c => c.TokenHash == hash, cancel);
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.Id == claim.OrderId, cancel);
        var line = order.Lines.Single();
        var state = claim.StateAt(line.EndedAt, now);
        if (state == ClaimState.Claimed && claim.ClaimedBy == memberId)
            return order.ReturnPath;
        Check(state);
        if (await sales.Of(line).RefuseClaimAsync(line.ToSold(order) with { MemberId = memberId }, now, cancel) is { } useless)
            throw useless;

        // What a visitor bought is an order of theirs like any other from here on.
        if (claim.Purpose == ClaimPurpose.Account)
        {
            await coupons.HandOverAsync(order, memberId, cancel);
            order.HandOver(memberId);
        }
        await keep.GiveAsync(order, claim, memberId, now, cancel);
        if (claim.Purpose == ClaimPurpose.Gift)
            db.Publish(() => new GiftClaimed(order.CommunityId, order.MemberId, memberId, order.Id, line.Description));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return order.ReturnPath;
    }

    private static void Check(ClaimState state)
    {
        switch (state)
        {
            case ClaimState.Claimed:
                throw new Refused("gift_claimed", 409, "Already claimed. A link works once.");
            case ClaimState.Expired:
                throw new Refused("gift_expired", 409, "This link has expired.");
            case ClaimState.TakenBack:
                throw new Refused("gift_taken_back", 409, "This was refunded and can no longer be claimed.");
            case ClaimState.Unpaid:
                throw Refused.NotFound();
        }
    }
}
