using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Comments;

/// <summary>The author takes suggestions over: their lines stand in the next round, and their threads are resolved.</summary>
internal sealed class TakeSuggestion(AppDb db, ReviewGate gate, KeepRound keep)
{
    /// <summary>More than anybody reads at once.</summary>
    public const int Most = 50;

    /// <param name="ids">Comments with suggestions; all of them are taken over, or none.</param>
    /// <returns>The round that has them. Taking them twice is taking them once.</returns>
    /// <exception cref="Refused">409: lines have changed since, or two of them want the same lines.</exception>
    public async Task<int> RunAsync(long topicId, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var (_, by) = await gate.RequireAuthorAsync(topicId, cancel);
        if (ids.Count is 0 or > Most)
            throw Refused.AtField("comments", "suggestions_count", "Choose 1 to {0} suggestions.", Most);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        db.ChangeTracker.Clear();
        var review = await db.Set<Review>().SingleAsync(r => r.TopicId == topicId, cancel);
        var chosen = await ChosenAsync(topicId, ids, cancel);
        if (chosen.Max(c => c.Comment.TakenIn) is { } taken && chosen.All(c => c.Comment.TakenIn is not null))
            return taken;
        var wanted = chosen.Where(c => c.Comment.TakenIn is null).ToList();
        var newest = await db.Set<Round>().Where(r => r.ReviewId == topicId && r.Number == review.Rounds).Select(r => r.Diff)
            .SingleAsync(cancel);
        var round = await keep.RunAsync(review, Apply(DiffParser.Parse(newest), wanted), by, wanted[0].Comment.Id, cancel);
        foreach (var (comment, thread, _) in wanted)
        {
            comment.TakeOver(round.Number);
            thread.Resolve(by, gate.Now);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return round.Number;
    }

    /// <returns>
    /// Each with the thread whose lines it is about: an answer suggests for the lines of its thread, wherever they are now.
    /// </returns>
    private async Task<List<Suggested>> ChosenAsync(long topicId, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var comments = await db.Set<ReviewComment>().Where(c => c.ReviewId == topicId && ids.Contains(c.Id)).ToListAsync(cancel);
        var first = comments.Select(c => c.Thread).ToList();
        var threads = await db.Set<ReviewComment>().Where(c => first.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        List<Suggested> chosen =
        [
            .. comments.Where(c => c is { IsShown: true, Side: DiffSide.New } && CommentText.SuggestionIn(c.Markdown) is not null)
                .Select(c => new Suggested(c, threads[c.Thread], CommentText.SuggestionIn(c.Markdown)!)),
        ];
        return chosen.Count == ids.Distinct().Count() ? chosen : throw Refused.NotFound();
    }

    /// <summary>From the end of each file to its beginning, so that no one moves the lines of the next.</summary>
    private static Diff Apply(Diff diff, List<Suggested> wanted)
    {
        foreach (var file in wanted.GroupBy(w => w.Thread.Path))
        {
            var above = int.MaxValue;
            foreach (var (_, thread, lines) in file.OrderByDescending(w => w.Thread.FromLine))
            {
                if (thread.ToLine >= above)
                    throw new Refused("suggestions_overlap", 409, "Two of these suggestions change the same lines. Apply one of them first.");
                above = thread.FromLine;
                var next = thread.OutdatedIn is not null ? null
                    : SuggestedLines.Apply(diff, thread.Path, thread.FromLine, thread.ToLine, lines);
                diff = next ?? throw new Refused("suggestion_outdated", 409, "These lines have changed since the suggestion was made.");
            }
        }
        return diff;
    }

    private sealed record Suggested(ReviewComment Comment, ReviewComment Thread, IReadOnlyList<string> Lines);
}
