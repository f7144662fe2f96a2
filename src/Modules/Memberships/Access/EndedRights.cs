using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Restrictions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Access;

/// <summary>
/// Looks across communities for what ended. Asked every two seconds while anybody listens, so by instants that have an index, whoever
/// listens.
/// </summary>
internal sealed class EndedRights(AppDb db) : IEndedRights
{
    public async Task<IReadOnlyList<EndedRight>> WithinAsync(DateTime after, DateTime until, CancellationToken cancel = default)
    {
        var restrictions = await db.Set<Restriction>().AsNoTracking().Where(r => r.StartsAt > after && r.StartsAt <= until)
            .Where(Restriction.InForce(until)).Where(r => r.Kind != RestrictionKind.Silenced).ToListAsync(cancel);
        var grants = await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking().Where(g => g.EndsAt > after && g.EndsAt <= until)
            .Select(g => new { g.Id, g.MemberId, g.CommunityId }).ToListAsync(cancel);
        var revoked = await db.Set<Revocation>().IgnoreQueryFilters().AsNoTracking()
            .Where(r => r.EffectiveAt > after && r.EffectiveAt <= until)
            .Join(db.Set<Grant>().IgnoreQueryFilters(), r => r.GrantId, g => g.Id, (r, g) => new { g.Id, g.MemberId, g.CommunityId })
            .ToListAsync(cancel);
        return
        [
            .. restrictions.Select(Of),
            .. grants.Concat(revoked).Distinct().Select(g => new EndedRight(new Thing("grant", g.Id), g.MemberId, g.CommunityId, null)),
        ];
    }

    public async Task<IReadOnlyList<EndedRight>> ClosedAsync(long memberId, DateTime at, CancellationToken cancel = default)
    {
        var restrictions = await db.Set<Restriction>().AsNoTracking().Where(r => r.MemberId == memberId)
            .Where(Restriction.InForce(at)).Where(r => r.Kind != RestrictionKind.Silenced).OrderBy(r => r.Id).ToListAsync(cancel);
        return restrictions.ConvertAll(Of);
    }

    private static EndedRight Of(Restriction restriction) =>
        new(new Thing("restriction", restriction.Id), restriction.MemberId, restriction.OnlyIn ?? 0, restriction.Held);
}
