using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Http;

/// <summary>
/// The gate at the top of an operation, for whoever acts now: at a browser, by a token or through another transport. Routes have
/// policies, but operations are reached in other ways too, so they ask for themselves.
/// </summary>
public sealed class Guard(IAccess access, CurrentMember member, CommunityScope community, TimeProvider time)
{
    /// <summary>Goes on only where whoever acts holds the permission in the community they are in.</summary>
    /// <returns>Who acts.</returns>
    /// <exception cref="Refused">404: missing and forbidden look alike from outside.</exception>
    public async ValueTask<long> RequireAsync(string permission, CancellationToken cancel = default)
    {
        await access.RequireAsync(
            member.Viewer, Need.Permission(community.Id, permission), time.GetUtcNow().UtcDateTime, cancel);
        return member.RequireId();
    }

    /// <summary>The same for what is of the whole installation.</summary>
    /// <inheritdoc cref="RequireAsync"/>
    public async ValueTask<long> RequireOperatorAsync(CancellationToken cancel = default)
    {
        await access.RequireAsync(member.Viewer, Need.Permission(0, Permissions.Operate), time.GetUtcNow().UtcDateTime, cancel);
        return member.RequireId();
    }
}
