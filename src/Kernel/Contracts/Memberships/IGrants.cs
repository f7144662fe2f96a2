namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>
/// Writes the access ledger. Every call only adds rows to the caller's unit of work: the caller saves, so access and its cause commit
/// together.
/// </summary>
public interface IGrants
{
    /// <summary>
    /// Adds a grant of a tier. Harmless when repeated with the same source: one source gives one grant of one tier.
    /// </summary>
    /// <param name="from">UTC. A grant that continues a running one starts where that one ends.</param>
    /// <param name="until">UTC, exclusive; <c>null</c> for no end.</param>
    /// <param name="by">The member who does it, for the activity ledger: buyer, joiner or operator; <c>null</c> when the program itself
    /// does.</param>
    /// <exception cref="InvalidOperationException">The tier is not of this community.</exception>
    Task GrantTierAsync(
        long communityId, long memberId, long tierId, DateTime from, DateTime? until, Thing source, long? by, DateTime now,
        CancellationToken cancel = default);

    /// <summary>
    /// Adds a grant of one thing, which opens it without any tier. Harmless when repeated with the same source. It makes nobody a member.
    /// </summary>
    /// <param name="thing">What it opens, e.g. <c>article:17</c>.</param>
    /// <param name="from">As for tiers.</param>
    /// <param name="until">As for tiers.</param>
    /// <param name="by">As for tiers.</param>
    Task GrantThingAsync(
        long communityId, long memberId, Thing thing, DateTime from, DateTime? until, Thing source, long? by, DateTime now,
        CancellationToken cancel = default);

    /// <summary>Adds a role of the community by its slug, e.g. "owner". Harmless when repeated.</summary>
    /// <param name="by">As for tiers.</param>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    Task GrantRoleAsync(
        long communityId, long memberId, string role, Thing source, long? by, DateTime now, CancellationToken cancel = default);

    /// <summary>Ends every grant that rests on this source, from <paramref name="now"/> on. What was true before stays true then.</summary>
    /// <param name="reason">A text key or a person's words; cut after 200 characters.</param>
    /// <param name="because">The document that ends it, e.g. <c>refund:4</c>.</param>
    /// <param name="by">As for tiers.</param>
    Task RevokeAsync(
        long communityId, Thing source, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default);

    /// <summary>
    /// The end of what the member already holds of this tier without a gap, UTC; <paramref name="now"/> when nothing runs;
    /// <c>null</c> when it never ends, so that there is nothing to sell.
    /// </summary>
    Task<DateTime?> RunsUntilAsync(long communityId, long memberId, long tierId, DateTime now, CancellationToken cancel = default);

    /// <summary>
    /// The periods of this tier that the member has held, holds or will hold, earliest first; what was ended early is not among
    /// them. They may overlap and leave gaps.
    /// </summary>
    Task<IReadOnlyList<HeldPeriod>> PeriodsAsync(long communityId, long memberId, long tierId, CancellationToken cancel = default);

    /// <summary>
    /// The grants that rest on these sources, ended ones included, oldest first: what a document opened, for the page of that document.
    /// </summary>
    Task<IReadOnlyList<GrantInfo>> OfSourcesAsync(
        long communityId, string sourceKind, IReadOnlyCollection<long> sourceIds, CancellationToken cancel = default);

    /// <summary>
    /// How many grants rest on each source of one kind, ended ones included, in the community that was entered; a source without any
    /// is not among them. For audits, which join it with what they read of the same <c>AppDb</c>.
    /// </summary>
    IQueryable<SourceGrants> CountBySource(string sourceKind);
}

/// <summary>So many grants rest on this source.</summary>
public sealed class SourceGrants
{
    /// <summary>The document, of the kind that was asked for.</summary>
    public long SourceId { get; init; }

    /// <summary>At least 1.</summary>
    public int Count { get; init; }
}

/// <summary>A period of a tier that somebody has held, holds or will hold.</summary>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
public sealed record HeldPeriod(DateTime From, DateTime? Until);

/// <summary>One grant of the access ledger, with its early end where it has one.</summary>
/// <param name="TierId"><c>null</c> for a role or a thing.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="RevokedAt">UTC; <c>null</c> unless it was ended early.</param>
/// <param name="Thing">The one thing that it opens; <c>null</c> for a tier or a role.</param>
public sealed record GrantInfo(
    long Id, long MemberId, long? TierId, DateTime From, DateTime? Until, DateTime? RevokedAt, Thing Source, Thing? Thing = null);
