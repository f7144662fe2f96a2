using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>What a member holds: tier ranks are cumulative, so the highest rank opens all tiers up to it.</summary>
/// <param name="Permissions">Of <see cref="Memberships.Permissions"/>, within the scopes of an API token.</param>
/// <param name="Roles">Slugs: "owner", "moderator", "author", in this order, then the community's own.</param>
/// <param name="TierIds">Every tier opened, lower ones included; all tiers of the community for a role that reads everything.</param>
/// <param name="HighestTierId">The tier to show beside the member's name; <c>null</c> without any.</param>
/// <param name="Until">End of the highest tier's grants, UTC; <c>null</c> when it has no end or there is none.</param>
public sealed record Holdings(
    IReadOnlySet<long> TierIds,
    IReadOnlySet<string> Permissions,
    IReadOnlyList<string> Roles,
    long? HighestTierId,
    DateTime? Until)
{
    private static readonly HashSet<Thing> NoThings = [];

    /// <summary>What a visitor holds.</summary>
    public static readonly Holdings None = new(new HashSet<long>(), new HashSet<string>(), [], null, null);

    /// <summary>The things that the member holds one by one; a role that reads everything opens all others too.</summary>
    public IReadOnlySet<Thing> Things { get; init; } = NoThings;

    /// <summary>
    /// What operators have taken from the member; <c>null</c> when nothing. Tiers, permissions and things are without it already, while
    /// roles and the highest tier are told as they stand: paid time runs on.
    /// </summary>
    public HeldRestriction? Restriction { get; init; }

    /// <summary>Whose holdings these are; <c>null</c> for a visitor.</summary>
    public long? MemberId { get; init; }

    /// <summary>Whether the viewer may say anything at all: signed in at a browser, and not restricted.</summary>
    public bool MayPost { get; init; }

    /// <summary>Whether it opens what asks for this tier; <c>null</c> asks for none, so it is open.</summary>
    public bool Opens(long? tierId) => tierId is not { } id || TierIds.Contains(id);

    /// <summary>Whether it opens what asks for this: the gate's own answer, for lists. Unknown requirements stay closed.</summary>
    public bool Opens(Requirement requirement) => requirement switch
    {
        Requirement.Open => true,
        Requirement.Tier asked => TierIds.Contains(asked.TierId),
        Requirement.AnyTier => TierIds.Count > 0 || ReadsEverything,
        Requirement.OfThing asked => Things.Contains(asked.Thing) || ReadsEverything,
        Requirement.Permission asked => Permissions.Contains(asked.Name),
        Requirement.OneOf asked => MemberId is { } me && asked.Members.Contains(me),
        Requirement.NoneOf asked => MemberId is not { } me || !asked.Members.Contains(me),
        Requirement.AnyOf any => any.Of.Any(Opens),
        Requirement.AllOf all => all.Of.All(Opens),
        _ => false,
    };

    /// <summary>Whether the viewer may post in a space where members do: the gate's own answer, for pages.</summary>
    public bool MayPostIn(SpaceInfo space) => MayPost && Opens(space.ToPost);

    private bool ReadsEverything => Permissions.Contains(Memberships.Permissions.ReadEverything);
}
