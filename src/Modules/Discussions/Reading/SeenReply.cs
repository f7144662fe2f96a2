using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Topics;

namespace Guildhall.Discussions.Reading;

/// <summary>A reply as it is read for a page.</summary>
/// <param name="AuthorId">0 where the viewer does not learn who wrote it.</param>
/// <param name="Author"><c>null</c> likewise: the asker of an anonymous question.</param>
/// <param name="ToAuthor">Of whom it answers; <c>null</c> likewise, or where it answers nobody.</param>
public sealed record ReplyRow(
    long Id, int? Number, long AuthorId, string? Author, string? Face, string Html, DateTime CreatedAt, DateTime? EditedAt,
    DateTime? DeletedAt, long? DeletedBy, Standing Standing, long? ReplyToId, int? ToNumber, string? ToAuthor, int Score)
{
    /// <summary>Of its author, in questions; <c>null</c> where nothing counts yet.</summary>
    public int? Reputation { get; init; }

    /// <summary>Whether others do not learn who wrote it.</summary>
    public bool IsAnonymous { get; init; }
}

/// <summary>Comments on an answer that do not stand under it.</summary>
/// <param name="First">Number of the first of them.</param>
public sealed record MoreComments(int Count, int First);

/// <summary>What was written in a reply.</summary>
/// <param name="Edition">Counts texts, from 1.</param>
internal sealed record WrittenReply(string Markdown, int Edition);

/// <summary>A reply as one viewer sees it.</summary>
/// <param name="IsGone">Only its place is shown: somebody deleted it, or it waits, and the viewer is not among those who see it.</param>
/// <param name="MayChange">Whether the viewer may edit and delete it.</param>
/// <param name="MyVote">1, 0 or -1.</param>
public sealed record SeenReply(
    ReplyRow Row, bool IsGone, bool MayChange, bool IsMine, int MyVote, IReadOnlyList<ReactionTally> Reactions)
{
    /// <summary>Under an answer, by time.</summary>
    public IReadOnlyList<SeenReply> Comments { get; init; } = [];

    /// <summary>Those that stand elsewhere; <c>null</c> where all stand here.</summary>
    public MoreComments? More { get; init; }

    public bool IsAccepted { get; init; }
}
