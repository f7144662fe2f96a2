using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

/// <summary>Tells what the gate weighed, link by link. The texts are keys; instants, things and numbers are their arguments.</summary>
internal static class Chain
{
    /// <summary>How far back a refusal looks for what once opened the thing.</summary>
    public const int MostGrants = 50;

    public static Reason IsOpen(Thing thing) => new Reason(true, "{0} is open to everyone, visitors included.", [thing]);

    public static IReadOnlyList<Reason> Of(Need need, Viewer viewer, MemberLedger ledger, IReadOnlyList<Grant> grants, DateTime at) => need.Requirement switch
    {
        Requirement.Tier asked => [.. ForTier(need, asked, viewer, ledger, grants, at)],
        Requirement.Permission asked => [.. ForPermission(asked, viewer, ledger, grants, at)],
        _ => [new Reason(false, "{0} asks for something that this version does not know.", [need.Thing])],
    };

    private static IEnumerable<Reason> ForTier(Need need, Requirement.Tier asked, Viewer viewer, MemberLedger ledger, IReadOnlyList<Grant> grants, DateTime at)
    {
        if (ledger.Tier(asked.TierId) is not { } tier)
        {
            yield return new Reason(false, "{0} asks for a tier that this community does not have.", [need.Thing]);
            yield break;
        }
        yield return new Reason(true, "{0} asks for tier {1} (rank {2}) or a higher one.", [need.Thing, tier.Name, tier.Rank]);
        if (viewer.MemberId is null)
        {
            yield return new Reason(false, "Nobody is signed in.", []);
            yield break;
        }

        foreach (var link in Reading(viewer, ledger, grants, at))
            yield return link;
        var ofTiers = grants.Where(g => g.TierId is not null).OrderByDescending(g => g.InForceAt(at)).ThenByDescending(g => g.Id).ToList();
        foreach (var grant in ofTiers)
        {
            foreach (var link in Told(grant, ledger, at))
                yield return link;
            if (grant.InForceAt(at) && ledger.Tier(grant.TierId) is { } held)
                yield return held.Rank >= tier.Rank
                    ? new Reason(true, "Rank {0} of {1} is at least rank {2} of {3}.", [held.Rank, held.Name, tier.Rank, tier.Name])
                    : new Reason(false, "Rank {0} of {1} is below rank {2} of {3}.", [held.Rank, held.Name, tier.Rank, tier.Name]);
        }
        if (ofTiers.Count == 0)
            yield return new Reason(false, "There is no grant of this tier or of a higher one.", []);
        if (!TokenScopes.AllowsReading(viewer.Scopes))
            yield return new Reason(false, "The API token lacks the scope {0}.", [TokenScopes.Read]);
    }

    /// <summary>Owners and roles that read everything, tiers aside.</summary>
    private static IEnumerable<Reason> Reading(Viewer viewer, MemberLedger ledger, IReadOnlyList<Grant> grants, DateTime at) =>
        viewer.Scopes is null || TokenScopes.AllowsReading(viewer.Scopes) ? Carrying(Permissions.ReadEverything, ledger, grants, at) : [];

    private static IEnumerable<Reason> ForPermission(Requirement.Permission asked, Viewer viewer, MemberLedger ledger, IReadOnlyList<Grant> grants, DateTime at)
    {
        yield return new Reason(true, "This asks for the permission {0}.", [asked.Name]);
        if (viewer.MemberId is null)
        {
            yield return new Reason(false, "Nobody is signed in.", []);
            yield break;
        }

        var carried = Carrying(asked.Name, ledger, grants, at).ToList();
        foreach (var link in carried)
            yield return link;
        if (carried.Count == 0)
            yield return new Reason(false, "No role of this member has ever carried it.", []);
        if (!TokenScopes.Allows(viewer.Scopes, asked.Name))
            yield return new Reason(false, "The API token lacks the scope {0}.", [TokenScopes.Wanted(asked.Name)]);
    }

    private static IEnumerable<Reason> Carrying(string permission, MemberLedger ledger, IReadOnlyList<Grant> grants, DateTime at)
    {
        if (ledger.OwnsInstallationAt(at) && (ledger.CommunityId > 0 || permission == Permissions.Operate))
            yield return new Reason(true, "The member owns this installation since {0} and may do everything in it.", [ledger.OwnerSince!]);
        foreach (var grant in grants.Where(g => g.Role is not null && Roles.Allow(g.Role).Contains(permission)).OrderByDescending(g => g.InForceAt(at)).ThenByDescending(g => g.Id))
        {
            foreach (var link in Told(grant, ledger, at))
                yield return link;
            if (grant.InForceAt(at))
                yield return new Reason(true, "The role {0} carries {1}.", [grant.Role!, permission]);
        }
    }

    /// <summary>Where a grant comes from, how long it runs, and whether it was in force.</summary>
    private static IEnumerable<Reason> Told(Grant grant, MemberLedger ledger, DateTime at)
    {
        yield return grant.Role is { } role
            ? new Reason(true, "Grant #{0} gives the role {1}; it rests on {2}.", [grant.Id, role, grant.Source], grant.Source)
            : new Reason(true, "Grant #{0} gives tier {1}; it rests on {2}.", [grant.Id, ledger.Tier(grant.TierId)?.Name ?? "–", grant.Source], grant.Source);
        yield return grant.EndsAt is { } end
            ? new Reason(true, "It runs from {0} until {1}.", [grant.StartsAt, end])
            : new Reason(true, "It runs from {0} and has no end.", [grant.StartsAt]);

        if (grant.StartsAt > at)
            yield return new Reason(false, "It starts only on {0}.", [grant.StartsAt]);
        else if (grant.Revocation is { } revoked && revoked.EffectiveAt <= at && !(grant.EndsAt <= revoked.EffectiveAt))
            yield return new Reason(false, "It was revoked on {0} because of {1}: {2}", [revoked.EffectiveAt, revoked.Because, revoked.Reason], revoked.Because);
        else if (grant.EndsAt <= at)
            yield return new Reason(false, "It ended on {0}.", [grant.EndsAt]);
        else
            yield return new Reason(true, "It was in force on {0}.", [at]);
        if (grant.StartsAt <= at && grant.CreatedAt > at)
            yield return new Reason(true, "It was written down only on {0}: until then the gate did not know of it.", [grant.CreatedAt]);
    }
}
