namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>How far a community trusts its members, by what they did. Read where a limit depends on it.</summary>
public interface ITrust
{
    /// <summary>The level of a member, from memory where it can.</summary>
    /// <returns><see cref="TrustLevel.New"/> for somebody who is unknown or not of the community.</returns>
    Task<TrustLevel> LevelAsync(long communityId, long memberId, CancellationToken cancel = default);
}

/// <summary>What a member has earned by taking part. The numbers that lead from one to the next are settings of the community.</summary>
public enum TrustLevel
{
    /// <summary>Just came; posts within tight limits.</summary>
    New,

    /// <summary>Has read and written a little.</summary>
    Basic,

    /// <summary>Comes back, reads much, takes part.</summary>
    Regular,

    /// <summary>Takes part most days, and others value it.</summary>
    Trusted,
}
