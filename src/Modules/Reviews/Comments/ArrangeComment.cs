using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Comments;

/// <summary>
/// Resolves a thread, as whoever wrote it, the review's author or a moderator; takes a comment out of sight, as its author or a moderator.
/// </summary>
internal sealed class ArrangeComment(AppDb db, ReviewGate gate)
{
    public Task ResolveAsync(long topicId, long id, CancellationToken cancel) => ChangeThreadAsync(topicId, id, (thread, by) =>
    {
        if (thread.ResolvedAt is not null)
            return false;
        thread.Resolve(by, gate.Now);
        return true;
    }, cancel);

    public Task ReopenAsync(long topicId, long id, CancellationToken cancel) => ChangeThreadAsync(topicId, id, (thread, _) =>
    {
        if (thread.ResolvedAt is null)
            return false;
        thread.Reopen();
        return true;
    }, cancel);

    public async Task DeleteAsync(long topicId, long id, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequirePostAsync(topicId, cancel);
        var moderates = await gate.ModeratesAsync(cancel);
        await ChangeAsync(opened.Review, id, by, comment =>
        {
            if (!moderates && comment.AuthorId != by)
                throw Refused.NotFound();
            if (comment.DeletedAt is not null)
                return false;
            comment.Delete(by, gate.Now);
            return true;
        }, cancel);
    }

    private async Task ChangeThreadAsync(long topicId, long id, Func<ReviewComment, long, bool> change, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequirePostAsync(topicId, cancel);
        var moderates = await gate.ModeratesAsync(cancel);
        await ChangeAsync(opened.Review, id, by, thread =>
        {
            if (thread.ThreadId is not null || !gate.Sees(thread, moderates)
                || !(moderates || by == thread.AuthorId || by == opened.Review.AuthorId))
                throw Refused.NotFound();
            return change(thread, by);
        }, cancel);
    }

    private async Task ChangeAsync(Review review, long id, long by, Func<ReviewComment, bool> change, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, review.TopicId, cancel);
        db.ChangeTracker.Clear();
        var comment = await db.Set<ReviewComment>().SingleOrDefaultAsync(c => c.Id == id && c.ReviewId == review.TopicId, cancel)
            ?? throw Refused.NotFound();
        if (!change(comment))
            return;
        db.Publish(() => new ReviewThreadChanged(review.CommunityId, by, review.Place, comment.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
