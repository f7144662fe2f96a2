using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Explaining;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

public enum GrantState { InForce, Coming, Ended, Revoked }

/// <summary>A row of the access ledger with its document.</summary>
/// <param name="Source">The document it rests on, e.g. <c>gift:3</c>.</param>
/// <param name="RevokedBecause">The document that ended it early.</param>
public sealed record GrantRow(
    long Id, long? TierId, string? Tier, string? Role, DateTime StartsAt, DateTime? EndsAt, DateTime CreatedAt, GrantState State,
    Thing Source, string? Note, DateTime? RevokedAt, string? RevokedReason, Thing? RevokedBecause)
{
    /// <summary>The one thing that it opens; <c>null</c> for a tier or a role.</summary>
    public Thing? Thing { get; init; }
}

/// <summary>
/// One member of the community of the request, with all that the access ledger says about them. The e-mail address is empty where the
/// viewer may not know it.
/// </summary>
internal sealed record MemberRecord(
    MemberInfo Member, Holdings Holdings, string? Tier, IReadOnlyList<GrantRow> Grants,
    IReadOnlyDictionary<Thing, NamedThing> Documents);

internal sealed class MemberRecords(AppDb db, IMembers members, PeopleHere people, IThings titles, TimeProvider time)
{
    private const int MostGrants = 200;

    /// <exception cref="Refused">404 for somebody who never had anything to do with this community.</exception>
    public async Task<MemberRecord> ReadAsync(long memberId, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var grants = await db.Set<Grant>().AsNoTracking().Include(g => g.Revocation)
            .Where(g => g.MemberId == memberId).OrderByDescending(g => g.Id).Take(MostGrants).ToListAsync(cancel);
        if (grants.Count == 0 || !(await members.ManyAsync([memberId], cancel)).TryGetValue(memberId, out var member))
            throw Refused.NotFound();

        var tiers = await db.Set<Tier>().AsNoTracking().Select(t => new LedgerTier(t.Id, t.Name, t.Rank)).ToListAsync(cancel);
        var ledger = new MemberLedger(db.CommunityId, member.IsOwner ? member.CreatedAt : null, grants, tiers);
        var holdings = ledger.HoldingsAt(now, null);
        var notes = await NotesAsync(grants, cancel);
        var documents = await titles.NamesAsync(db.CommunityId,
            [.. grants.Select(g => g.Source).Concat(grants.Select(g => g.Revocation?.Because).OfType<Thing>())
                .Concat(grants.Select(g => g.Thing).OfType<Thing>()).Distinct()], cancel);
        return new MemberRecord(member with { Email = await people.EmailOfAsync(member, cancel) }, holdings,
            ledger.Tier(holdings.HighestTierId)?.Name, [.. grants.Select(g => Row(g, ledger, notes, now))], documents);
    }

    private async Task<Dictionary<long, string>> NotesAsync(List<Grant> grants, CancellationToken cancel)
    {
        var gifts = grants.Where(g => g.SourceKind == Gift.Kind).Select(g => g.SourceId).ToList();
        return gifts.Count == 0 ? []
            : await db.Set<Gift>().Where(g => gifts.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Note, cancel);
    }

    private static GrantRow Row(Grant grant, MemberLedger ledger, Dictionary<long, string> notes, DateTime now) => new(
        grant.Id, grant.TierId, ledger.Tier(grant.TierId)?.Name, grant.Role, grant.StartsAt, grant.EndsAt, grant.CreatedAt,
        grant.Revocation?.EffectiveAt <= now && !(grant.EndsAt <= grant.Revocation.EffectiveAt) ? GrantState.Revoked
            : grant.EndsAt <= now ? GrantState.Ended
            : grant.StartsAt > now ? GrantState.Coming
            : GrantState.InForce,
        grant.Source, grant.SourceKind == Gift.Kind ? notes.GetValueOrDefault(grant.SourceId) : null,
        grant.Revocation?.EffectiveAt, grant.Revocation?.Reason, grant.Revocation?.Because)
    {
        Thing = grant.Thing,
    };
}
