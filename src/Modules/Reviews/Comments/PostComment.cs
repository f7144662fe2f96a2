using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Comments;

/// <summary>What somebody wants to say about lines, as given.</summary>
/// <param name="Path">Of a file of the newest round.</param>
/// <param name="To">The last line; <c>null</c> for the same as the first.</param>
/// <param name="ReplyTo">A comment of the thread that it answers; then nothing of the place is needed.</param>
internal sealed record CommentDraft(string? Path, DiffSide? Side, int? From, int? To, string? Body, long? ReplyTo)
{
    /// <summary>What the poster calls it: the same key again is the same comment. <c>null</c> for no key.</summary>
    public string? Key { get; init; }
}

/// <param name="IsNew">Not made before by the same key.</param>
internal sealed record PostedComment(ReviewComment Comment, bool IsNew);

/// <summary>Comments on lines of the newest round, or answers such a comment.</summary>
internal sealed class PostComment(AppDb db, ReviewGate gate, ScreenComment screen, ISanctions sanctions, AttachToComment attach)
{
    /// <returns>The comment; it may wait for a moderator.</returns>
    public async Task<PostedComment> RunAsync(long topicId, CommentDraft draft, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequirePostAsync(topicId, cancel);
        var text = CommentText.Of(draft.Body);
        if (await MadeAsync(topicId, by, draft, text, cancel) is { } made)
            return new PostedComment(made, IsNew: false);
        var (isHeld, reason) = await screen.RunAsync(opened.Review.CommunityId, by, text, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        db.ChangeTracker.Clear();
        // Another request with this key may have come first.
        if (await MadeAsync(topicId, by, draft, text, cancel) is { } first)
            return new PostedComment(first, IsNew: false);
        await sanctions.TakeTurnAsync(opened.Review.CommunityId, by, cancel);
        var review = await db.Set<Review>().SingleAsync(r => r.TopicId == topicId, cancel);
        var comment = draft.ReplyTo is { } to
            ? ReviewComment.To(await ThreadAsync(topicId, to, cancel), by, text, gate.Now)
            : ReviewComment.On(review, await LinesAsync(review, draft, cancel), by, text, gate.Now);
        if (isHeld)
            comment.Hold();
        if (draft.Key is { Length: > 0 } key)
            comment.PostedAs(key);
        db.Add(comment);
        // The first save gives the id that the fact names.
        await db.SaveChangesAsync(cancel);
        await attach.RunAsync(comment, cancel);
        if (isHeld)
            db.Publish(() => new PostHeld(review.CommunityId, by, comment.Thing, reason));
        else
            db.Publish(() => new ReviewCommented(review.CommunityId, by, review.Place, comment.Id, comment.Thread));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new PostedComment(comment, IsNew: true);
    }

    /// <exception cref="Refused">400: the key is no usable one; 422: it was used for something else.</exception>
    private async Task<ReviewComment?> MadeAsync(long topicId, long by, CommentDraft draft, CommentText text, CancellationToken cancel)
    {
        if (draft.Key is not { Length: > 0 } key)
            return null;
        if (key.Length > ReviewComment.MaxKey || key.Any(char.IsControl))
            throw new Refused("idempotency_key_malformed", 400, "An Idempotency-Key has at most {0} characters.", ReviewComment.MaxKey);
        // A key is the member's own, whatever community it was used in.
        var made = await db.Set<ReviewComment>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(c => c.AuthorId == by && c.Key == key, cancel);
        return made is null || (made.ReviewId == topicId && (made.Markdown == text.Markdown || made.EditedAt is not null)) ? made
            : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for something else. Use a new one.");
    }

    private async Task<ReviewComment> ThreadAsync(long topicId, long id, CancellationToken cancel)
    {
        var to = await db.Set<ReviewComment>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.ReviewId == topicId, cancel);
        if (to is { ThreadId: { } first })
            to = await db.Set<ReviewComment>().AsNoTracking().SingleAsync(c => c.Id == first, cancel);
        return to is { IsShown: true } ? to
            : throw Refused.AtField("replyTo", "reply_to_unknown", "What you're replying to no longer exists.");
    }

    private async Task<LinesAt> LinesAsync(Review review, CommentDraft draft, CancellationToken cancel)
    {
        var (side, from) = (draft.Side ?? DiffSide.New, draft.From ?? 0);
        var to = draft.To ?? from;
        if (from < 1 || to < from || to - from >= ReviewComment.MaxLines)
            throw Refused.AtField("from", "lines_wrong", "Choose 1 to {0} lines that follow each other.", ReviewComment.MaxLines);
        var text = await db.Set<Round>().Where(r => r.ReviewId == review.TopicId && r.Number == review.Rounds).Select(r => r.Diff)
            .SingleOrDefaultAsync(cancel);
        var file = DiffParser.Parse(text ?? "").Files.FirstOrDefault(f => f.Path == draft.Path && f.Range(side, from, to) is not null);
        if (file?.Range(side, from, to) is not { } lines)
            throw Refused.AtField("from", "lines_unknown",
                "These lines are not in the newest round, or not all in one piece. Look at it again; your text is still here.");
        return new LinesAt(review.Rounds, file.Path, side, from, to, string.Join('\n', lines.Select(l => l.Text)));
    }
}
