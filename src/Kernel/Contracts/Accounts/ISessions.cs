using System.Security.Claims;

namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Whether those who have been let in still may be: for connections that outlive a request.</summary>
public interface ISessions
{
    /// <summary>
    /// Those of these principals whose session has ended or was not used for too long, or whose API token was revoked or has expired.
    /// </summary>
    Task<IReadOnlySet<ClaimsPrincipal>> EndedAsync(IReadOnlyCollection<ClaimsPrincipal> principals, CancellationToken cancel = default);

    /// <summary>Whether a session, by its claim, goes on: nobody signed out, and it was not left unused for too long.</summary>
    Task<bool> GoesOnAsync(long sessionId, CancellationToken cancel = default);
}
