using System.ComponentModel;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Things;

/// <summary>
/// Answered by every module for its kinds of things. It says what is there and what that asks; it decides nothing. Others ask
/// <see cref="IThings"/>.
/// </summary>
public interface IOwnThings
{
    /// <summary>The kinds this module owns, e.g. "article". Each has one owner.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>Those that exist in the community, public or not, in one query per kind.</summary>
    /// <param name="things">Of <see cref="Kinds"/> only.</param>
    Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default);

    /// <summary>
    /// The newest public things of one kind that have appeared at some time, newest first: for front pages, feeds and maps of the site.
    /// Kinds that have no such thing as news answer nothing.
    /// </summary>
    Task<IReadOnlyList<ThingFacts>> NewestAsync(
        CommunityInfo community, string kind, int count, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ThingFacts>>([]);

    /// <summary>
    /// The newest public conversations, of one space or of all, newest first: for feeds of spaces and maps of the site. They are no news of
    /// the community, so <see cref="NewestAsync"/> leaves them out. Where one space is named, whatever else stands in it belongs to the answer.
    /// </summary>
    Task<IReadOnlyList<ThingFacts>> NewestTalkAsync(
        CommunityInfo community, long? spaceId, int count, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ThingFacts>>([]);

    /// <summary>By a path of this site or by words of the title; at most 20. Only for kinds whose reading asks something.</summary>
    Task<IReadOnlyList<ThingFacts>> SearchAsync(CommunityInfo community, string text, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ThingFacts>>([]);
}

/// <summary>
/// Answered beside <see cref="IOwnThings"/> by a module whose things open to each member by themselves, as lessons do that come one after
/// the other. It only ever closes what the gate has opened.
/// </summary>
public interface IHeldBackThings
{
    /// <summary>The kinds of which this is asked.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>Those of these things that this viewer may not have yet although what they hold opens them, and why.</summary>
    /// <param name="things">Of <see cref="Kinds"/> only.</param>
    Task<IReadOnlyDictionary<Thing, Reason>> HeldBackAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default);
}

/// <summary>All that its owner knows of a thing.</summary>
/// <param name="Title">Its own words.</param>
/// <param name="Name">What it is called within a sentence.</param>
/// <param name="Path">Begins with a slash, percent-encoded; <c>null</c> when it has no page.</param>
/// <param name="ToKnow">What knowing of it asks: the title, that it is there, its free part.</param>
public sealed record ThingFacts(Thing Thing, string Title, ThingName Name, string? Path, Requirement ToKnow)
{
    /// <summary>What reading all of it asks; <c>null</c> where that is no question of its own.</summary>
    public Requirement? ToRead { get; init; }

    /// <summary>Plain text of its free part.</summary>
    public string FreeExcerpt { get; init; } = "";

    /// <summary>Plain text of the whole; empty where the free one serves.</summary>
    public string WholeExcerpt { get; init; } = "";

    /// <summary>Who made it.</summary>
    public long? AuthorId { get; init; }

    /// <summary>Their name.</summary>
    public string? Author { get; init; }

    /// <summary>UTC: when it appeared.</summary>
    public DateTime? At { get; init; }

    /// <summary>"zh" or "en".</summary>
    public string? Language { get; init; }

    /// <summary>Address of its picture in lists; <c>null</c> without one.</summary>
    public string? Picture { get; init; }
}

/// <summary>What a thing is called within a sentence.</summary>
/// <param name="Text">A text key, e.g. "order {0}"; <paramref name="Args"/> fill its places.</param>
public sealed record ThingName([Localizable(true)] string Text, IReadOnlyList<object> Args);
