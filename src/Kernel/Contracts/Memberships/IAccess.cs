using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>The gate: the one place that answers "may this viewer do this to that, at this instant?".</summary>
public interface IAccess
{
    /// <summary>Decides and explains. Never throws for a refusal.</summary>
    /// <param name="at">UTC instant, now or past: the access ledger keeps what was true then.</param>
    ValueTask<Decision> DecideAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default);

    /// <summary>
    /// All that the viewer holds in one community at an instant, for filtering lists in one query.
    /// A list filtered by it must agree with <see cref="DecideAsync"/> row by row.
    /// </summary>
    /// <param name="communityId">0 asks for what the viewer may do with the installation itself.</param>
    /// <param name="at">UTC instant, now or past.</param>
    /// <returns>Nothing for a visitor and for an unknown member.</returns>
    ValueTask<Holdings> HoldingsAsync(Viewer viewer, long communityId, DateTime at, CancellationToken cancel = default);
}

/// <summary>Who asks.</summary>
/// <param name="MemberId"><c>null</c> for a visitor.</param>
/// <param name="Scopes">What an API token was limited to; <c>null</c> for a browser session, which has all that its member may do.</param>
public sealed record Viewer(long? MemberId, IReadOnlySet<string>? Scopes = null)
{
    /// <summary>Somebody who has not signed in.</summary>
    public static readonly Viewer Visitor = new((long?)null);
}

/// <summary>What is asked for.</summary>
/// <param name="Thing">What it would be done to; named in the reasons, not weighed.</param>
/// <param name="Action">"read", or a permission of <see cref="Permissions"/>.</param>
public sealed record Need(long CommunityId, Thing Thing, string Action, Requirement Requirement)
{
    /// <summary>The action of reading.</summary>
    public const string Read = "read";

    /// <summary>To read a thing that asks for this.</summary>
    public static Need ToRead(long communityId, Thing thing, Requirement requirement) => new(communityId, thing, Read, requirement);

    /// <summary>To do in a community, or for 0 in the installation, what a permission of <see cref="Permissions"/> allows. An unknown one is always refused.</summary>
    public static Need Permission(long communityId, string permission) =>
        new(communityId, new Thing("community", communityId), permission, new Requirement.Permission(permission));
}

/// <summary>What a thing asks of who wants it.</summary>
public abstract record Requirement
{
    private Requirement() { }

    /// <summary>Open to everyone, visitors included.</summary>
    public sealed record Open : Requirement;

    /// <summary>A grant of this tier or of a higher one of the same community.</summary>
    public sealed record Tier(long TierId) : Requirement;

    /// <summary>A role that carries the permission.</summary>
    public sealed record Permission(string Name) : Requirement;

    /// <summary>That tier; open to everyone for <c>null</c>.</summary>
    public static Requirement OfTier(long? tierId) => tierId is { } id ? new Tier(id) : new Open();
}

/// <summary>The answer with its chain of reasons, in the order in which they were weighed.</summary>
/// <param name="Reasons">At least one.</param>
/// <param name="OpenedBy">The tiers on offer, by rank, that would open it; empty when allowed or when none on offer would.</param>
public sealed record Decision(bool Allowed, IReadOnlyList<Reason> Reasons, IReadOnlyList<TierOffer> OpenedBy);

/// <summary>One link of the chain.</summary>
/// <param name="Text">A text key; <paramref name="Args"/> fill its places.</param>
/// <param name="Holds">Whether this link speaks for the viewer.</param>
/// <param name="Source">The document it rests on, e.g. <c>order:12</c>; <c>null</c> for a rule.</param>
public sealed record Reason(bool Holds, [Localizable(true)] string Text, IReadOnlyList<object> Args, Thing? Source = null);

/// <summary>What a member holds: tier ranks are cumulative, so the highest rank opens all tiers up to it.</summary>
/// <param name="Permissions">Of <see cref="Memberships.Permissions"/>, within the scopes of an API token.</param>
/// <param name="Roles">"owner", "moderator", "author", in this order.</param>
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
    /// <summary>What a visitor holds.</summary>
    public static readonly Holdings None = new(new HashSet<long>(), new HashSet<string>(), [], null, null);

    /// <summary>Whether it opens what asks for this tier; <c>null</c> asks for none, so it is open.</summary>
    public bool Opens(long? tierId) => tierId is not { } id || TierIds.Contains(id);
}

/// <summary>A tier as it is offered.</summary>
/// <param name="Slug">Its name in addresses, unique in its community.</param>
/// <param name="Rank">0 to 1000. A tier opens what every tier of a lower or the same rank opens.</param>
/// <param name="MonthPrice">Minor units of <paramref name="Currency"/>, above zero; <c>null</c> where months are not sold.</param>
/// <param name="YearPrice">As <paramref name="MonthPrice"/>, for a year.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record TierOffer(long TierId, string Slug, string Name, string Description, int Rank, long? MonthPrice, long? YearPrice, string Currency)
{
    /// <summary>Nothing is sold of it: it is joined or given.</summary>
    public bool IsFree => MonthPrice is null && YearPrice is null;

    /// <summary>Minor units; <c>null</c> where the interval is not sold.</summary>
    public long? PriceOf(Interval interval) => interval == Interval.Month ? MonthPrice : YearPrice;

    /// <summary>Lines of plain text, in the order in which the operator wrote them.</summary>
    public IReadOnlyList<string> Benefits { get; init; } = [];

    /// <summary>No longer offered; who holds it keeps it.</summary>
    public bool Archived { get; init; }

    /// <summary>The row of the monthly price, for an order to point at: it never changes. <c>null</c> where months are not sold.</summary>
    public long? MonthPriceId { get; init; }

    /// <summary>The row of the yearly price, as <see cref="MonthPriceId"/>; <c>null</c> where years are not sold.</summary>
    public long? YearPriceId { get; init; }

    /// <summary>The price row of the interval; <c>null</c> where it is not sold.</summary>
    public long? PriceIdOf(Interval interval) => interval == Interval.Month ? MonthPriceId : YearPriceId;
}
