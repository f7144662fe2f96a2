namespace Guildhall.Kernel.Data;

/// <summary>What <see cref="AppDb.LockAsync"/> keeps apart.</summary>
public enum LockOn
{
    /// <summary>What only one may arrange at a time: settings, spaces, tiers, roles.</summary>
    Community = 1,

    /// <summary>What one member is granted.</summary>
    Member = 2,

    /// <summary>What all nodes do once for the whole installation, under the id 0.</summary>
    Installation = 3,

    /// <summary>What is said in one topic: numbers of replies, closing, votes, accepted answers.</summary>
    Topic = 4,

    /// <summary>
    /// What is reported and decided about one thing, under its id. Taken before <see cref="Topic"/> and <see cref="Member"/>, never after.
    /// </summary>
    Case = 7,

    /// <summary>The ballots of one poll and its end.</summary>
    Poll = 5,

    /// <summary>What is said in one review: rounds, comments, verdicts.</summary>
    Review = 6,

    /// <summary>What is said in one channel: numbers of messages, the order of changes, bars.</summary>
    Channel = 8,

    /// <summary>What is left of a reward. Taken before <see cref="Member"/>, never after.</summary>
    Reward = 9,

    /// <summary>The seats of one live session. Taken after <see cref="Member"/>, never before.</summary>
    LiveSession = 20,

    /// <summary>The entries of one draw and its end.</summary>
    Draw = 21,
}
