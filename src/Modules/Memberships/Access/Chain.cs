using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

/// <summary>Tells what the gate weighed, link by link. The texts are keys; instants, things and numbers are their arguments.</summary>
internal sealed class Chain(Need need, Viewer viewer, MemberLedger ledger, IReadOnlyList<Grant> grants, DateTime at)
{
    /// <summary>How far back a refusal looks for what once opened the thing.</summary>
    public const int MostGrants = 50;

    private readonly GrantsTold _told = new(ledger, at);

    public IReadOnlyList<Reason> Tell()
    {
        var leaves = LeavesOf(need.Requirement).Where(IsKnown).ToList();
        var rules = RulesOf(need.Requirement);
        if (need.Action != Need.Post && leaves.TrueForAll(l => l is Requirement.Open))
            return [.. rules];
        if (viewer.MemberId is null)
            return [.. rules, new Reason(false, "Not signed in.", [])];
        return [.. rules, .. Restricted(), .. Reading(leaves), .. leaves.SelectMany(Weighing), .. MissingScope(leaves)];
    }

    /// <summary>Weighed first. To be silenced does not bear on reading.</summary>
    private IEnumerable<Reason> Restricted()
    {
        if (ledger.RestrictionAt(at) is { } held && (held.ClosesReading || need.Action != Need.Read))
            yield return held.Until is { } until
                ? held.Kind == RestrictionKind.Silenced
                    ? new Reason(false, "The member is muted from {0} until {1}: {2}", [held.From, until, held.Reason])
                    : new Reason(false, "The member is suspended from {0} until {1}: {2}", [held.From, until, held.Reason])
                : held.Kind == RestrictionKind.Silenced
                    ? new Reason(false, "The member is muted since {0}: {1}", [held.From, held.Reason])
                    : new Reason(false, "The member is banned since {0}: {1}", [held.From, held.Reason]);
        if (need.Action == Need.Post && !TokenScopes.AllowsPosting(viewer.Scopes))
            yield return new Reason(false, "The API token lacks the scope {0}.", [TokenScopes.Post]);
    }

    private static IEnumerable<Requirement> LeavesOf(Requirement requirement) => requirement switch
    {
        Requirement.AnyOf any => any.Of.SelectMany(LeavesOf),
        Requirement.AllOf all => all.Of.SelectMany(LeavesOf),
        _ => [requirement],
    };

    private bool IsKnown(Requirement leaf) => leaf is not Requirement.Tier asked || ledger.Tier(asked.TierId) is not null;

    private static bool IsReading(Requirement leaf) => leaf is Requirement.Tier or Requirement.AnyTier or Requirement.OfThing;

    private IEnumerable<Reason> RulesOf(Requirement requirement) => requirement switch
    {
        Requirement.AnyOf any => [new Reason(true, "{0} opens if any one of {1} conditions is met.", [need.Thing, any.Of.Count]), .. any.Of.SelectMany(RulesOf)],
        Requirement.AllOf all => [new Reason(true, "{0} requires {1} conditions together.", [need.Thing, all.Of.Count]), .. all.Of.SelectMany(RulesOf)],
        Requirement.Open => [new Reason(true, "{0} is open to everyone, visitors included.", [need.Thing])],
        Requirement.AnyTier => [new Reason(true, "{0} requires any tier of the community.", [need.Thing])],
        Requirement.OfThing asked => [new Reason(true, "{0} requires a separate grant of {1}.", [need.Thing, asked.Thing])],
        Requirement.Permission asked => [new Reason(true, "This asks for the permission {0}.", [asked.Name])],
        Requirement.OneOf => [new Reason(true, "{0} is open only to the people it was begun with.", [need.Thing])],
        Requirement.NoneOf => [new Reason(true, "{0} is closed to the people who were removed from it.", [need.Thing])],
        Requirement.Tier asked when ledger.Tier(asked.TierId) is { } tier =>
            [new Reason(true, "{0} requires tier {1} (rank {2}) or higher.", [need.Thing, tier.Name, tier.Rank])],
        Requirement.Tier => [new Reason(false, "{0} requires a tier this community doesn't have.", [need.Thing])],
        _ => [new Reason(false, "{0} requires something this version doesn't know.", [need.Thing])],
    };

