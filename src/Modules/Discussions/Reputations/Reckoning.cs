namespace Guildhall.Discussions.Reputations;

/// <summary>A vote between two people.</summary>
internal readonly record struct CountedVote(long By, long For, int Value, DateTime At);

/// <summary>An accepted answer.</summary>
/// <param name="Asker">Whose question it solved.</param>
/// <param name="By">Who accepted it.</param>
internal readonly record struct CountedAnswer(long Asker, long By, long Author, DateTime At);

/// <summary>
/// What votes and accepted answers are worth. The numbers are those that Stack Overflow publishes ("What is reputation?"); each is an
/// option. Whatever two people did for each other too often within some days counts for neither.
/// </summary>
internal sealed class Reckoning(DiscussionsOptions options)
{
    public const int Least = 1;

    /// <param name="votes">All on this member's answers, and all that the member gave to those who gave them.</param>
    /// <param name="answers">Accepted ones of this member.</param>
    public int Of(long memberId, IReadOnlyCollection<CountedVote> votes, IReadOnlyCollection<CountedAnswer> answers)
    {
        var serial = Serial(memberId, votes);
        var points = Least;
        // By days: a day's votes lift nobody by more than the limit; what votes take and what answers give is not held back.
        foreach (var day in votes.Where(v => v.For == memberId && v.By != memberId && !serial.Contains(v)).GroupBy(v => v.At.Date))
            points += Math.Min(options.ReputationPerDay, day.Count(v => v.Value > 0) * options.ReputationForVote)
                - day.Count(v => v.Value < 0) * options.ReputationLostByVote;
        points += answers.Count(a => a.Author == memberId && a.Asker != memberId && a.By != memberId) * options.ReputationForAnswer;
        return Math.Max(Least, points);
    }

    /// <summary>
    /// Votes of two people for each other, both ways together, of which there are too many within a span of days.
    /// </summary>
    public HashSet<CountedVote> Serial(long memberId, IReadOnlyCollection<CountedVote> votes)
    {
        var serial = new HashSet<CountedVote>();
        var span = TimeSpan.FromDays(options.SerialVoteDays);
        foreach (var pair in votes.Where(v => v.By != v.For).GroupBy(v => v.By == memberId ? v.For : v.By))
        {
            List<CountedVote> inOrder = [.. pair.OrderBy(v => v.At)];
            for (var (first, last) = (0, 0); last < inOrder.Count; last++)
            {
                while (inOrder[last].At - inOrder[first].At > span)
                    first++;
                if (last - first + 1 <= options.SerialVotes)
                    continue;
                for (var one = first; one <= last; one++)
                    serial.Add(inOrder[one]);
            }
        }
        return serial;
    }
}
