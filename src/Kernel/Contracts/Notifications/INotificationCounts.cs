namespace Guildhall.Kernel.Contracts.Notifications;

/// <summary>The number at the bell.</summary>
public interface INotificationCounts
{
    /// <summary>The member's unread notifications, counted up to 100. Answered from memory.</summary>
    ValueTask<int> UnreadAsync(long memberId, CancellationToken cancel = default);
}
