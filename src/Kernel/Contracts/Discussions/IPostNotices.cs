namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>Whom a post concerns, for those who tell them. Whether they may know of it is the gate's answer.</summary>
public interface IPostNotices
{
    /// <summary>What is told; <c>null</c> for a post that is gone, held or of another community.</summary>
    /// <param name="post">A "topic" or a "reply".</param>
    Task<PostNotice?> FindAsync(long communityId, Thing post, CancellationToken cancel = default);

    /// <summary>Who wrote it under their name, also where it is out of sight; <c>null</c> for an anonymous post.</summary>
    Task<long?> NamedAuthorAsync(long communityId, Thing post, CancellationToken cancel = default);

    /// <summary>Who wrote it, for telling something to them and to nobody else, also where they wrote anonymously.</summary>
    Task<long?> AuthorAsync(long communityId, Thing post, CancellationToken cancel = default);

    /// <summary>Those whom it concerns, without its author, by member; each once, with the nearest reason.</summary>
    /// <param name="after">The last member of the page before; 0 for the first.</param>
    Task<IReadOnlyList<PostHearer>> HearersAsync(
        long communityId, Thing post, long after, int count, CancellationToken cancel = default);
}

/// <summary>A post as others are told of it.</summary>
/// <param name="Title">Of its topic, or of the thing that it comments on.</param>
/// <param name="Author"><c>null</c> for what the asker of an anonymous question wrote.</param>
/// <param name="AuthorId"><c>null</c> likewise.</param>
/// <param name="Path">Leads to the post itself. Begins with a slash; percent-encoded.</param>
public sealed record PostNotice(Thing Post, string Title, string? Author, long? AuthorId, string Path);

/// <summary>Somebody whom a post concerns.</summary>
public sealed record PostHearer(long MemberId, HeardBecause Because);

/// <summary>Why a post concerns somebody, the nearest first.</summary>
public enum HeardBecause
{
    /// <summary>The question is asked of them.</summary>
    Asked,

    /// <summary>The text names them.</summary>
    Mentioned,

    /// <summary>It replies to what they wrote.</summary>
    RepliedTo,

    /// <summary>They watch the topic or its space.</summary>
    Watching,
}
