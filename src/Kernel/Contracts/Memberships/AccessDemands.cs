using Guildhall.Kernel.Http;

namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>The gate as a demand, for operations that go on only when it opens.</summary>
public static class AccessDemands
{
    /// <summary>Goes on only where the gate allows it.</summary>
    /// <exception cref="Refused">404: missing and forbidden look alike from outside.</exception>
    public static async ValueTask RequireAsync(
        this IAccess access, Viewer viewer, Need need, DateTime at, CancellationToken cancel = default)
    {
        if (!(await access.DecideAsync(viewer, need, at, cancel)).Allowed)
            throw Refused.NotFound();
    }
}
