namespace Guildhall.Kernel.Contracts.Chat;

/// <summary>A message for those who tell others of it. Whether they may know of it is the gate's answer.</summary>
public interface IMessageNotices
{
    /// <summary>What is told; <c>null</c> for a message that is gone, held or of another community.</summary>
    Task<MessageNotice?> FindAsync(long communityId, long messageId, CancellationToken cancel = default);
}

/// <summary>A message as others are told of it.</summary>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Channel">Its name; empty for a conversation of two.</param>
/// <param name="Path">Leads to the message. Begins with a slash; percent-encoded.</param>
public sealed record MessageNotice(Thing Message, long AuthorId, string Channel, string Path);
