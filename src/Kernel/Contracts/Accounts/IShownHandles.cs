namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Which members agree that everyone sees their page, from memory: asked wherever the name of an author is shown.</summary>
public interface IShownHandles
{
    /// <summary>The handles of those of these members who agree, by id; all others are left out.</summary>
    ValueTask<IReadOnlyDictionary<long, string>> OfAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}

/// <summary>Addresses of members.</summary>
public static class MemberPaths
{
    /// <summary>A member's page in a community. Begins with a slash; percent-encoded.</summary>
    public static string Of(string community, string handle) => $"/c/{community}/members/{handle}";
}
