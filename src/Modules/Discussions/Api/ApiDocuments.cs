using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Values;

namespace Guildhall.Discussions.Api;

/// <param name="Space">Slug of the space.</param>
/// <param name="Kind">"discussion", "question" or "review"; null for what the space is for.</param>
/// <param name="Diff">Of a review: a unified diff.</param>
/// <param name="AskedOf">Of a question: handle of the person of whom it is asked first; null for everybody.</param>
/// <param name="Anonymous">Of a question: others do not learn who asks. The space must allow it.</param>
/// <param name="Source">Of a review instead: the address of a public merge request, whose diff is fetched.</param>
public sealed record TopicInput(
    string? Space, string? Title, string? Body, string? Kind, IReadOnlyList<string>? Tags, string? Diff = null, string? Source = null,
    string? AskedOf = null, bool Anonymous = false);

/// <param name="Edition">The one that was read; null overwrites whatever stands there. What else is null stays as it is.</param>
public sealed record TopicChange(string? Title, string? Body, IReadOnlyList<string>? Tags, int? Edition);

/// <param name="ReplyTo">Id of a reply of the same topic; null for the topic itself, which makes an answer of a question.</param>
public sealed record ReplyInput(string? Body, long? ReplyTo);

/// <param name="Edition">The one that was read; null overwrites whatever stands there.</param>
public sealed record ReplyChange(string? Body, int? Edition);

/// <param name="Reply">Id of the answer; null for none.</param>
public sealed record AcceptedAnswerInput(long? Reply);

/// <param name="Value">1, 0 or -1.</param>
public sealed record VoteInput(int? Value);

/// <param name="Score">Sum of the votes.</param>
public sealed record VoteResult(int Score);

/// <param name="Members">How many react so now.</param>
public sealed record ReactionResult(string Name, int Members);

/// <param name="Held">Whether it waits for a moderator before others see it.</param>
public sealed record PostCreated(long Id, string Url, bool Held);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record TopicListDocument(IReadOnlyList<TopicSummary> Items, string? Next);

/// <param name="Space">Slug of its space.</param>
/// <param name="Kind">"discussion", "question" or "review".</param>
/// <param name="LastNumber">Number of the newest reply.</param>
/// <param name="LastRead">Number of the last reply that the caller has read; null for nothing.</param>
/// <param name="Author">Null where the question is anonymous and not the caller's.</param>
/// <param name="AuthorId">Null likewise.</param>
/// <param name="AskedOf">Name of the person of whom it is asked, who has not declined; null for nobody in particular.</param>
/// <param name="Ignored">Whether the caller ignores whoever opened it; pages fold it.</param>
/// <param name="Unread">Replies of others after it; null where the caller has read nothing.</param>
public sealed record TopicSummary(
    long Id, string? Space, string Kind, string Title, string Url, string Excerpt, string? Author, long? AuthorId, bool Anonymous,
    string? AskedOf, DateTime CreatedAt, int Replies, int LastNumber, DateTime LastAt, bool Closed, bool Pinned, bool Archived,
    bool Solved, bool Ignored, int? LastRead, int? Unread, IReadOnlyList<string> Tags)
{
    internal static TopicSummary Of(TopicCard card, CommunityInfo community) => new(
        card.Id, community.TopicSpace(card.SpaceId)?.Slug, WordOf(card.Kind), card.Title, TopicPaths.Of(community.Slug, card.Id),
        card.Excerpt, card.Author, card.AuthorId, card.IsAnonymous, card.AskedOf, card.CreatedAt,
        card.Replies, card.LastNumber, card.LastAt, card.IsClosed, card.IsPinned, card.IsArchived,
        card.IsSolved, card.IsIgnored, card.LastRead, card.Unread, card.Tags);

    internal static string WordOf(TopicKind kind) => EnumWords.Of(kind);
}

