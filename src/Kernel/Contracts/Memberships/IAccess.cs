using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>The gate: the one place that answers "may this viewer do this to that, at this instant?".</summary>
public interface IAccess
{
    /// <summary>Decides, without a reason. Never throws for a refusal.</summary>
    /// <param name="at">UTC instant, now or past: the access ledger keeps what was true then.</param>
    ValueTask<Decision> DecideAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default);

    /// <summary>
    /// Decides as <see cref="DecideAsync"/> does for each of many viewers, by as many questions to the database as for one: for what is
    /// told to everybody who may hear it.
    /// </summary>
    /// <param name="at">UTC instant, now or past.</param>
    /// <returns>Those of the given who may, in their order; whoever is not known is not among them.</returns>
    ValueTask<IReadOnlyList<Viewer>> WhoMayAsync(
        IReadOnlyCollection<Viewer> viewers, Need need, DateTime at, CancellationToken cancel = default);

    /// <summary>Decides as <see cref="DecideAsync"/> does, and tells the reasons; dearer, for people who ask why.</summary>
    ValueTask<Decision> ExplainAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default);

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
/// <param name="Action">"read", "post", or a permission of <see cref="Permissions"/>.</param>
public sealed record Need(long CommunityId, Thing Thing, string Action, Requirement Requirement)
{
    /// <summary>The action of reading.</summary>
    public const string Read = "read";

    /// <summary>The action of saying something: a topic, a reply, a message, a reaction.</summary>
    public const string Post = "post";

    /// <summary>
    /// To say something at a thing that asks this of who posts. Whoever is restricted may not, nor may an API token without the scope
    /// for it.
    /// </summary>
    public static Need ToPost(long communityId, Thing thing, Requirement requirement) => new(communityId, thing, Post, requirement);

    /// <summary>To read a thing that asks for this.</summary>
    public static Need ToRead(long communityId, Thing thing, Requirement requirement) => new(communityId, thing, Read, requirement);

    /// <summary>
    /// To do in a community, or for 0 in the installation, what a permission of <see cref="Permissions"/> allows. An unknown one is always
    /// refused.
    /// </summary>
    public static Need Permission(long communityId, string permission) =>
        new(communityId, new Thing("community", communityId), permission, new Requirement.Permission(permission));
}

/// <summary>The answer of the gate.</summary>
/// <param name="Reasons">
/// The chain of reasons, in the order in which they were weighed; empty unless <see cref="IAccess.ExplainAsync"/> was asked.
/// </param>
/// <param name="OpenedBy">The tiers on offer, by rank, that would open it; empty when allowed or when none on offer would.</param>
public sealed record Decision(bool Allowed, IReadOnlyList<Reason> Reasons, IReadOnlyList<TierOffer> OpenedBy)
{
    /// <summary>Allowed, without a reason.</summary>
    public static readonly Decision Yes = new(true, [], []);

    /// <summary>Refused, without a reason, and no tier would help.</summary>
    public static readonly Decision No = new(false, [], []);
}

/// <summary>One link of the chain.</summary>
/// <param name="Text">A text key; <paramref name="Args"/> fill its places.</param>
/// <param name="Holds">Whether this link speaks for the viewer.</param>
/// <param name="Source">The document it rests on, e.g. <c>order:12</c>; <c>null</c> for a rule.</param>
public sealed record Reason(bool Holds, [Localizable(true)] string Text, IReadOnlyList<object> Args, Thing? Source = null);
