namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>
/// Answered by every module in which members read, write or value what others wrote: the facts on which trust rests. The answers of all
/// modules are added up.
/// </summary>
public interface ITakingPart
{
    /// <summary>What these members did; who did nothing may be left out.</summary>
    /// <param name="since">UTC: what was done before does not count; <c>null</c> for everything.</param>
    Task<IReadOnlyDictionary<long, TakingPart>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, DateTime? since, CancellationToken cancel = default);

    /// <summary>How much there was to read: topics and posts that came at or after an instant.</summary>
    /// <param name="since">UTC.</param>
    Task<(int Topics, int Posts)> VolumeAsync(long communityId, DateTime since, CancellationToken cancel = default);
}

/// <summary>What a member did.</summary>
/// <param name="TopicsEntered">Topics, articles and the like that they opened.</param>
/// <param name="PostsRead">Topics, replies and articles that they read.</param>
/// <param name="SecondsReading">Measured while they read; pauses are left out.</param>
/// <param name="TopicsRepliedTo">Each counts once.</param>
/// <param name="LikesGiven">Reactions and votes for what others wrote.</param>
/// <param name="LikesReceived">The same from others.</param>
/// <param name="LikedBy">By how many members.</param>
/// <param name="LikedOnDays">On how many days, by UTC.</param>
/// <param name="Removed">Posts that moderators refused or took away.</param>
/// <param name="LastAt">UTC: when they last read something; <c>null</c> for never.</param>
public sealed record TakingPart(
    int TopicsEntered, int PostsRead, int SecondsReading, int TopicsRepliedTo, int LikesGiven, int LikesReceived, int LikedBy,
    int LikedOnDays, int Removed, DateTime? LastAt)
{
    /// <summary>Of somebody who did nothing.</summary>
    public static readonly TakingPart None = new(0, 0, 0, 0, 0, 0, 0, 0, 0, null);

    /// <summary>The facts of two modules together. Those who like in both are counted twice, days by the module that has more.</summary>
    public TakingPart Plus(TakingPart other) => new(
        TopicsEntered + other.TopicsEntered, PostsRead + other.PostsRead, SecondsReading + other.SecondsReading,
        TopicsRepliedTo + other.TopicsRepliedTo, LikesGiven + other.LikesGiven, LikesReceived + other.LikesReceived,
        LikedBy + other.LikedBy, Math.Max(LikedOnDays, other.LikedOnDays), Removed + other.Removed,
        LastAt > other.LastAt || other.LastAt is null ? LastAt : other.LastAt);
}
