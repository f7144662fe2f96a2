using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Polls.Voting;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Showing;

/// <summary>A poll as one viewer sees it.</summary>
public sealed class PollView
{
    internal PollView(Poll poll, string author, IReadOnlyList<PollOption> options) => (Poll, Author, Options) = (poll, author, options);

    internal Poll Poll { get; }
    internal string Author { get; }
    internal IReadOnlyList<PollOption> Options { get; }

    /// <summary>The viewer's own ballot; <c>null</c> for none.</summary>
    internal IReadOnlyList<(int Option, int Points)>? Mine { get; init; }

    /// <summary><c>null</c> where this viewer does not see results yet.</summary>
    internal Tally? Tally { get; init; }

    internal bool IsOver { get; init; }

    /// <summary>Whether the viewer's membership lets them vote while it runs.</summary>
    internal bool MayVote { get; init; }

    internal bool MayClose { get; init; }
    internal bool IsMine { get; init; }

    /// <summary>Whether a ballot can be cast or changed now.</summary>
    internal bool TakesBallot => MayVote && !IsOver && Poll.IsShown && (Mine is null || Poll.MayChange);

    internal string TextOf(int option) => Options[option - 1].Text;
}

/// <summary>Somebody's ballot in an open poll.</summary>
internal sealed record CastVote(long MemberId, string Name, string? Face, IReadOnlyList<(int Option, int Points)> Choices);

/// <summary>Reads a poll for whoever asks. Results are left out where they are not to be seen yet.</summary>
internal sealed class ReadPoll(AppDb db, PollGate gate)
{
    public const int VotersAPage = 50;

    /// <exception cref="Refused">404: missing, closed to the viewer, held and removed look alike.</exception>
    public async Task<PollView> RunAsync(long id, CancellationToken cancel) => await ViewAsync(await gate.RequireSeeAsync(
        await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel), cancel), cancel);

    /// <summary>The same by the code in its address.</summary>
    public async Task<PollView> RunAsync(string code, CancellationToken cancel) =>
        await FindAsync(code, cancel) ?? throw Refused.NotFound();

    /// <returns><c>null</c> where there is none that the viewer may see.</returns>
    public async Task<PollView?> FindAsync(string code, CancellationToken cancel)
    {
        var poll = await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, cancel);
        return poll is not null && await gate.SeesAsync(poll, cancel) ? await ViewAsync(poll, cancel) : null;
    }

    /// <summary>Who voted for what, by member, where ballots are open and results are seen.</summary>
    public async Task<IReadOnlyList<CastVote>> VotersAsync(PollView view, long after, CancellationToken cancel)
    {
        if (view.Poll.Ballots != BallotKind.Open || view.Tally is null)
            return [];
        var rows = await db.Set<Ballot>().Where(b => b.PollId == view.Poll.Id && b.MemberId > after).OrderBy(b => b.MemberId)
            .Join(db.Members, b => b.MemberId, m => m.Id, (b, m) => new { b.MemberId, m.Name, m.Face, b.Choices })
            .Take(VotersAPage).AsNoTracking().ToListAsync(cancel);
        return rows.ConvertAll(r => new CastVote(r.MemberId, r.Name, r.Face, Choices.Read(r.Choices)));
    }

    private async Task<PollView> ViewAsync(Poll poll, CancellationToken cancel)
    {
        var options = await db.Set<PollOption>().AsNoTracking().Where(o => o.PollId == poll.Id).OrderBy(o => o.Number).ToListAsync(cancel);
        var author = await db.Members.Where(m => m.Id == poll.AuthorId).Select(m => m.Name).SingleAsync(cancel);
        var mine = gate.MemberId is not { } me ? null : await db.Set<Ballot>()
            .Where(b => b.PollId == poll.Id && b.MemberId == me).Select(b => b.Choices).SingleOrDefaultAsync(cancel);
        var isOver = poll.IsOver(gate.Now);
        var seesResults = isOver || poll.Results == ResultsShown.Always || (poll.Results == ResultsShown.AfterVote && mine is not null);
        return new PollView(poll, author, options)
        {
            Mine = mine is null ? null : Choices.Read(mine),
            Tally = seesResults ? await TallyAsync(poll, options.Count, cancel) : null,
            IsOver = isOver,
            MayVote = await gate.MayVoteAsync(poll, cancel),
            MayClose = await gate.MayCloseAsync(poll, cancel),
            IsMine = gate.IsAuthor(poll),
        };
    }

    private async Task<Tally> TallyAsync(Poll poll, int options, CancellationToken cancel)
    {
        var ballots = await db.Set<Ballot>().Where(b => b.PollId == poll.Id).GroupBy(b => b.Choices)
            .Select(g => new { Choices = g.Key, Count = g.Count() }).ToListAsync(cancel);
        return Tally.Of(poll.Kind, options, ballots.Select(b => (b.Choices, b.Count)));
    }
}
