using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Gifts;

/// <summary>A gift with its order, for whoever gave it, gets it, or runs the community.</summary>
/// <param name="Link">Local path by which it is claimed; <c>null</c> when it can no longer be, or the keys that sealed it are lost.</param>
public sealed record GiftRow(
    long Id, CommunityInfo Community, long OrderId, string OrderCode, ClaimPurpose Purpose, string Title, Interval? Interval, string Name,
    string? Email, string Message, ClaimState State, DateTime? DeliverAt, DateTime? MailedAt, DateTime? ExpiresAt, DateTime? ClaimedAt,
    long? ClaimedBy, string GivenBy, long GiverId, string? Link);

/// <summary>Reads gifts: a community's, and those that a member gave across communities.</summary>
internal sealed class GiftList(AppDb db, ClaimLinks links, IMembers members, ICommunities communities, TimeProvider time)
{
    /// <summary>What the member has given in any community, newest first.</summary>
    public async Task<Page<GiftRow, long>> OfMemberAsync(long memberId, long? before, int limit, CancellationToken cancel)
    {
        // The member's own gifts, of all communities.
        var claims = db.Set<OrderClaim>().IgnoreQueryFilters().AsNoTracking();
        var page = await Given(claims.Where(c => before == null || c.Id < before), memberId).OrderByDescending(g => g.Claim.Id)
            .PageAsync(Paging.Limit(limit), g => g.Claim.Id, cancel);
        return new Page<GiftRow, long>(await RowsAsync(page.Items, cancel), page.Next);
    }

    /// <summary>Of the current community; <c>null</c> where the order is none.</summary>
    public async Task<GiftRow?> OfOrderAsync(long orderId, CancellationToken cancel) => (await RowsAsync(
        await All(Here.Where(c => c.OrderId == orderId), db.Set<Order>()).ToListAsync(cancel), cancel))
        .SingleOrDefault();

    /// <summary>Of the current community, by the link's secret.</summary>
    /// <exception cref="Refused">404: there is no such link.</exception>
    public async Task<GiftRow> OfLinkAsync(string secret, CancellationToken cancel)
    {
        var hash = ClaimLinks.HashOf(secret);
        var found = await All(Here.Where(c => c.TokenHash == hash), db.Set<Order>()).ToListAsync(cancel);
        return (await RowsAsync(found, cancel)).SingleOrDefault() ?? throw Refused.NotFound();
    }

    /// <summary>The link before it leads nowhere any more: it was lost, or somebody has it who should not.</summary>
    /// <exception cref="Refused">404; 409: it was claimed, or is over.</exception>
    public async Task RenewLinkAsync(long memberId, long id, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // As above: theirs, wherever on this site.
        var claims = db.Set<OrderClaim>().IgnoreQueryFilters();
        var found = await Given(claims.Where(c => c.Id == id), memberId).SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        await db.TakeCustomerTurnAsync(found.Claim.CommunityId, memberId, Now, cancel);
        db.ChangeTracker.Clear();
        var claim = await claims.SingleAsync(c => c.Id == id, cancel);
        if (claim.StateAt(found.Line.EndedAt, Now) != ClaimState.Open)
            throw new Refused("gift_not_open", 409, "This gift can no longer be claimed.");
        claim.Replace(links.New());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Named, since a query that takes the filter off anywhere has none at all.</summary>
    private IQueryable<OrderClaim> Here
    {
        get
        {
            var here = db.CommunityId;
            return db.Set<OrderClaim>().AsNoTracking().Where(c => c.CommunityId == here);
        }
    }

    private sealed class Found
    {
        public required OrderClaim Claim { get; init; }
        public required OrderLine Line { get; init; }
        public required string Code { get; init; }
        public required long Giver { get; init; }
    }

    // Joined with claims of the member alone, by the orders that they placed.
    private IQueryable<Found> Given(IQueryable<OrderClaim> claims, long memberId) => All(claims, db.Set<Order>().IgnoreQueryFilters()
        .Where(o => o.MemberId == memberId && o.Kind == OrderKind.Gift && o.PaidAt != null));

    private IQueryable<Found> All(IQueryable<OrderClaim> claims, IQueryable<Order> orders) =>
        from claim in claims
        join order in orders on claim.OrderId equals order.Id
        // The claim names the line, and its community is the claim's.
        join line in db.Set<OrderLine>().IgnoreQueryFilters() on claim.LineId equals line.Id
        select new Found { Claim = claim, Line = line, Code = order.Code, Giver = order.MemberId };

    private async Task<IReadOnlyList<GiftRow>> RowsAsync(IReadOnlyList<Found> found, CancellationToken cancel)
    {
        var named = await members.ManyAsync([.. found.Select(f => f.Giver).Distinct()], cancel);
        var rows = new List<GiftRow>();
        foreach (var one in found)
        {
            var (claim, line) = (one.Claim, one.Line);
            if (await communities.FindAsync(claim.CommunityId, cancel) is not { } community)
                continue;
            var state = claim.StateAt(line.EndedAt, Now);
            rows.Add(new GiftRow(claim.Id, community, claim.OrderId, one.Code, claim.Purpose, line.Description, line.Interval, claim.Name,
                claim.Email, claim.Message, state, claim.DeliverAt, claim.MailedAt, claim.ExpiresAt, claim.ClaimedAt, claim.ClaimedBy,
                named.GetValueOrDefault(one.Giver)?.Name ?? "", one.Giver,
                state == ClaimState.Open ? links.PathOf(claim, community.Slug) : null));
        }
        return rows;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
