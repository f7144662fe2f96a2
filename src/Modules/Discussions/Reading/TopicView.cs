using System.Collections.Frozen;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Splitting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Reading;

/// <summary>A topic with one page of its replies, as one viewer sees it.</summary>
/// <param name="Author"><c>null</c> where the viewer does not learn who it is.</param>
/// <param name="About">The thing that comments are about; <c>null</c> for a topic.</param>
/// <param name="LastRead">Number of the last reply that the viewer has read; <c>null</c> for nothing, and for a visitor.</param>
/// <param name="Replies">By time; of a question the answers, by votes.</param>
/// <param name="After">The page begins behind this number.</param>
internal sealed record TopicView(
    Topic Topic, string? Author, string? Face, SpaceInfo? Space, ThingFacts? About, IReadOnlyList<string> Tags, DateTime? ClosedAt,
    bool IsPinned, long? AcceptedId, int? LastRead, Following.Following Following, bool MayReply, bool MayChange, bool Moderates,
    IReadOnlyList<SeenReply> Replies, int After)
{
    public IReadOnlyList<ReactionTally> Reactions { get; init; } = [];

    /// <summary>Number of the first reply that the viewer has not read; <c>null</c> where they have read all or nothing.</summary>
    public int? FirstUnread { get; init; }

    /// <summary><c>null</c> where the viewer does not learn who it is.</summary>
    public long? AuthorId => Author is null ? null : Topic.AuthorId;

    /// <summary>Of whom it is asked; <c>null</c> for nobody in particular.</summary>
    public SeenExpert? Expert { get; init; }

    /// <summary>UTC: since when it is put away.</summary>
    public DateTime? ArchivedAt { get; init; }

    /// <summary>Places of this page whose replies stand elsewhere now, by number.</summary>
    public IReadOnlyList<SeenLeftPlace> Left { get; init; } = [];

    /// <summary>Where replies of this page came from, by the id of the first of them.</summary>
    public IReadOnlyDictionary<long, SeenOrigin> Origins { get; init; } = new Dictionary<long, SeenOrigin>();

    /// <summary>Whom the viewer ignores: their posts are folded, and what they post meanwhile is not announced.</summary>
    public IReadOnlySet<long> Ignored { get; init; } = FrozenSet<long>.Empty;

    /// <summary>Held replies of the viewer's own.</summary>
    public IReadOnlyList<SeenReply> Held { get; init; } = [];

    /// <summary>Where the answers go on, as <see cref="AnswerKey"/> writes it; <c>null</c> on the last page and by time.</summary>
    public AnswerKey? NextAnswers { get; init; }

    public bool ByVotes { get; init; }

    /// <summary>Pages follow each other by number: they begin behind 0, 20, 40 and so on, whatever was deleted since.</summary>
    public const int PageSize = 20;

    public int? Earlier => ByVotes || After <= 0 ? null : Math.Max(0, After - PageSize);

    public int? Later => ByVotes || Topic.LastNumber <= After + PageSize ? null : After + PageSize;

    public int LastPage => PageOf(Topic.LastNumber);

    public static int PageOf(int number) => Math.Max(0, number - 1) / PageSize * PageSize;

    /// <summary>What a kept page of a visitor is dropped by.</summary>
    public string[] Tagged(long communityId) =>
        [VisitorPages.CommunityTag(communityId), VisitorPages.ThingTag(Topic.Place.Page().Kind, Topic.Place.Page().Id)];
}

/// <summary>Somebody of whom a question is asked.</summary>
/// <param name="HasDeclined">They said that they will not answer.</param>
internal sealed record SeenExpert(long MemberId, string Name, bool HasDeclined);

/// <summary>A place in a list of answers, which is ordered by votes. In addresses: score, id.</summary>
internal readonly record struct AnswerKey(int Score, long Id)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Score}.{Id}");

    public static AnswerKey? Parse(string? text) =>
        text?.Split('.') is [var score, var id]
        && int.TryParse(score, System.Globalization.CultureInfo.InvariantCulture, out var votes)
        && long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) ? new AnswerKey(votes, number) : null;
}

/// <summary>Members in an attribute, for islands.</summary>
internal static class Ids
{
    public static string? Of(IReadOnlySet<long> members) => members.Count == 0 ? null : string.Join(' ', members);
}

/// <summary>Which page of a topic is wanted.</summary>
/// <param name="After">Replies behind this number.</param>
/// <param name="At">The page on which this reply stands.</param>
/// <param name="ByTime">Of a question: all its replies by time instead of answers by votes.</param>
internal sealed record TopicPageWish(int? After = null, int? At = null, bool ByTime = false, AnswerKey? Answers = null);
