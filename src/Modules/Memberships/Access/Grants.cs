using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Roles;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Access;

/// <summary>Writes the access ledger, in the unit of work of whatever caused it.</summary>
internal sealed class Grants(AppDb db, CommunityRoles roles) : IGrants
{
    /// <summary>The kind of document that stands for a member's own wish.</summary>
    public const string Join = "join";

    /// <summary>What a join grant rests on.</summary>
    public static Thing Joining(long memberId) => new(Join, memberId);

    public async Task GrantTierAsync(
        long communityId, long memberId, long tierId, DateTime from, DateTime? until, Thing source, long? by, DateTime now,
        CancellationToken cancel = default)
    {
        var tiers = await db.Set<Tier>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => t.CommunityId == communityId && (t.Id == tierId || t.IsFree))
            .Select(t => new { t.Id, t.IsFree }).ToListAsync(cancel);
        if (tiers.All(t => t.Id != tierId))
            throw new InvalidOperationException($"Tier {tierId} is not of community {communityId}.");

        // Whoever pays has joined: when the paid time is over, what is free to members stays open.
        await AddAsync(
        [
            .. tiers.Where(t => t.IsFree && t.Id != tierId).Take(1)
                .Select(t => Grant.OfTier(communityId, memberId, t.Id, now, null, Joining(memberId), now)),
            Grant.OfTier(communityId, memberId, tierId, from, until, source, now),
        ], by, cancel);
    }

    public Task GrantThingAsync(
        long communityId, long memberId, Thing thing, DateTime from, DateTime? until, Thing source, long? by, DateTime now,
        CancellationToken cancel = default) =>
        AddAsync([Grant.OfThing(communityId, memberId, thing, from, until, source, now)], by, cancel);

    public async Task GrantRoleAsync(
        long communityId, long memberId, string role, Thing source, long? by, DateTime now, CancellationToken cancel = default)
    {
        if (await roles.FindAsync(communityId, role, cancel) is null)
            throw new ArgumentException($"There is no role '{role}' in community {communityId}.", nameof(role));
        await AddAsync([Grant.OfRole(communityId, memberId, role, source, now)], by, cancel);
    }

    public async Task RevokeAsync(
        long communityId, Thing source, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default)
    {
        var grants = await db.Set<Grant>().IgnoreQueryFilters().Include(g => g.Revocation)
            .Where(g => g.CommunityId == communityId && g.SourceKind == source.Kind && g.SourceId == source.Id && g.Revocation == null)
            .ToListAsync(cancel);
        Revoke(grants, reason, because, by, now);
    }

    public void Revoke(IEnumerable<Grant> grants, string reason, Thing because, long? by, DateTime now)
    {
        // A grant ends early once; the loaded ones know whether they have, also within this unit of work.
        foreach (var grant in grants.Where(g => g.Revocation is null))
        {
            db.Add(Revocation.Of(grant, reason, because, now));
            db.Publish(() => new MembershipRevoked(grant.CommunityId, by, grant.MemberId, grant.Id, reason));
        }
    }

    public async Task<DateTime?> RunsUntilAsync(
        long communityId, long memberId, long tierId, DateTime now, CancellationToken cancel = default)
    {
        var grants = await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking().Include(g => g.Revocation)
            .Where(g => g.CommunityId == communityId && g.MemberId == memberId && g.TierId == tierId
                && (g.EndsAt == null || g.EndsAt > now))
            .ToListAsync(cancel);
        return new MemberLedger(communityId, null, grants, []).RunsUntil(tierId, now);
    }

    public async Task<IReadOnlyList<HeldPeriod>> PeriodsAsync(
        long communityId, long memberId, long tierId, CancellationToken cancel = default) =>
        await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.MemberId == memberId && g.TierId == tierId && g.Revocation == null)
            .OrderBy(g => g.StartsAt).ThenBy(g => g.Id)
            .Select(g => new HeldPeriod(g.StartsAt, g.EndsAt))
            .ToListAsync(cancel);

    public async Task<IReadOnlyList<GrantInfo>> OfSourcesAsync(
        long communityId, string sourceKind, IReadOnlyCollection<long> sourceIds, CancellationToken cancel = default) =>
        await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.SourceKind == sourceKind && sourceIds.Contains(g.SourceId))
            .OrderBy(g => g.Id)
            .Select(g => new GrantInfo(g.Id, g.MemberId, g.TierId, g.StartsAt, g.EndsAt,
                g.Revocation == null ? null : g.Revocation.EffectiveAt, new Thing(g.SourceKind, g.SourceId),
                g.ThingKind == null ? null : new Thing(g.ThingKind, g.ThingId!.Value)))
            .ToListAsync(cancel);

    public IQueryable<SourceGrants> CountBySource(string sourceKind) =>
        db.Set<Grant>().Where(g => g.SourceKind == sourceKind).GroupBy(g => g.SourceId)
            .Select(g => new SourceGrants { SourceId = g.Key, Count = g.Count() });

    /// <param name="grants">Of one member in one community.</param>
    private async Task AddAsync(IReadOnlyList<Grant> grants, long? by, CancellationToken cancel)
    {
        var fresh = grants.Where(g => !db.Set<Grant>().Local.Any(known => IsSame(known, g))).ToList();
        if (fresh.Count == 0)
            return;
        var (communityId, memberId, kinds, ids) = (fresh[0].CommunityId, fresh[0].MemberId,
            fresh.Select(g => g.SourceKind).ToList(), fresh.Select(g => g.SourceId).ToList());
        // A button pressed twice: the second waits for the first, and finds its row.
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var known = await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.MemberId == memberId && kinds.Contains(g.SourceKind) && ids.Contains(g.SourceId))
            .ToListAsync(cancel);
        foreach (var grant in fresh.Where(g => !known.Exists(k => IsSame(k, g))))
        {
            db.Add(grant);
            Publish(grant, by);
        }
    }

    private void Publish(Grant grant, long? by)
    {
        if (grant.TierId is { } tier)
            db.Publish(() => new MembershipGranted(grant.CommunityId, by, grant.MemberId, tier, grant.StartsAt, grant.EndsAt,
                grant.Source.ToString()));
        else if (grant.Thing is { } thing)
            db.Publish(() => new ThingGranted(grant.CommunityId, by, grant.MemberId, thing, grant.StartsAt, grant.EndsAt,
                grant.Source.ToString()));
        else
            db.Publish(() => new RoleGranted(grant.CommunityId, by, grant.MemberId, grant.Role!, grant.Source.ToString()));
    }

    private static bool IsSame(Grant a, Grant b) =>
        (a.CommunityId, a.Source, a.MemberId, a.TierId, a.Role, a.Thing)
        == (b.CommunityId, b.Source, b.MemberId, b.TierId, b.Role, b.Thing);
}
