using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Settings;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>A member's level in a community, with what leads to the next one.</summary>
/// <param name="Next">Conditions of the next level, or, at the highest, of keeping it.</param>
/// <param name="LosesAt">UTC: when the highest level goes unless enough is done; <c>null</c> while it is kept.</param>
internal sealed record OwnTrust(CommunityInfo Community, TrustLevel Level, bool IsLocked, IReadOnlyList<TrustCondition> Next,
    DateTime? LosesAt);

/// <param name="LockedAt">UTC; null where the level follows from what the member does.</param>
public sealed record TrustRow(
    long MemberId, string Name, string? Face, TrustLevel Level, DateTime Since, DateTime? LockedAt, string? LockedBy, string? LockReason);

/// <summary>Levels for the member themselves, and for operators.</summary>
internal sealed class ReadTrust(AppDb db, GatherFacts gather, ReadNumbers read, ICommunities communities, CommunityScope scope)
{
    /// <summary>Of one member, in every community where they took part.</summary>
    public async Task<IReadOnlyList<OwnTrust>> OwnAsync(long memberId, CancellationToken cancel)
    {
        // Across all communities, by member.
        var standings = await db.Set<TrustStanding>().IgnoreQueryFilters().AsNoTracking().Where(s => s.MemberId == memberId)
            .OrderBy(s => s.CommunityId).ToListAsync(cancel);
        var own = new List<OwnTrust>();
        foreach (var standing in standings)
        {
            if (await communities.FindAsync(standing.CommunityId, cancel) is not { } community)
                continue;
            scope.Enter(community);
            var numbers = await read.RunAsync(cancel);
            var facts = await gather.OfAsync([memberId], numbers, cancel);
            var next = standing.Level == TrustLevel.Trusted ? TrustLevel.Trusted : standing.Level + 1;
            own.Add(new OwnTrust(
                community, standing.Level, standing.IsLocked, [.. TrustReckoning.Of(facts[memberId], numbers).Towards(next)],
                standing.BelowSince + NumbersForTrust.Of(numbers).Grace));
        }
        return own;
    }

    /// <summary>Those who took part, by level from above.</summary>
    /// <param name="name">A part of it.</param>
    /// <param name="after">The last member of the page before.</param>
    public async Task<Page<TrustRow, long>> MembersAsync(TrustLevel? level, string? name, long? after, int limit, CancellationToken cancel)
    {
        var rows = db.Set<TrustStanding>().AsNoTracking().Join(db.Members, s => s.MemberId, m => m.Id, (s, m) => new { s, m });
        if (level is { } wanted)
            rows = rows.Where(r => r.s.Level == wanted);
        if (!string.IsNullOrWhiteSpace(name))
        {
            var part = name.Trim().ToLowerInvariant();
#pragma warning disable CA1311, CA1862 // SQL knows one lower().
            rows = rows.Where(r => r.m.Name.ToLower().Contains(part));
#pragma warning restore CA1311, CA1862
        }
        if (after is { } key)
            rows = rows.Where(r => r.s.MemberId > key);
        return await rows.OrderBy(r => r.s.MemberId).Select(r => new TrustRow(
            r.s.MemberId, r.m.Name, r.m.Face, r.s.Level, r.s.Since, r.s.LockedAt,
            db.Members.Where(m => m.Id == r.s.LockedBy).Select(m => m.Name).FirstOrDefault(), r.s.LockReason))
            .PageAsync(limit, r => r.MemberId, cancel);
    }

    public async Task<TrustRow> OneAsync(long memberId, CancellationToken cancel)
    {
        // There may be no row yet for somebody who only looked around.
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId, cancel);
        var standing = await db.Set<TrustStanding>().AsNoTracking().SingleOrDefaultAsync(s => s.MemberId == memberId, cancel);
        if (member is null || standing is null)
            throw Refused.NotFound();
        var by = await db.Members.Where(m => m.Id == standing.LockedBy).Select(m => m.Name).SingleOrDefaultAsync(cancel);
        return new TrustRow(memberId, member.Name, member.Face, standing.Level, standing.Since, standing.LockedAt, by, standing.LockReason);
    }

    /// <summary>How many have each level.</summary>
    public async Task<IReadOnlyDictionary<TrustLevel, int>> CountAsync(CancellationToken cancel) =>
        await db.Set<TrustStanding>().GroupBy(s => s.Level).Select(s => new { s.Key, Count = s.Count() })
            .ToDictionaryAsync(s => s.Key, s => s.Count, cancel);
}
