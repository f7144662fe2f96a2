using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Verdicts;

/// <summary>A reviewer says what they think of the newest round; the last word counts.</summary>
internal sealed class GiveVerdict(AppDb db, ReviewGate gate, IMemberTopics topics)
{
    /// <param name="note">Why: a reply in the topic. May be empty.</param>
    public async Task RunAsync(long topicId, ReviewVerdict? kind, string? note, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequirePostAsync(topicId, cancel);
        if (kind is not { } said)
            throw Refused.AtField("verdict", "verdict_missing", "Enter a comment first.");
        if (by == opened.Review.AuthorId)
            throw new Refused("own_work", 403, "You can't review your own work.");
        if (opened.Review.Rounds == 0)
            throw new Refused("nothing_to_review", 409, "There is nothing to review yet.");
        // First what may be refused: a verdict without its reason would stand there alone.
        if (!string.IsNullOrWhiteSpace(note))
            await topics.ReplyAsync(topicId, note, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        db.ChangeTracker.Clear();
        var review = await db.Set<Review>().AsNoTracking().SingleAsync(r => r.TopicId == topicId, cancel);
        var verdict = await db.Set<Verdict>().SingleOrDefaultAsync(v => v.ReviewId == topicId && v.MemberId == by, cancel);
        if (verdict is null)
            db.Add(verdict = Verdict.Of(review, by));
        verdict.Become(said, review.Rounds, gate.Now);
        db.Publish(() => new ReviewVerdictGiven(review.CommunityId, by, review.Place, review.Rounds, EnumWords.Of(said)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
