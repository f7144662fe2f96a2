using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Voting;

/// <summary>A member votes, thinks otherwise where the poll allows it, or takes the ballot back.</summary>
internal sealed class CastBallot(AppDb db, PollGate gate, CommunityScope scope)
{
    /// <param name="options">Numbers of options; none takes the ballot back.</param>
    /// <param name="points">Of a rating, for each of them.</param>
    /// <exception cref="Refused">409: the poll is over, or the ballot stands.</exception>
    public async Task<Poll> RunAsync(long id, IReadOnlyList<int> options, IReadOnlyList<int>? points, CancellationToken cancel)
    {
        var seen = await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        var by = await gate.RequireVoteAsync(seen, cancel);
        var count = await db.Set<PollOption>().CountAsync(o => o.PollId == id, cancel);
        var choices = Choices.Of(seen!, count, options, points);
        return await SaveAsync(id, by, choices, cancel);
    }

    public async Task<Poll> TakeBackAsync(long id, CancellationToken cancel)
    {
        var seen = await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        return await SaveAsync(id, await gate.RequireVoteAsync(seen, cancel), null, cancel);
    }

    private async Task<Poll> SaveAsync(long id, long by, string? choices, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // One device after the other, and nobody after the end.
        await db.LockAsync(LockOn.Poll, id, cancel);
        var poll = await db.Set<Poll>().AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        var ballot = await db.Set<Ballot>().SingleOrDefaultAsync(b => b.PollId == id && b.MemberId == by, cancel);
        if (ballot?.Choices == choices)
            return poll;
        if (poll.IsOver(gate.Now))
            throw new Refused("poll_over", 409, "This poll is closed.");
        if (ballot is not null && !poll.MayChange)
            throw new Refused("ballot_stands", 409, "You have voted, and votes in this poll are final.");
        // Its author may have changed the options meanwhile, as nobody had voted.
        if (choices is not null
            && Choices.Read(choices).Max(c => c.Option) > await db.Set<PollOption>().CountAsync(o => o.PollId == id, cancel))
            throw Refused.AtField("options", "options_unknown", "Choose from the options, each at most once.");
        if (choices is null)
            db.Remove(ballot!);
        else if (ballot is null)
            db.Add(Ballot.In(poll, by, choices, gate.Now));
        else
            ballot.Become(choices, gate.Now);
        db.Publish(() => new PollVoted(
            scope.Id, poll.Ballots == BallotKind.Open ? by : null, id, poll.Results == ResultsShown.Always));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return poll;
    }
}
