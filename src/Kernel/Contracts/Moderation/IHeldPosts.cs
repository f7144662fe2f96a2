namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>Answered by every module whose posts can be held: the moderator's verdict is carried out here. No gate is asked.</summary>
public interface IHeldPosts
{
    /// <summary>Kinds of posts that this module owns.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>The held post with its words, for moderators.</summary>
    /// <returns><c>null</c> where the community has none, or it is not held.</returns>
    Task<HeldPost?> FindAsync(long communityId, Thing post, CancellationToken cancel = default);

    /// <summary>
    /// Others read it from now on, as if it were posted now. It saves, inside the caller's transaction where there is one.
    /// </summary>
    /// <returns>Whether it was held until now.</returns>
    Task<bool> ReleaseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default);

    /// <summary>Nobody but its author and moderators will read it. It saves, as the other does.</summary>
    /// <returns>Whether it was held until now.</returns>
    Task<bool> RefuseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default);

    /// <summary>Undoes either: it waits again, and others no longer read it. It saves, as the others do.</summary>
    /// <returns>Whether it waits now and did not until now.</returns>
    Task<bool> HoldAgainAsync(long communityId, Thing post, long by, CancellationToken cancel = default);
}

/// <summary>A post that waits.</summary>
/// <param name="Html">Sanitised.</param>
/// <param name="Path">Where a moderator sees what it belongs to.</param>
public sealed record HeldPost(Thing Post, long AuthorId, string Title, string Html, string Path, DateTime At);

/// <summary>A post waits for a moderator.</summary>
/// <param name="ActorId">Its author.</param>
/// <param name="Post">What waits.</param>
/// <param name="Reason">What the screening said.</param>
public sealed record PostHeld(long CommunityId, long? ActorId, Thing Post, string Reason) : IEvent
{
    /// <summary>The post.</summary>
    public Thing Subject => Post;

    Reach IEvent.Reach => Reach.Nothing;
}
