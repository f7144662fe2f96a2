using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Polls.Voting;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Opening;

/// <summary>What its author wants otherwise, as typed. What is <c>null</c> stays as it is.</summary>
/// <param name="EndsAt">Wall clock; empty for no end of its own.</param>
internal sealed record PollChange(string? Question, IReadOnlyList<string>? Options, string? EndsAt, string? Zone);

/// <summary>
/// Its author says a poll in other words, or lets it end at another time. As long as nobody has voted, all words may change; after that
/// only slips of the pen in the question (<see cref="Slips"/>): whoever voted has voted for these words. Not once it is over.
/// </summary>
internal sealed class EditPoll(AppDb db, PollGate gate, IScreening screening, CommunityScope scope)
{
    /// <exception cref="Refused">409: it is over; 422 at the field: it may not change so much any more.</exception>
    public async Task<Poll> RunAsync(long id, PollChange change, CancellationToken cancel)
    {
        var seen = await FindAsync(id, cancel);
        var by = await gate.RequireOwnAsync(seen, cancel);
        var options = await OptionsAsync(id, cancel);
        var asked = Checked(seen!, options, change);
        var words = string.Join('\n', asked.Options.Prepend(asked.Question));
        var (isHeld, reason) = (await screening.ScreenAsync(
            new PostToScreen(scope.Id, Poll.OwnKind, id, by, asked.Question, words, words, []), cancel)).OrRefused("question");

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Poll, id, cancel);
        db.ChangeTracker.Clear();
        var poll = await db.Set<Poll>().SingleAsync(p => p.Id == id, cancel);
        if (poll.DeletedAt is not null)
            throw Refused.NotFound();
        if (poll.IsOver(gate.Now))
            throw new Refused("poll_over", 409, "The poll is over: it does not change any more.");
        var rows = await db.Set<PollOption>().Where(o => o.PollId == id).OrderBy(o => o.Number).ToListAsync(cancel);
        if (await db.Set<Ballot>().AnyAsync(b => b.PollId == id, cancel))
            CheckVoted(poll, rows, asked);
        else
            Rewrite(poll, rows, asked);
        poll.Say(asked.Question, asked.Ends);
        if (isHeld && poll.Standing == PollStanding.Shown)
        {
            poll.Hold();
            db.Publish(() => new PostHeld(scope.Id, by, poll.Thing, reason));
        }
        if (poll.EndsAt is { } end)
            db.Enqueue(() => new WorkOrder($"{id}-{end.Ticks}", new EndPoll(id), end));
        db.Publish(() => new PollEdited(scope.Id, by, id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return poll;
    }

    public Task<Poll?> FindAsync(long id, CancellationToken cancel) =>
        db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);

    private Task<List<string>> OptionsAsync(long id, CancellationToken cancel) =>
        db.Set<PollOption>().Where(o => o.PollId == id).OrderBy(o => o.Number).Select(o => o.Text).ToListAsync(cancel);

    private CheckedPoll Checked(Poll poll, List<string> options, PollChange change)
    {
        var isSame = change.EndsAt is null;
        var asked = new PollDraft(change.Question ?? poll.Question, change.Options ?? options, poll.Kind,
            poll.Kind == PollKind.Multiple ? poll.Min : null,
            poll.Kind == PollKind.Multiple ? Math.Min(poll.Max, Count(change.Options ?? options)) : null,
            poll.Ballots, poll.Results, poll.MayChange, isSame ? null : change.EndsAt, change.Zone, null, null)
            .Check(poll.SpaceId, poll.TierId, scope.Required.TimeZone, gate.Now);
        return isSame && poll is { EndsLocal: { } local, EndsZone: { } zone, EndsAt: { } at }
            ? asked with { Ends = new PollEnd(local, zone, at) } : asked;
    }

    private static int Count(IReadOnlyList<string> options) => options.Count(o => !string.IsNullOrWhiteSpace(o));

    private static void CheckVoted(Poll poll, List<PollOption> rows, CheckedPoll asked)
    {
        if (!rows.Select(o => o.Text).SequenceEqual(asked.Options))
            throw Refused.AtField("options", "options_voted_for", "People have voted, so the options can't be changed.");
        if (!Slips.Allow(poll.Question, asked.Question))
            throw Refused.AtField("question", "question_voted_for", "People have voted, so you can only fix typos: {0} characters here.",
                Slips.Most(poll.Question));
    }

    private void Rewrite(Poll poll, List<PollOption> rows, CheckedPoll asked)
    {
        foreach (var row in rows.Take(asked.Options.Count))
            row.Say(asked.Options[row.Number - 1]);
        db.RemoveRange(rows.Skip(asked.Options.Count));
        db.AddRange(asked.Options.Skip(rows.Count).Select((text, n) => PollOption.Of(poll, rows.Count + n + 1, text)));
        poll.Limit(asked.Min, asked.Max);
    }
}

/// <summary>How much of a question may change after somebody has voted: a tenth of its characters, at least three.</summary>
internal static class Slips
{
    public static int Most(string before) => Math.Max(3, before.Length / 10);

    public static bool Allow(string before, string after) => Distance(before, after) <= Most(before);

    /// <summary>Characters that are put in, left out or replaced (Levenshtein).</summary>
    public static int Distance(string before, string after)
    {
        var row = Enumerable.Range(0, after.Length + 1).ToArray();
        for (var i = 1; i <= before.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= after.Length; j++)
            {
                var replaced = corner + (before[i - 1] == after[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
