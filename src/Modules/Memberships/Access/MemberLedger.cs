using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

internal sealed record LedgerTier(long Id, string Name, int Rank);

/// <summary>What the access ledger says about one member in one community.</summary>
/// <param name="OwnerSince">Since when the member owns the installation; <c>null</c> for all others.</param>
internal sealed record MemberLedger(long CommunityId, DateTime? OwnerSince, IReadOnlyList<Grant> Grants, IReadOnlyList<LedgerTier> Tiers)
{
    public LedgerTier? Tier(long? id) => Tiers.FirstOrDefault(t => t.Id == id);

    public bool OwnsInstallationAt(DateTime at) => OwnerSince <= at;

    public IEnumerable<Grant> InForceAt(DateTime at) => Grants.Where(g => g.InForceAt(at));

    public Holdings HoldingsAt(DateTime at, IReadOnlySet<string>? scopes)
    {
        var inForce = InForceAt(at).ToList();
        var roles = Roles.All.Where(role => inForce.Any(g => g.Role == role)).ToList();
        var permissions = PermissionsAt(at, roles).Where(p => TokenScopes.Allows(scopes, p)).ToHashSet(StringComparer.Ordinal);
        var highest = inForce.Select(g => Tier(g.TierId)).OfType<LedgerTier>().OrderByDescending(t => t.Rank).ThenBy(t => t.Id).FirstOrDefault();

        var opened = !TokenScopes.AllowsReading(scopes) ? []
            : permissions.Contains(Permissions.ReadEverything) ? Tiers
            : Tiers.Where(t => t.Rank <= highest?.Rank);
        return new Holdings(
            opened.Select(t => t.Id).ToHashSet(),
            permissions,
            roles,
            highest?.Id,
            highest is null ? null : RunsUntil(highest.Id, at));
    }

    private IEnumerable<string> PermissionsAt(DateTime at, IReadOnlyList<string> roles) =>
        !OwnsInstallationAt(at) ? roles.SelectMany(Roles.Allow)
        : CommunityId == 0 ? [Permissions.Operate]
        : Roles.OfInstallationOwner;

    /// <summary>The end of the unbroken chain of grants of a tier that runs at <paramref name="at"/>; <c>null</c> when it never ends, <paramref name="at"/> when none runs.</summary>
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
