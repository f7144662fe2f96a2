namespace Guildhall.Polls.Voting;

/// <summary>What an option got.</summary>
/// <param name="Votes">Ballots that name it; of a ranked poll those that name it first.</param>
/// <param name="Mean">Of its points, in a rating; <c>null</c> where nobody gave any.</param>
/// <param name="Points">How many gave 1, 2, 3, 4 and 5 points; empty in other kinds.</param>
internal sealed record OptionTally(int Number, int Votes, double? Mean, IReadOnlyList<int> Points);

/// <summary>One round of a runoff.</summary>
/// <param name="Votes">Ballots that prefer an option among those that are left, by its number.</param>
/// <param name="Exhausted">Ballots that name none of those that are left.</param>
/// <param name="Out">Options that leave after the round; empty in the last one.</param>
internal sealed record RunoffRound(IReadOnlyDictionary<int, int> Votes, int Exhausted, IReadOnlyList<int> Out);

/// <summary>How a poll stands.</summary>
/// <param name="Rounds">Of a ranked poll; empty elsewhere and while nobody has voted.</param>
/// <param name="Winner">Of a ranked poll.</param>
internal sealed record Tally(
    int Ballots, IReadOnlyList<OptionTally> Options, IReadOnlyList<RunoffRound> Rounds, int? Winner)
{
    /// <param name="options">How many options there are.</param>
    /// <param name="ballots">Ballots by what they say.</param>
    public static Tally Of(PollKind kind, int options, IEnumerable<(string Choices, int Count)> ballots)
    {
        var read = ballots.Select(b => (Choices: Voting.Choices.Read(b.Choices), b.Count)).ToList();
        var numbers = Enumerable.Range(1, options).ToList();
        if (kind == PollKind.Ranked)
            return OfRanked(numbers, read);
        return new Tally(read.Sum(b => b.Count), numbers.ConvertAll(number => Count(kind, number, read)), [], null);
    }

    private static Tally OfRanked(List<int> numbers, List<(IReadOnlyList<(int Option, int Points)> Choices, int Count)> ballots)
    {
        var first = numbers.ConvertAll(number =>
            new OptionTally(number, ballots.Where(b => b.Choices[0].Option == number).Sum(b => b.Count), null, []));
        var rounds = Runoff.Rounds(numbers.Count, [.. ballots.Select(b => (b.Choices.Select(c => c.Option).ToArray(), b.Count))]);
        return new Tally(ballots.Sum(b => b.Count), first, rounds, Runoff.Winner(rounds));
    }

    private static OptionTally Count(PollKind kind, int number, List<(IReadOnlyList<(int Option, int Points)> Choices, int Count)> ballots)
    {
        var (votes, sum, points) = (0, 0L, new int[kind == PollKind.Rating ? Voting.Choices.MostPoints : 0]);
        foreach (var (choices, count) in ballots)
            foreach (var choice in choices)
            {
                if (choice.Option != number)
                    continue;
                votes += count;
                sum += (long)choice.Points * count;
                if (points.Length > 0)
                    points[choice.Points - 1] += count;
            }
        return new OptionTally(number, votes, kind == PollKind.Rating && votes > 0 ? (double)sum / votes : null, points);
    }
}
