namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Who has something to say in a community.</summary>
public interface IRoleHolders
{
    /// <summary>The members whose role carries a permission of <see cref="Permissions"/> at an instant; owners of the installation, who hold all, are not among them unless they have the role.</summary>
    Task<IReadOnlyList<long>> WithPermissionAsync(long communityId, string permission, DateTime at, CancellationToken cancel = default);
}
