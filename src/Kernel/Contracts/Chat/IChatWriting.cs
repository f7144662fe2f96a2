namespace Guildhall.Kernel.Contracts.Chat;

/// <summary>Says something in a channel for whoever acts now (<see cref="Http.CurrentMember"/>), in the community that was entered.</summary>
public interface IChatWriting
{
    /// <summary>Asks the gate, the screening and the channel's pace, and saves.</summary>
    /// <param name="threadId">The message in whose thread it stands; <c>null</c> for the channel itself.</param>
    /// <param name="key">The same again gives the same message.</param>
    /// <exception cref="Http.Refused">As for a message that is written by hand.</exception>
    Task<SaidMessage> SayAsync(
        long channelId, long? threadId, string markdown, string key, CancellationToken cancel = default);

    /// <summary>Shows a message anew to those who have the channel open, because what stands below it has changed. It saves.</summary>
    Task ShowAgainAsync(long messageId, CancellationToken cancel = default);

    /// <summary>The channels of spaces that are written in, by name: for settings that choose one. The gate is not asked.</summary>
    Task<IReadOnlyList<ChannelName>> ChannelsAsync(long communityId, CancellationToken cancel = default);

    /// <summary>Where a message stands; <c>null</c> for one that is not shown or of another community. The gate is not asked.</summary>
    Task<MessagePlace?> FindAsync(long communityId, long messageId, CancellationToken cancel = default);
}

/// <summary>A message that was said.</summary>
/// <param name="IsNew">Whether the key was used for the first time.</param>
public sealed record SaidMessage(long Id, bool IsNew, bool IsHeld);

/// <summary>A channel to choose.</summary>
/// <param name="SpaceId">The space that it stands in.</param>
public sealed record ChannelName(long Id, string Name, long SpaceId);

/// <summary>Where a message stands and whose it is.</summary>
/// <param name="ThreadId">The message that opened the thread; <c>null</c> in the channel itself.</param>
public sealed record MessagePlace(long ChannelId, long? ThreadId, long AuthorId);
