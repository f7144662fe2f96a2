using System.Security.Claims;

namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Whether those who have been let in still may be: for connections that outlive a request.</summary>
public interface ISessions
{
    /// <summary>Those of these principals whose session has ended or whose API token was revoked or has expired.</summary>
    Task<IReadOnlySet<ClaimsPrincipal>> EndedAsync(IReadOnlyCollection<ClaimsPrincipal> principals, CancellationToken cancel = default);
}