    /// <summary>Owners and roles that read everything, whatever the thing asks for.</summary>
    private IEnumerable<Reason> Reading(IEnumerable<Requirement> leaves) =>
        leaves.Any(IsReading) && TokenScopes.AllowsReading(viewer.Scopes) ? Carrying(Permissions.ReadEverything) : [];

    private IEnumerable<Reason> MissingScope(IEnumerable<Requirement> leaves) =>
        leaves.Any(IsReading) && !TokenScopes.AllowsReading(viewer.Scopes)
            ? [new Reason(false, "The API token lacks the scope {0}.", [TokenScopes.Read])] : [];

    private IEnumerable<Reason> Weighing(Requirement leaf) => leaf switch
    {
        Requirement.Tier asked => OfTiers(ledger.Tier(asked.TierId)!),
        Requirement.AnyTier => OfTiers(null),
        Requirement.OfThing asked => OfThing(asked.Thing),
        Requirement.Permission asked => OfPermission(asked.Name),
        Requirement.OneOf asked => [asked.Members.Contains(viewer.MemberId ?? 0)
            ? new Reason(true, "The member is one of them.", []) : new Reason(false, "The member is not one of them.", [])],
        Requirement.NoneOf asked => [asked.Members.Contains(viewer.MemberId ?? 0)
            ? new Reason(false, "The member was removed from it.", []) : new Reason(true, "The member was not removed from it.", [])],
        _ => [],
    };

    /// <param name="tier"><c>null</c> where any is enough.</param>
    private IEnumerable<Reason> OfTiers(LedgerTier? tier)
    {
        var ofTiers = Latest(g => g.TierId is not null);
        foreach (var grant in ofTiers)
        {
            foreach (var link in _told.Of(grant))
                yield return link;
            if (!grant.InForceAt(at) || ledger.Tier(grant.TierId) is not { } held)
                continue;
            if (tier is null)
                yield return new Reason(true, "Any tier is enough.", []);
            else
                yield return held.Rank >= tier.Rank
                    ? new Reason(true, "Rank {0} of {1} is at least rank {2} of {3}.", [held.Rank, held.Name, tier.Rank, tier.Name])
                    : new Reason(false, "Rank {0} of {1} is below rank {2} of {3}.", [held.Rank, held.Name, tier.Rank, tier.Name]);
        }
        if (ofTiers.Count == 0)
            yield return tier is null
                ? new Reason(false, "There is no grant of any tier.", [])
                : new Reason(false, "There is no grant of this tier or of a higher one.", []);
    }

    private IEnumerable<Reason> OfThing(Thing thing)
    {
        var ofThing = Latest(g => g.Thing == thing);
        return ofThing.Count == 0
            ? [new Reason(false, "There is no separate grant of {0}.", [thing])]
            : ofThing.SelectMany(_told.Of);
    }

    private IEnumerable<Reason> OfPermission(string permission)
    {
        var carried = Carrying(permission).ToList();
        foreach (var link in carried)
            yield return link;
        if (carried.Count == 0)
            yield return new Reason(false, "No role of this member has ever included it.", []);
        if (!ledger.Catalogue.Allows(viewer.Scopes, permission))
            yield return new Reason(false, "The API token lacks the scope {0}.", [string.Join(" / ", ledger.Catalogue.Find(permission)?.Scopes ?? [])]);
    }

    private IEnumerable<Reason> Carrying(string permission)
    {
        if (ledger.OwnsInstallationAt(at) && (ledger.CommunityId > 0 || permission == Permissions.Operate))
            yield return new Reason(true, "The member has owned this site since {0} and can do everything in it.", [ledger.OwnerSince!]);
        foreach (var grant in Latest(g => g.Role is { } role && Carries(role, permission)))
        {
            foreach (var link in _told.Of(grant))
                yield return link;
            if (grant.InForceAt(at))
                yield return new Reason(true, "The role {0} includes {1}.", [grant.Role!, permission]);
        }
    }

    private bool Carries(string role, string permission) => ledger.Roles.Any(r => r.Slug == role && r.Permissions.Contains(permission));

    private List<Grant> Latest(Func<Grant, bool> which) =>
        [.. grants.Where(which).OrderByDescending(g => g.InForceAt(at)).ThenByDescending(g => g.Id)];
}
