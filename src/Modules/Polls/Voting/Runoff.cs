namespace Guildhall.Polls.Voting;

/// <summary>
/// Instant runoff: each ballot counts for the option that it prefers among those that are left. An option with more than half of the
/// ballots that still count wins; otherwise the option with the fewest leaves, and the next round counts again. Options that nobody prefers
/// leave together. Where several have the fewest, the one leaves that had the fewest in the round before, and so on back to the first;
/// where that does not tell them apart either, the one that stands further down in the poll.
/// </summary>
internal static class Runoff
{
    /// <param name="ballots">Options by preference, and how many ballots say so.</param>
    public static IReadOnlyList<RunoffRound> Rounds(int options, IReadOnlyList<(int[] Order, int Count)> ballots)
    {
        var rounds = new List<RunoffRound>();
        if (ballots.Count == 0)
            return rounds;
        var left = Enumerable.Range(1, options).ToList();
        while (true)
        {
            var votes = left.ToDictionary(o => o, _ => 0);
            var exhausted = 0;
            foreach (var (order, count) in ballots)
            {
                var preferred = Array.Find(order, votes.ContainsKey);
                if (preferred == 0)
                    exhausted += count;
                else
                    votes[preferred] += count;
            }
            List<int> leaving = votes.Values.Max() * 2 > votes.Values.Sum() || left.Count == 1 ? [] : Leaving(votes, rounds);
            rounds.Add(new RunoffRound(votes, exhausted, leaving));
            if (leaving.Count == 0)
                return rounds;
            left.RemoveAll(leaving.Contains);
        }
    }

    /// <summary>Who has the most in the last round.</summary>
    public static int? Winner(IReadOnlyList<RunoffRound> rounds) => rounds.Count == 0 ? null : rounds[^1].Votes.MaxBy(v => v.Value).Key;

    private static List<int> Leaving(Dictionary<int, int> votes, List<RunoffRound> before)
    {
        var fewest = votes.Values.Min();
        List<int> least = [.. votes.Where(v => v.Value == fewest).Select(v => v.Key)];
        if (fewest == 0)
            return least;
        for (var round = before.Count - 1; round >= 0 && least.Count > 1; round--)
        {
            var then = least.Min(o => before[round].Votes[o]);
            least.RemoveAll(o => before[round].Votes[o] != then);
        }
        return [least.Max()];
    }
}
