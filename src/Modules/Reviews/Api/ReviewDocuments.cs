using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Requests;
using Guildhall.Reviews.Showing;
using Guildhall.Reviews.Verdicts;

namespace Guildhall.Reviews.Api;

/// <param name="Diff">The whole unified diff as it is now.</param>
/// <param name="Note">What has changed: a reply in the topic.</param>
public sealed record RoundInput(string? Diff, string? Note);

/// <param name="Round">Its number, from 1.</param>
public sealed record RoundCreated(int Round);

/// <param name="File">Path of a file of the newest round.</param>
/// <param name="Side">"new" where nothing is given; "old" for removed lines.</param>
/// <param name="To">The last line; null for one line.</param>
/// <param name="ReplyTo">A comment that is answered; then nothing of the place is needed.</param>
public sealed record CommentInput(string? File, DiffSide? Side, int? From, int? To, string? Body, long? ReplyTo);

/// <param name="Body">The words as they are to be.</param>
public sealed record CommentEdit(string? Body);

/// <param name="Comments">Ids of comments with suggestions.</param>
public sealed record SuggestionsInput(IReadOnlyList<long>? Comments);

/// <param name="Held">Whether it waits for a moderator before others see it.</param>
public sealed record CommentCreated(long Id, string Url, bool Held);

/// <param name="Note">Why: a reply in the topic.</param>
public sealed record ReviewVerdictInput(ReviewVerdict? Verdict, string? Note);

/// <param name="Handle">Of a person.</param>
/// <param name="Role">Slug of a role.</param>
/// <param name="DueAt">Wall clock, "2026-12-01T18:00"; null for no time.</param>
/// <param name="Zone">IANA name of that clock's zone; null for the community's.</param>
public sealed record RequestInput(AskedOf? Of, string? Handle, string? Role, string? DueAt, string? Zone);

/// <summary>A request that stands.</summary>
public sealed record RequestCreated(long Id);

/// <summary>A file of the newest round.</summary>
public sealed record FileDocument(string Path, string? OldPath, string Change, bool Binary, int Added, int Removed);

/// <param name="Outdated">The first round in which its lines were gone; null while they are there.</param>
/// <param name="Lines">As they were when the thread began.</param>
public sealed record ThreadDocument(
    long Id, string File, DiffSide Side, int From, int To, int Round, int? Outdated, bool Resolved, string Lines,
    IReadOnlyList<CommentDocument> Comments);

/// <param name="EditedAt">When its author last changed it; null while it is as it was posted.</param>
/// <param name="Suggestion">Whether it holds lines that the author can take over.</param>
/// <param name="Taken">The round that has them.</param>
/// <param name="Held">Whether it waits for a moderator; seen by its author alone.</param>
public sealed record CommentDocument(
    long Id, string? Author, string? Markdown, string? Html, DateTime CreatedAt, DateTime? EditedAt,
    bool Suggestion, int? Taken, bool Held, bool Deleted);

/// <summary>A reviewer's last word.</summary>
public sealed record ReviewVerdictDocument(long Member, string Name, ReviewVerdict Verdict, int Round, DateTime At);

/// <param name="Mine">Whether the caller is one of those who are asked.</param>
public sealed record RequestDocument(long Id, AskedOf Of, string? Name, string? Role, DateTime? DueAt, bool Answered, bool Mine);

/// <param name="Rounds">Number of the newest round; 0 while the first is fetched.</param>
/// <param name="FetchError">Why the diff of a merge request could not be fetched; null where nothing failed.</param>
public sealed record ReviewDocument(
    long Id, string Title, string Url, string Author, int Rounds, string? Source, string? FetchError, int Added, int Removed,
    IReadOnlyList<FileDocument> Files, IReadOnlyList<ThreadDocument> Threads, IReadOnlyList<ReviewVerdictDocument> Verdicts,
    IReadOnlyList<RequestDocument> Requests)
{
    internal static ReviewDocument Of(ReviewView view, string community) => new(
        view.Topic.Id, view.Topic.Title, ReviewPaths.Of(community, view.Topic.Id), view.Author, view.Review.Rounds, view.Review.Source,
        view.Review.FetchError.Length == 0 ? null : view.Review.FetchError, view.Diff.Added, view.Diff.Removed,
        [.. view.Diff.Files.Select(f => new FileDocument(
            f.Path, f.OldPath, Kernel.Values.EnumWords.Of(f.Change), f.IsBinary, f.Added, f.Removed))],
        [.. view.Threads.Select(Of)],
        [.. view.Verdicts.Select(v => new ReviewVerdictDocument(v.MemberId, v.Name, v.Kind, v.Round, v.At))],
        [.. view.Requests.Select(r => new RequestDocument(r.Id, r.Of, r.Name, r.Role, r.DueAt, r.IsAnswered, r.IsOfViewer))]);

    private static ThreadDocument Of(ThreadView thread)
    {
        var root = thread.Root;
        return new(root.Id, root.Path, root.Side, root.FromLine, root.ToLine, root.Round, root.OutdatedIn, root.ResolvedAt is not null,
            root.Lines, [.. thread.Comments.Select(c => new CommentDocument(
                c.Comment.Id, c.IsGone ? null : c.Name, c.IsGone ? null : c.Comment.Markdown, c.IsGone ? null : c.Comment.Html,
                c.Comment.CreatedAt, c.Comment.EditedAt, c.Suggests && !c.IsGone, c.Comment.TakenIn,
                c.Comment.Standing != Comments.CommentStanding.Shown,
                c.Comment.DeletedAt is not null))]);
    }
}
