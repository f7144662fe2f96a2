namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>
/// What moderators' sanctions mean for somebody who posts. Asked by every module that takes members' words: topics, replies, messages.
/// What closes posting altogether is the gate's answer and no matter of this.
/// </summary>
public interface ISanctions
{
    /// <summary>
    /// Takes the member's turn to post now, inside the caller's transaction and before it saves: of two posts at once in slow mode one
    /// gets it. Edits need none.
    /// </summary>
    /// <exception cref="Http.Refused">429 in slow mode, with the time to wait; 409 while a warning waits to be acknowledged.</exception>
    Task TakeTurnAsync(long communityId, long memberId, CancellationToken cancel = default);
}

/// <summary>The answer where no module moderates.</summary>
public sealed class NoSanctions : ISanctions
{
    /// <inheritdoc/>
    public Task TakeTurnAsync(long communityId, long memberId, CancellationToken cancel = default) => Task.CompletedTask;
}

/// <summary>What a verdict can put on a member, the lightest first.</summary>
public enum SanctionKind
{
    /// <summary>Must be acknowledged before the next post.</summary>
    Warned,

    /// <summary>Posts only every so many minutes, until a given instant.</summary>
    Slowed,

    /// <summary>See <see cref="Memberships.RestrictionKind.Silenced"/>.</summary>
    Silenced,

    /// <summary>See <see cref="Memberships.RestrictionKind.Suspended"/>.</summary>
    Suspended,

    /// <summary>See <see cref="Memberships.RestrictionKind.Banned"/>.</summary>
    Banned,
}
