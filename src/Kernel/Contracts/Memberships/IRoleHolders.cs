namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Who has something to say in a community.</summary>
public interface IRoleHolders
{
    /// <summary>
    /// The members who hold a permission of <see cref="Permissions"/> in a community at an instant: by a role there, or as owners of the
    /// installation, who hold all.
    /// </summary>
    Task<IReadOnlyList<long>> WithPermissionAsync(long communityId, string permission, DateTime at, CancellationToken cancel = default);

    /// <summary>The members who hold a role of a community at an instant and are not restricted there.</summary>
    /// <param name="role">Its slug.</param>
    Task<IReadOnlyList<long>> WithRoleAsync(long communityId, string role, DateTime at, CancellationToken cancel = default);

    /// <summary>The roles of a community, its own ones included: slug and name. The name of a built-in role is a text key.</summary>
    Task<IReadOnlyList<(string Slug, string Name)>> RolesAsync(long communityId, CancellationToken cancel = default);
}