/// <param name="Markdown">As written.</param>
/// <param name="Author">Null where the question is anonymous and not the caller's.</param>
/// <param name="AuthorId">Null likewise.</param>
/// <param name="AskedOf">Name of the person of whom it is asked, who has not declined; null for nobody in particular.</param>
/// <param name="AcceptedAnswer">Id of the reply; null where none is accepted.</param>
/// <param name="Edition">For `edition` when it is changed.</param>
/// <param name="Held">Whether it waits for a moderator; seen by its author alone.</param>
public sealed record TopicDocument(
    long Id, string? Space, string Kind, string Title, string Url, string Markdown, string Html, string? Author, long? AuthorId,
    bool Anonymous, string? AskedOf, DateTime CreatedAt, DateTime? EditedAt, int Replies, int LastNumber, bool Closed, bool Pinned,
    bool Archived, long? AcceptedAnswer, int? LastRead,
    int Edition, bool Held, IReadOnlyList<string> Tags, IReadOnlyList<ReactionResult> Reactions)
{
    internal static TopicDocument Of(TopicView view, string community)
    {
        var topic = view.Topic;
        return new(topic.Id, view.Space?.Slug, TopicSummary.WordOf(topic.Kind), topic.Title, TopicPaths.Of(community, topic.Id),
            topic.Markdown, topic.Html, view.Author, view.AuthorId, topic.IsAnonymous,
            view.Expert is { HasDeclined: false } expert ? expert.Name : null, topic.CreatedAt, topic.EditedAt,
            topic.Replies, topic.LastNumber, view.ClosedAt is not null, view.IsPinned, view.ArchivedAt is not null, view.AcceptedId,
            view.LastRead, topic.Edition, topic.Standing != Standing.Shown,
            view.Tags, [.. view.Reactions.Select(r => new ReactionResult(r.Name, r.Members))]);
    }
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record ReplyListDocument(IReadOnlyList<ReplyDocument> Items, string? Next);

/// <param name="Number">Its place in the topic, from 1; null while it waits for a moderator.</param>
/// <param name="Deleted">Only its place is left.</param>
/// <param name="Vote">The caller's own: 1, 0 or -1.</param>
/// <param name="Markdown">As written; null where only its place is left.</param>
/// <param name="Edition">For `edition` when it is changed; null likewise.</param>
/// <param name="Author">Null where only its place is left, and where the asker of an anonymous question wrote it.</param>
/// <param name="AuthorId">Null likewise.</param>
/// <param name="Ignored">Whether the caller ignores whoever wrote it; pages fold it.</param>
public sealed record ReplyDocument(
    long Id, int? Number, string Url, string? Markdown, string Html, int? Edition, string? Author, long? AuthorId,
    bool Anonymous, DateTime CreatedAt, DateTime? EditedAt, long? ReplyTo,
    int Score, int Vote, bool Accepted, bool Deleted, bool Ignored, IReadOnlyList<ReactionResult> Reactions)
{
    internal static ReplyDocument Of(SeenReply seen, WrittenReply? written, string community, TopicView view)
    {
        var row = seen.Row;
        return new(row.Id, row.Number, TopicPaths.Reply(community, row.Id), written?.Markdown, row.Html, written?.Edition,
            seen.IsGone ? null : row.Author, seen.IsGone || row.Author is null ? null : row.AuthorId, row.IsAnonymous,
            row.CreatedAt, row.EditedAt, row.ReplyToId, row.Score, seen.MyVote, row.Id == view.AcceptedId,
            row.DeletedAt is not null, view.Ignored.Contains(row.AuthorId),
            [.. seen.Reactions.Select(r => new ReactionResult(r.Name, r.Members))]);
    }
}

/// <param name="Number">Up to which everything was read.</param>
public sealed record ReadInput(int? Number);

/// <param name="LastRead">Where the caller stands now, on whichever device.</param>
public sealed record ReadResult(int LastRead);

/// <param name="Following">
/// "tracking", "watching", "muted" or "normal"; of topics and tags also "default": what was said of their tags and space counts.
/// </param>
public sealed record FollowingInput(string? Following);

/// <summary>What is kept of a text that is being written.</summary>
public sealed record DraftDocument(string? Title, string? Body);

/// <param name="Markdown">What is being written.</param>
public sealed record PreviewInput(string? Markdown);

/// <param name="Html">Sanitised.</param>
public sealed record PreviewResult(string Html, int Words);

/// <summary>People who can be named in a text.</summary>
public sealed record MentionableDocument(IReadOnlyList<Mentionable> Items);

/// <summary>Somebody who can be named.</summary>
public sealed record Mentionable(string Handle, string Name);
