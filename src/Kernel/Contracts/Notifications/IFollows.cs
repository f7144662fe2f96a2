namespace Guildhall.Kernel.Contracts.Notifications;

/// <summary>What members follow: a space, so that its new articles are told to them.</summary>
public interface IFollows
{
    /// <summary>
    /// Whether the member follows it. The command is <c>POST</c> and <c>DELETE</c> of <c>/c/{community}/s/{space}/following</c>.
    /// </summary>
    Task<bool> FollowsAsync(long memberId, Thing thing, CancellationToken cancel = default);
}
