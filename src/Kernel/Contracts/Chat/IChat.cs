namespace Guildhall.Kernel.Contracts.Chat;

/// <summary>Brings chat of demos and importers, who answer for what they bring: no gate is asked. Each method saves.</summary>
public interface IChat
{
    /// <summary>Makes a channel in a space of chat; one of the same name there is given instead of a second.</summary>
    /// <exception cref="Http.Refused">404: no such space of chat; 422: the name cannot stand.</exception>
    Task<long> EnsureChannelAsync(
        long communityId, long spaceId, string name, string about, long by, CancellationToken cancel = default);

    /// <summary>Adds a message, unless the author has said it under this key before.</summary>
    /// <exception cref="Http.Refused">404: no such channel; 422: the text cannot stand.</exception>
    Task<long> SayAsync(NewMessage message, CancellationToken cancel = default);
}

/// <summary>A message to be added.</summary>
/// <param name="ThreadId">The message in whose thread it stands; <c>null</c> for the channel itself.</param>
/// <param name="Key">Unique for the author and the channel.</param>
/// <param name="At">UTC.</param>
public sealed record NewMessage(
    long CommunityId, long ChannelId, long AuthorId, string Markdown, long? ThreadId, string Key, DateTime At);
