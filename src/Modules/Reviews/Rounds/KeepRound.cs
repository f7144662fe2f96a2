using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Rounds;

/// <summary>
/// Begins a round: threads follow their lines, or are marked outdated. A part of the operations that ask the gate; inside their
/// transaction, under the lock of the review. The caller saves.
/// </summary>
internal sealed class KeepRound(AppDb db, TimeProvider time)
{
    public async Task<Round> RunAsync(Review review, Diff diff, long? by, long? suggestionId, CancellationToken cancel)
    {
        var round = Round.Of(review, review.Next(), diff, suggestionId, time.GetUtcNow().UtcDateTime);
        db.Add(round);
        var threads = await db.Set<ReviewComment>().Where(c => c.ReviewId == review.TopicId && c.ThreadId == null).ToListAsync(cancel);
        foreach (var thread in threads)
        {
            if (FollowedLines.Find(diff, thread.Path, thread.Side, thread.Lines.Split('\n'), thread.FromLine) is var (path, from))
                thread.Follow(round.Number, path, from);
            else
                thread.Outdate(round.Number);
        }
        db.Publish(() => new ReviewRoundPosted(review.CommunityId, by, review.Place, round.Number, suggestionId));
        return round;
    }
}
