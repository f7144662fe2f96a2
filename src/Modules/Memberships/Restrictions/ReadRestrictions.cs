using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Restrictions;

/// <summary>A restriction with what was said about it.</summary>
/// <param name="CommunityId">null where it holds in the whole installation.</param>
/// <param name="Until">UTC, exclusive; null for no end.</param>
/// <param name="By">Who imposed it; empty for the member's own eyes.</param>
/// <param name="LiftedAt">UTC; null unless it was lifted before its end.</param>
public sealed record RestrictionRow(
    long Id, long? CommunityId, RestrictionKind Kind, DateTime From, DateTime? Until, string Reason, string By, bool InForce,
    DateTime? LiftedAt, string LiftedBy, string LiftReason, IReadOnlyList<AnswerRow> Answers);

/// <summary>What the member answered, and what came back.</summary>
/// <param name="RepliedAt">UTC; null while it is open.</param>
public sealed record AnswerRow(long Id, string Text, DateTime At, DateTime? RepliedAt, string Reply);

/// <summary>What holds and held of one member, the newest first.</summary>
internal sealed class ReadRestrictions(AppDb db, TimeProvider time)
{
    private const int Most = 50;

    /// <summary>For operators of a community.</summary>
    public Task<IReadOnlyList<RestrictionRow>> OfMemberAsync(long communityId, long memberId, CancellationToken cancel = default) =>
        ReadAsync(db.Set<Restriction>().Where(Restriction.HoldingIn(communityId)).Where(r => r.MemberId == memberId), true, cancel);

    /// <summary>For the member, across communities. Operators decide for the community, so their names are not told.</summary>
    public Task<IReadOnlyList<RestrictionRow>> OwnAsync(long memberId, CancellationToken cancel = default) =>
        ReadAsync(db.Set<Restriction>().Where(r => r.MemberId == memberId), false, cancel);

    private async Task<IReadOnlyList<RestrictionRow>> ReadAsync(IQueryable<Restriction> which, bool named, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await which.AsNoTracking().OrderByDescending(r => r.Id).Take(Most).Select(r => new
        {
            Restriction = r,
            By = db.Members.Where(m => m.Id == r.ImposedBy).Select(m => m.Name).First(),
            LiftedBy = db.Members.Where(m => m.Id == r.LiftedBy).Select(m => m.Name).FirstOrDefault(),
        }).ToListAsync(cancel);
        var ids = rows.Select(r => r.Restriction.Id).ToList();
        var answers = ids.Count == 0 ? [] : await db.Set<RestrictionAnswer>().AsNoTracking().Where(a => ids.Contains(a.RestrictionId))
            .OrderBy(a => a.Id).ToListAsync(cancel);
        return [.. rows.Select(row =>
        {
            var r = row.Restriction;
            return new RestrictionRow(
                r.Id, r.OnlyIn, r.Kind, r.StartsAt, r.EndsAt, r.Reason, named ? row.By : "", r.InForceAt(now), r.LiftedAt,
                named ? row.LiftedBy ?? "" : "", r.LiftReason,
                [.. answers.Where(a => a.RestrictionId == r.Id).Select(a => new AnswerRow(a.Id, a.Text, a.At, a.RepliedAt, a.Reply))]);
        })];
    }
}
