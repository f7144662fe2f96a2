namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>Asked before somebody joins a community for nothing. All modules that answer are asked.</summary>
public interface IJoinChecks
{
    /// <summary>Goes on where nothing speaks against it now.</summary>
    /// <exception cref="Http.Refused">429 <c>joining_slowed</c>: too many join at this moment; it says when to try again.</exception>
    Task CheckAsync(long communityId, long memberId, CancellationToken cancel = default);
}
