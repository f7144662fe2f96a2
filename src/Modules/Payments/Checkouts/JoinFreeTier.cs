using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Checkouts;

/// <summary>A tier without a price is not bought but joined. Joining twice changes nothing.</summary>
internal sealed class JoinFreeTier(AppDb db, QuoteMembership quotes, IGrants grants, TimeProvider time)
{
    public async Task RunAsync(long memberId, string? tier, CancellationToken cancel)
    {
        var quote = await quotes.RunAsync(tier, null, memberId, cancel);
        if (!quote.Tier.IsFree)
            throw Refused.AtField("tier", "tier_costs_money", "This tier is not free.");
        if (quote.Standing.HasNoEnd)
            return;

        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await grants.GrantTierAsync(db.CommunityId, memberId, quote.Tier.TierId, now, null, new Thing("join", memberId), memberId, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
