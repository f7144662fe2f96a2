using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Comments;

/// <summary>The author of a comment on lines changes its words; the screening looks at them again.</summary>
internal sealed class EditComment(AppDb db, ReviewGate gate, ScreenComment screen, ISanctions sanctions, AttachToComment attach)
{
    /// <exception cref="Refused">409: its suggestion stands in a round, and must stay what was taken over.</exception>
    public async Task<ReviewComment> RunAsync(long topicId, long id, string? body, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequirePostAsync(topicId, cancel);
        var text = CommentText.Of(body);
        RequireOwn(await db.Set<ReviewComment>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.ReviewId == topicId, cancel), by);
        var (isHeld, reason) = await screen.RunAsync(opened.Review.CommunityId, by, text, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        db.ChangeTracker.Clear();
        await sanctions.TakeTurnAsync(opened.Review.CommunityId, by, cancel);
        var comment = RequireOwn(
            await db.Set<ReviewComment>().SingleOrDefaultAsync(c => c.Id == id && c.ReviewId == topicId, cancel), by);
        if (comment.Markdown == text.Markdown)
            return comment;
        comment.Edit(text, gate.Now);
        await attach.RunAsync(comment, cancel);
        if (isHeld && comment.Standing == CommentStanding.Shown)
        {
            comment.Hold();
            db.Publish(() => new PostHeld(comment.CommunityId, by, comment.Thing, reason));
        }
        db.Publish(() => new ReviewThreadChanged(comment.CommunityId, by, opened.Review.Place, comment.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return comment;
    }

    private static ReviewComment RequireOwn(ReviewComment? comment, long by) => comment switch
    {
        { DeletedAt: null, TakenIn: null } own when own.AuthorId == by => own,
        { DeletedAt: null } own when own.AuthorId == by => throw new Refused("comment_taken", 409,
            "Your suggestion was applied in a round, so this comment can no longer be edited. Write a new one."),
        _ => throw Refused.NotFound(),
    };
}
