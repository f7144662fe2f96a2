using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Rounds;

/// <summary>The author posts another version.</summary>
internal sealed class PostRound(AppDb db, ReviewGate gate, CheckDiff check, KeepRound keep, IMemberTopics topics)
{
    /// <param name="note">What the author says about it: a reply in the topic. May be empty.</param>
    /// <returns>Number of the round. The same diff as the newest one's is the same round.</returns>
    public async Task<int> RunAsync(long topicId, string? typed, string? note, CancellationToken cancel)
    {
        var (_, by) = await gate.RequireAuthorAsync(topicId, cancel);
        var diff = check.Read(typed);
        await check.ScreenAsync(diff, topicId, by, cancel);
        var number = 0;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.LockAsync(LockOn.Review, topicId, cancel);
            db.ChangeTracker.Clear();
            var review = await db.Set<Review>().SingleAsync(r => r.TopicId == topicId, cancel);
            var text = Diffs.DiffWriter.Write(diff);
            if (await db.Set<Round>().AnyAsync(r => r.ReviewId == topicId && r.Number == review.Rounds && r.Diff == text, cancel))
                return review.Rounds;
            number = (await keep.RunAsync(review, diff, by, null, cancel)).Number;
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        if (!string.IsNullOrWhiteSpace(note))
            await topics.ReplyAsync(topicId, note, cancel);
        return number;
    }
}
