using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Reviews.Diffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Reviews.Comments;

/// <summary>What the screening and moderators have said of a comment.</summary>
internal enum CommentStanding { Shown, Held, Refused }

/// <summary>
/// Something said about lines. The first one of a thread has a place in the diff, which follows the lines from round to round; answers hang
/// on it.
/// </summary>
internal sealed class ReviewComment : ICommunityOwned
{
    public const string OwnKind = "review_comment";
    public const int MaxMarkdown = 20_000, MaxLines = 100, MaxPath = 500, MaxKey = 200;

    private ReviewComment() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ReviewId { get; private set; }

    /// <summary>The comment that it answers: the first of its thread; <c>null</c> for that one itself.</summary>
    public long? ThreadId { get; private set; }

    public long AuthorId { get; private set; }
    public string Markdown { get; private set; } = "";
    public string Html { get; private set; } = "";
    public CommentStanding Standing { get; private set; }
    public DateTime CreatedAt { get; private set; }

    /// <summary>When its author last changed the words; <c>null</c> while they are the first.</summary>
    public DateTime? EditedAt { get; private set; }

    /// <summary>
    /// What the program that posted it called it, so that posting it again makes no second one; <c>null</c> where it gave no key.
    /// </summary>
    public string? Key { get; private set; }

    public DateTime? DeletedAt { get; private set; }
    public long? DeletedBy { get; private set; }

    /// <summary>The round in which its place is: the newest one in which the lines were found. Answers have their thread's.</summary>
    public int Round { get; private set; }

    public string Path { get; private set; } = "";
    public DiffSide Side { get; private set; }
    public int FromLine { get; private set; }
    public int ToLine { get; private set; }

    /// <summary>The lines as they were, with line feeds between them.</summary>
    public string Lines { get; private set; } = "";

    /// <summary>The first round in which the lines were gone; <c>null</c> while they are there.</summary>
    public int? OutdatedIn { get; private set; }

    public DateTime? ResolvedAt { get; private set; }
    public long? ResolvedBy { get; private set; }

    /// <summary>The round that took its suggestion over.</summary>
    public int? TakenIn { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public bool IsShown => Standing == CommentStanding.Shown && DeletedAt is null;

    public long Thread => ThreadId ?? Id;

    public static ReviewComment On(Review review, LinesAt at, long authorId, CommentText text, DateTime now) => new()
    {
        CommunityId = review.CommunityId,
        ReviewId = review.TopicId,
        AuthorId = authorId,
        Markdown = text.Markdown,
        Html = text.Html,
        CreatedAt = now,
        Round = at.Round,
        Path = at.Path,
        Side = at.Side,
        FromLine = at.From,
        ToLine = at.To,
        Lines = at.Text,
    };

    public static ReviewComment To(ReviewComment thread, long authorId, CommentText text, DateTime now) => new()
    {
        CommunityId = thread.CommunityId,
        ReviewId = thread.ReviewId,
        ThreadId = thread.Thread,
        AuthorId = authorId,
        Markdown = text.Markdown,
        Html = text.Html,
        CreatedAt = now,
        Round = thread.Round,
        Path = thread.Path,
        Side = thread.Side,
        FromLine = thread.FromLine,
        ToLine = thread.ToLine,
    };

    public void Edit(CommentText text, DateTime now) => (Markdown, Html, EditedAt) = (text.Markdown, text.Html, now);

    public void PostedAs(string key) => Key = key;

    /// <summary>The lines are here in this round.</summary>
    public void Follow(int round, string path, int from) =>
        (Round, Path, ToLine, FromLine, OutdatedIn) = (round, path, from + ToLine - FromLine, from, null);

    /// <summary>The lines are gone: it keeps the place that it had.</summary>
    public void Outdate(int round) => OutdatedIn ??= round;

    public void Resolve(long by, DateTime now) => (ResolvedBy, ResolvedAt) = (by, now);

    public void Reopen() => (ResolvedBy, ResolvedAt) = (null, null);

    public void TakeOver(int round) => TakenIn = round;

    public void Delete(long by, DateTime now) => (DeletedBy, DeletedAt) = (by, now);

    public void Restore() => (DeletedBy, DeletedAt) = (null, null);

    public void Hold() => Standing = CommentStanding.Held;

    public void Refuse() => Standing = CommentStanding.Refused;

    public void Release() => Standing = CommentStanding.Shown;
}

/// <summary>A range of lines of a round, with what stands there.</summary>
internal sealed record LinesAt(int Round, string Path, DiffSide Side, int From, int To, string Text);

internal sealed class ReviewCommentMapping : IEntityTypeConfiguration<ReviewComment>
{
    public void Configure(EntityTypeBuilder<ReviewComment> builder)
    {
        builder.ToTable("review_comments");
        builder.Property(c => c.Path).HasMaxLength(ReviewComment.MaxPath);
        builder.Property(c => c.Key).HasMaxLength(ReviewComment.MaxKey);
        builder.Ignore(c => c.Thing);
        builder.Ignore(c => c.IsShown);
        builder.Ignore(c => c.Thread);
        builder.HasOne<Review>().WithMany().HasForeignKey(c => c.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ReviewComment>().WithMany().HasForeignKey(c => c.ThreadId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ReviewId, c.Id });
        // Databases hold keys that are null for different ones.
        builder.HasIndex(c => new { c.AuthorId, c.Key }).IsUnique();
    }
}
