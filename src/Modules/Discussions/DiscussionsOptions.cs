using System.ComponentModel.DataAnnotations;

namespace Guildhall.Discussions;

/// <summary>What one member may do in a day. The section is <c>Guildhall:Discussions</c>.</summary>
internal sealed class DiscussionsOptions
{
    /// <summary>Votes within 24 hours.</summary>
    [Range(1, 10_000)]
    public int VotesPerDay { get; set; } = 40;

    /// <summary>Of these, for answers of one person.</summary>
    [Range(1, 10_000)]
    public int VotesForOnePerDay { get; set; } = 5;

    /// <summary>Points of reputation that a vote for an answer gives its author.</summary>
    [Range(0, 1_000)]
    public int ReputationForVote { get; set; } = 10;

    /// <summary>Points that a vote against it takes.</summary>
    [Range(0, 1_000)]
    public int ReputationLostByVote { get; set; } = 2;

    /// <summary>Points that an accepted answer gives.</summary>
    [Range(0, 1_000)]
    public int ReputationForAnswer { get; set; } = 15;

    /// <summary>Points that the votes of one day (UTC) give at most.</summary>
    [Range(1, 100_000)]
    public int ReputationPerDay { get; set; } = 200;

    /// <summary>Votes of two people for each other, both ways together, of which more within <see cref="SerialVoteDays"/> count for nothing.</summary>
    [Range(1, 1_000)]
    public int SerialVotes { get; set; } = 5;

    /// <summary>Days.</summary>
    [Range(1, 365)]
    public int SerialVoteDays { get; set; } = 7;

    /// <summary>Days for which a posting's Idempotency-Key is known; after that the same key posts anew.</summary>
    [Range(1, 365)]
    public int PostingKeyDays { get; set; } = 7;
}
