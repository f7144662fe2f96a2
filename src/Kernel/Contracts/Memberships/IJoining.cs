namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>The one way to become a member for nothing, wherever the button stands.</summary>
public interface IJoining
{
    /// <summary>
    /// Gives the member the free tier of the community of the request, without an end, and saves it. Joining twice is joining once.
    /// </summary>
    /// <exception cref="Http.Refused">409 nothing_to_join: the community has no free tier, or it is archived; 403 restricted: suspended
    /// or banned.</exception>
    Task JoinAsync(long memberId, CancellationToken cancel = default);
}
