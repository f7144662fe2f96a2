using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Gifts;

/// <summary>
/// Keeps what is bought for somebody until it is claimed. Runs inside the transaction that places, settles or refunds the order.
/// </summary>
internal sealed class KeepClaims(AppDb db, Sales sales, ClaimLinks links, IVisitorAccounts visitors, ICommunities communities)
{
    /// <summary>The order is paid: its link works from now on. What a visitor bought is theirs at once if the address was free.</summary>
    public async Task PaidAsync(Order order, DateTime now, CancellationToken cancel)
    {
        var claim = await db.Set<OrderClaim>().SingleAsync(c => c.OrderId == order.Id, cancel);
        if (claim is { Purpose: ClaimPurpose.Account, Email: { } email } && await visitors.OpenAsync(order.MemberId, email, cancel))
        {
            await GiveAsync(order, claim, order.MemberId, now, cancel);
            return;
        }
        var community = (await communities.FindAsync(order.CommunityId, cancel))!;
        claim.Open(links.New(), TimeZones.Find(community.TimeZone), now);
        if (claim.Email is not null)
            db.Enqueue(() => DeliverClaim.Of(claim));
    }

    /// <summary>It goes to this member, whose turn is taken.</summary>
    public async Task GiveAsync(Order order, OrderClaim claim, long memberId, DateTime now, CancellationToken cancel)
    {
        var line = order.Lines.Single();
        line.Cover(await sales.Of(line).FulfilAsync(line.ToSold(order) with { MemberId = memberId }, memberId, now, cancel));
        claim.Claim(memberId, now);
    }

    /// <summary>The money went back, and what it bought has ended: whoever had claimed it is told.</summary>
    public async Task TakenBackAsync(Order order, long? by, CancellationToken cancel)
    {
        if (order.Kind != OrderKind.Gift)
            return;
        var claim = await db.Set<OrderClaim>().AsNoTracking().SingleAsync(c => c.OrderId == order.Id, cancel);
        if (claim.ClaimedBy is { } holder)
            db.Publish(() => new GiftTakenBack(order.CommunityId, by, holder, order.Id, order.Lines[0].Description));
    }
}
