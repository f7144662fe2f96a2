using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Restrictions;

/// <summary>Restrictions for the operations of other modules, who have asked the gate.</summary>
internal sealed class PlacedRestrictions(
    AppDb db, RestrictMember restrict, LiftRestriction lift, ReplyToAnswer reply, TimeProvider time) : IRestrictions
{
    private const int Most = 50;

    public Task<long> PlaceAsync(
        long memberId, RestrictionKind kind, DateTime? until, string reason, CancellationToken cancel = default) =>
        restrict.InTransactionAsync(memberId, new NewRestriction(kind, until, reason, false), Now, cancel);

    public Task<bool> LiftAsync(long memberId, long restrictionId, string reason, CancellationToken cancel = default) =>
        lift.InTransactionAsync(memberId, restrictionId, reason, Now, cancel);

    public async Task ReplyAsync(long memberId, long restrictionId, string text, CancellationToken cancel = default) =>
        await reply.InTransactionAsync(memberId, restrictionId, text, Now, cancel);

    public async Task<IReadOnlyList<PastRestriction>> OfMemberAsync(long memberId, CancellationToken cancel = default)
    {
        var now = Now;
        var rows = await db.Set<Restriction>().AsNoTracking().Where(Restriction.HoldingIn(db.CommunityId))
            .Where(r => r.MemberId == memberId).OrderByDescending(r => r.Id).Take(Most).ToListAsync(cancel);
        return rows.ConvertAll(r =>
            new PastRestriction(r.Id, r.Kind, r.StartsAt, r.EndsAt, r.Reason, r.LiftedAt, r.InForceAt(now)));
    }

    public async Task<IReadOnlyDictionary<long, RestrictionAppeal>> AppealsAsync(
        IReadOnlyCollection<long> answerIds, CancellationToken cancel = default)
    {
        if (answerIds.Count == 0)
            return new Dictionary<long, RestrictionAppeal>();
        var here = db.CommunityId;
        return await db.Set<RestrictionAnswer>().AsNoTracking().Where(a => answerIds.Contains(a.Id))
            .Join(db.Set<Restriction>().Where(r => r.OnlyIn == here), a => a.RestrictionId, r => r.Id, (a, r) => new RestrictionAppeal(
                a.Id, r.Id, r.MemberId, r.Kind, r.Reason, a.Text, a.At, a.RepliedAt == null))
            .ToDictionaryAsync(a => a.AnswerId, cancel);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
