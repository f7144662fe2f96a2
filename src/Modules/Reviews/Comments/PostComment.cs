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
internal sealed record CommentDraft(string? Path, DiffSide? Side, int? From, int? To, string? Body, long? ReplyTo);

/// <summary>Comments on lines of the newest round, or answers such a comment.</summary>
internal sealed class PostComment(AppDb db, ReviewGate gate, IScreening screening, ISanctions sanctions)
{
    /// <returns>The comment; it may wait for a moderator.</returns>
    public async Task<ReviewComment> RunAsync(long topicId, CommentDraft draft, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequirePostAsync(topicId, cancel);
        var text = CommentText.Of(draft.Body);
        var (isHeld, reason) = await ScreenAsync(opened.Review.CommunityId, by, text, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        db.ChangeTracker.Clear();
        await sanctions.TakeTurnAsync(opened.Review.CommunityId, by, cancel);
        var review = await db.Set<Review>().SingleAsync(r => r.TopicId == topicId, cancel);
        var comment = draft.ReplyTo is { } to
            ? ReviewComment.To(await ThreadAsync(topicId, to, cancel), by, text, gate.Now)
            : ReviewComment.On(review, await LinesAsync(review, draft, cancel), by, text, gate.Now);
        if (isHeld)
            comment.Hold();
        db.Add(comment);
        // The first save gives the id that the fact names.
        await db.SaveChangesAsync(cancel);
        if (isHeld)
            db.Publish(() => new PostHeld(review.CommunityId, by, comment.Thing, reason));
        else
            db.Publish(() => new ReviewCommented(review.CommunityId, by, review.Place, comment.Id, comment.Thread));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return comment;
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

    private async Task<(bool IsHeld, string Reason)> ScreenAsync(long communityId, long by, CommentText text, CancellationToken cancel)
    {
        var answer = await screening.ScreenAsync(
            new PostToScreen(communityId, ReviewComment.OwnKind, null, by, "", text.Markdown, text.Plain, text.Links), cancel);
        return answer.OrRefused("body");
    }
}
