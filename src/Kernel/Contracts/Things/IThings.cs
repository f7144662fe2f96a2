using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Things;

/// <summary>
/// The things of all modules, asked for by kind and id: one question per module, however many things. The gate is applied here and not by
/// those who own the things, so that a new kind cannot leak by forgetting it.
/// </summary>
public interface IThings
{
    /// <summary>
    /// What this viewer may know of these things now. Those that are not there, those of other communities and those that the viewer may
    /// not know are left out alike.
    /// </summary>
    Task<IReadOnlyDictionary<Thing, KnownThing>> FindAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default);

    /// <summary>The newest things of all kinds but one that this viewer may know of and that have a page, newest first.</summary>
    /// <param name="butKind">Of a kind that the caller lists itself.</param>
    Task<IReadOnlyList<KnownThing>> NewestAsync(
        long communityId, string butKind, int count, Viewer viewer, CancellationToken cancel = default);

    /// <summary>
    /// The newest conversations that everybody may read, of one space or of all, newest first; of one space what else is posted there, too.
    /// </summary>
    Task<IReadOnlyList<KnownThing>> NewestTalkAsync(long communityId, long? spaceId, int count, CancellationToken cancel = default);

    /// <summary>
    /// What these things are called and what reading them needs, drafts and withdrawn ones included: for pages that already know that
    /// their viewer may see it, such as chains of reasons. Those that are not there, or not in the community, are left out.
    /// </summary>
    Task<IReadOnlyDictionary<Thing, NamedThing>> NamesAsync(
        long communityId, IReadOnlyCollection<Thing> things, CancellationToken cancel = default);

    /// <summary>
    /// Finds things behind the gate by a path of this site ("/c/x/articles/y") or by words of the title, for those who manage; at most 20.
    /// </summary>
    Task<IReadOnlyList<NamedThing>> SearchAsync(long communityId, string text, CancellationToken cancel = default);
}

/// <summary>A thing as one viewer may know it.</summary>
/// <param name="Path">Where this viewer opens it: begins with a slash, percent-encoded. <c>null</c> when it has no page.</param>
/// <param name="Excerpt">Plain text, from what the viewer may read; may be empty.</param>
/// <param name="AuthorId"><c>null</c> when nobody in particular made it.</param>
/// <param name="At">UTC: when it appeared.</param>
/// <param name="Language">"zh" or "en"; <c>null</c> where nobody said.</param>
/// <param name="Requirement">What reading all of it asks.</param>
/// <param name="IsPublic">Whether everyone may know of it, visitors included.</param>
/// <param name="IsWhole">Whether the viewer may read all of it.</param>
public sealed record KnownThing(
    Thing Thing, string Title, string? Path, string Excerpt, long? AuthorId, string? Author, DateTime? At, string? Language,
    Requirement Requirement, bool IsPublic, bool IsWhole)
{
    /// <summary>Address of its picture in lists; <c>null</c> without one.</summary>
    public string? Picture { get; init; }
}

/// <summary>A thing by its name.</summary>
/// <param name="Title">Its own words.</param>
/// <param name="Name">What it is called within a sentence.</param>
/// <param name="Path">Where an operator reads it; <c>null</c> when it has no page.</param>
/// <param name="Need">What reading all of it asks of somebody; <c>null</c> for what is not behind the gate, such as an order.</param>
public sealed record NamedThing(Thing Thing, string Title, ThingName Name, string? Path, Need? Need);
