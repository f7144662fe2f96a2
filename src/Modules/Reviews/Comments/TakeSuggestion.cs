using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Comments;

/// <summary>The author takes a suggestion over: its lines stand in the next round, and its thread is resolved.</summary>
internal sealed class TakeSuggestion(AppDb db, ReviewGate gate, KeepRound keep)
{
    /// <returns>The round that has it. Taking it twice is taking it once.</returns>
    /// <exception cref="Refused">409: its lines have changed since.</exception>
    public async Task<int> RunAsync(long topicId, long id, CancellationToken cancel)
    {
        var (_, by) = await gate.RequireAuthorAsync(topicId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        db.ChangeTracker.Clear();
        var review = await db.Set<Review>().SingleAsync(r => r.TopicId == topicId, cancel);
        var comment = await db.Set<ReviewComment>().SingleOrDefaultAsync(c => c.Id == id && c.ReviewId == topicId, cancel);
        if (comment is not { IsShown: true, Side: DiffSide.New } || CommentText.SuggestionIn(comment.Markdown) is not { } lines)
            throw Refused.NotFound();
        if (comment.TakenIn is { } taken)
            return taken;
        // An answer suggests for the lines of its thread, wherever they are now.
        var thread = comment.ThreadId is { } first ? await db.Set<ReviewComment>().SingleAsync(c => c.Id == first, cancel) : comment;
        var newest = await db.Set<Round>().Where(r => r.ReviewId == topicId && r.Number == review.Rounds).Select(r => r.Diff)
            .SingleAsync(cancel);
        var next = thread.OutdatedIn is not null ? null
            : SuggestedLines.Apply(DiffParser.Parse(newest), thread.Path, thread.FromLine, thread.ToLine, lines);
        if (next is null)
            throw new Refused("suggestion_outdated", 409, "These lines have changed since the suggestion was made.");
        var round = await keep.RunAsync(review, next, by, id, cancel);
        comment.TakeOver(round.Number);
        thread.Resolve(by, gate.Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return round.Number;
    }
}
