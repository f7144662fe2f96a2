namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>
/// Answered by every module in which members say something: what was said lately, for trying rules on it and for weighing what somebody
/// says next. No gate is asked here: whoever shows a post to somebody asks it.
/// </summary>
public interface IRecentPosts
{
    /// <summary>Kinds of posts that this module owns.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>Posts of one kind, newest first, whatever became of them.</summary>
    /// <param name="before">The last one of the page before; <c>null</c> for the newest.</param>
    Task<IReadOnlyList<RecentPost>> LatestAsync(
        long communityId, string kind, long? before, int count, CancellationToken cancel = default);

    /// <summary>What one member said last, of all kinds together, newest first.</summary>
    Task<IReadOnlyList<RecentPost>> OfAuthorAsync(long communityId, long authorId, int count, CancellationToken cancel = default);

    /// <summary>Those of these posts that exist.</summary>
    /// <param name="posts">Of <see cref="Kinds"/> only.</param>
    Task<IReadOnlyList<RecentPost>> ManyAsync(
        long communityId, IReadOnlyCollection<Thing> posts, CancellationToken cancel = default);

    /// <summary>How many posts of these members others can read, from before an instant; members without any may be left out.</summary>
    /// <param name="before">UTC, exclusive.</param>
    Task<IReadOnlyDictionary<long, int>> CountBeforeAsync(
        long communityId, IReadOnlyCollection<long> authorIds, DateTime before, CancellationToken cancel = default);
}

/// <summary>Something that a member said.</summary>
/// <param name="Title">Empty where the kind has none.</param>
/// <param name="At">UTC, when it was said first.</param>
public sealed record RecentPost(Thing Post, long AuthorId, string Title, string Markdown, DateTime At, PostFate Fate);

/// <summary>What became of a post.</summary>
public enum PostFate
{
    /// <summary>Others read it.</summary>
    Shown,

    /// <summary>It waits for a moderator.</summary>
    Held,

    /// <summary>A moderator did not let it through, or took it away.</summary>
    Refused,

    /// <summary>Its author deleted it.</summary>
    Withdrawn,
}
