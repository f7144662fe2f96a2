using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Restrictions;
using Guildhall.Memberships.Roles;

namespace Guildhall.Memberships.Access;

internal sealed record LedgerTier(long Id, string Name, int Rank);

/// <summary>What the access ledger says about one member in one community.</summary>
/// <param name="OwnerSince">Since when the member owns the installation; <c>null</c> for all others.</param>
internal sealed record MemberLedger(long CommunityId, DateTime? OwnerSince, IReadOnlyList<Grant> Grants, IReadOnlyList<LedgerTier> Tiers)
{
    /// <summary>Those that had not ended; owners of the installation are above them.</summary>
    public IReadOnlyList<Restriction> Restrictions { get; init; } = [];

    /// <summary>The roles of the community; empty where nobody asks what they carry, and then they carry nothing.</summary>
    public IReadOnlyList<CommunityRole> Roles { get; init; } = [];

    /// <summary>What modules declare; an installation's owner holds all of it.</summary>
    public PermissionCatalogue Catalogue { get; init; } = PermissionCatalogue.None;

    public LedgerTier? Tier(long? id) => Tiers.FirstOrDefault(t => t.Id == id);

    public bool OwnsInstallationAt(DateTime at) => OwnerSince <= at;

    public IEnumerable<Grant> InForceAt(DateTime at) => Grants.Where(g => g.InForceAt(at));

    /// <summary>The heaviest that is in force.</summary>
    public HeldRestriction? RestrictionAt(DateTime at) => Restrictions.Count == 0 || OwnsInstallationAt(at) ? null
        : Restrictions.Where(r => r.InForceAt(at)).OrderByDescending(r => r.Kind).ThenByDescending(r => r.EndsAt ?? DateTime.MaxValue)
            .FirstOrDefault()?.Held;

    public Holdings HoldingsAt(DateTime at, IReadOnlySet<string>? scopes)
    {
        var restriction = RestrictionAt(at);
        var inForce = InForceAt(at).ToList();
        var roles = inForce.Select(g => g.Role).OfType<string>().Distinct().OrderBy(Place).ThenBy(r => r, StringComparer.Ordinal).ToList();
        var permissions = PermissionsAt(at, roles).Where(p => Catalogue.Allows(scopes, p) && Leaves(restriction, p))
            .ToHashSet(StringComparer.Ordinal);
        var highest = inForce.Select(g => Tier(g.TierId)).OfType<LedgerTier>().OrderByDescending(t => t.Rank).ThenBy(t => t.Id)
            .FirstOrDefault();

        var reads = TokenScopes.AllowsReading(scopes) && restriction?.ClosesReading != true;
        var opened = !reads ? []
            : permissions.Contains(Permissions.ReadEverything) ? Tiers
            : Tiers.Where(t => t.Rank <= highest?.Rank);
        return new Holdings(
            opened.Select(t => t.Id).ToHashSet(),
            permissions,
            roles,
            highest?.Id,
            highest is null ? null : RunsUntil(highest.Id, at))
        {
            Things = reads ? ThingsIn(inForce) : Holdings.None.Things,
            Restriction = restriction,
            MayPost = restriction is null && TokenScopes.AllowsPosting(scopes),
        };
    }

    private static bool Leaves(HeldRestriction? restriction, string permission) =>
        restriction is null || (!restriction.ClosesReading && permission == Permissions.ReadEverything);

    private static IReadOnlySet<Thing> ThingsIn(List<Grant> inForce) =>
        inForce.Exists(g => g.ThingKind is not null)
            ? inForce.Select(g => g.Thing).OfType<Thing>().ToHashSet()
            : Holdings.None.Things;

    private IEnumerable<string> PermissionsAt(DateTime at, IReadOnlyList<string> roles) =>
        !OwnsInstallationAt(at) ? Roles.Where(r => roles.Contains(r.Slug)).SelectMany(r => r.Permissions)
        : CommunityId == 0 ? [Permissions.Operate]
        : Catalogue.All.Select(p => p.Name);

    private static int Place(string role) => Role.BuiltIn.Contains(role) ? Role.BuiltIn.ToList().IndexOf(role) : int.MaxValue;

    /// <summary>
    /// The end of the unbroken chain of grants of a tier that runs at <paramref name="at"/>; <c>null</c> when it never ends, <paramref
    /// name="at"/> when none runs.
    /// </summary>
    public DateTime? RunsUntil(long tierId, DateTime at)
    {
        DateTime? end = at;
        foreach (var grant in Grants.Where(g => g.TierId == tierId).OrderBy(g => g.StartsAt))
        {
            if (grant.StartsAt > end)
                break;
            if (grant.Revocation is not null || grant.EndsAt <= end)
                continue;
            if (grant.EndsAt is null)
                return null;
            end = grant.EndsAt;
        }
        return end;
    }
}
