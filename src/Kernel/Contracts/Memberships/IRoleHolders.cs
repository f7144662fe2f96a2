namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Who has something to say in a community.</summary>
public interface IRoleHolders
{
    /// <summary>
    /// The members who hold a permission of <see cref="Permissions"/> in a community at an instant: by a role there, or as owners of the
    /// installation, who hold all.
    /// </summary>
    Task<IReadOnlyList<long>> WithPermissionAsync(long communityId, string permission, DateTime at, CancellationToken cancel = default);
}
