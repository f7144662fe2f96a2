using Guildhall.Polls.Showing;
using Guildhall.Polls.Voting;

namespace Guildhall.Polls.Api;

/// <param name="Options">2 to 20 lines, each once.</param>
/// <param name="Min">Of kind "multiple": how many options a ballot names at least.</param>
/// <param name="Ballots">Null for "secret".</param>
/// <param name="Results">When results are seen; null for "after_vote".</param>
/// <param name="Changeable">Whether a vote may be changed; null for yes.</param>
/// <param name="EndsAt">Wall clock, "2026-12-01T18:00"; null for no end of its own.</param>
/// <param name="Zone">IANA name of that clock's zone; null for the community's.</param>
/// <param name="Tier">Slug of the tier that votes, with all above it; null for any.</param>
/// <param name="Space">Slug of the space whose readers see it; null for all members.</param>
public sealed record PollInput(
    string? Question, IReadOnlyList<string>? Options, PollKind? Kind, int? Min, int? Max, BallotKind? Ballots, ResultsShown? Results,
    bool? Changeable, string? EndsAt, string? Zone, string? Tier, string? Space);

/// <summary>What is null stays as it is.</summary>
/// <param name="Options">As long as nobody has voted.</param>
/// <param name="EndsAt">Wall clock, "2026-12-01T18:00"; empty for no end of its own.</param>
/// <param name="Zone">IANA name of that clock's zone; null for the community's.</param>
public sealed record PollChangeInput(string? Question, IReadOnlyList<string>? Options, string? EndsAt, string? Zone);

/// <param name="Line">Where it stands by itself in a text, the poll is shown.</param>
/// <param name="Held">Whether it waits for a moderator before others see it.</param>
public sealed record PollCreated(long Id, string Url, string Line, bool Held);

/// <param name="Options">Ids of options; of a ranked poll the preferred first.</param>
/// <param name="Points">Of a rating: 1 to 5 for each of them, in the same order.</param>
public sealed record BallotInput(IReadOnlyList<int>? Options, IReadOnlyList<int>? Points);

/// <param name="Points">Null in other kinds than "rating".</param>
public sealed record ChoiceDocument(int Option, int? Points)
{
    internal static ChoiceDocument Of((int Option, int Points) choice) => new(choice.Option, choice.Points == 0 ? null : choice.Points);
}

/// <summary>Somebody's ballot.</summary>
public sealed record CastDocument(long Member, string Name, IReadOnlyList<ChoiceDocument> Choices);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record BallotListDocument(IReadOnlyList<CastDocument> Items, long? Next);

/// <summary>Something to vote for.</summary>
public sealed record OptionDocument(int Id, string Text);

/// <param name="Votes">Ballots that name it; of a ranked poll first.</param>
/// <param name="Mean">Of its points.</param>
/// <param name="Points">How many gave 1, 2, 3, 4 and 5.</param>
public sealed record OptionResult(int Option, int Votes, double? Mean, IReadOnlyList<int> Points);

/// <param name="Votes">By option, among those that were left.</param>
/// <param name="Out">Options that left after the round.</param>
public sealed record RoundResult(IReadOnlyList<OptionResult> Votes, int Exhausted, IReadOnlyList<int> Out);

/// <param name="Ballots">How many have voted.</param>
/// <param name="Rounds">Of a ranked poll.</param>
/// <param name="Winner">Of a ranked poll: who has the most in the last round.</param>
public sealed record PollResultDocument(
    int Ballots, IReadOnlyList<OptionResult> Options, IReadOnlyList<RoundResult> Rounds, int? Winner);

/// <param name="Over">Whether nobody votes any more.</param>
/// <param name="EndsAt">UTC.</param>
/// <param name="Mine">The caller's own ballot; null for none.</param>
/// <param name="Outcome">Null where the caller does not see results yet.</param>
public sealed record PollDocument(
    long Id, string Url, string Question, string Author, PollKind Kind, int Min, int Max, BallotKind Ballots, ResultsShown Results,
    bool Changeable, DateTime? EndsAt, bool Over, bool Held, IReadOnlyList<OptionDocument> Options, IReadOnlyList<ChoiceDocument>? Mine,
    PollResultDocument? Outcome)
{
    internal static PollDocument Of(PollView view, string community)
    {
        var poll = view.Poll;
        return new(poll.Id, PollPaths.Of(community, poll.Code), poll.Question, view.Author, poll.Kind, poll.Min, poll.Max, poll.Ballots,
            poll.Results, poll.MayChange, poll.EndsAt, view.IsOver, poll.Standing != PollStanding.Shown,
            [.. view.Options.Select(o => new OptionDocument(o.Number, o.Text))],
            view.Mine is null ? null : [.. view.Mine.Select(ChoiceDocument.Of)], view.Tally is { } tally ? OutcomeOf(tally) : null);
    }

    private static PollResultDocument OutcomeOf(Tally tally) => new(
        tally.Ballots, [.. tally.Options.Select(o => new OptionResult(o.Number, o.Votes, o.Mean, o.Points))],
        [.. tally.Rounds.Select(r => new RoundResult(
            [.. r.Votes.Select(v => new OptionResult(v.Key, v.Value, null, []))], r.Exhausted, r.Out))], tally.Winner);
}
