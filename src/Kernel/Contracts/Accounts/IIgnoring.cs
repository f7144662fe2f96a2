namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>
/// Whom members do not want to hear, by their own wish and in all communities. Whoever is ignored is never told. What they wrote is folded
/// for those who ignore them; what they did without a name is not, since that would say who it was.
/// </summary>
public interface IIgnoring
{
    /// <summary>Those of these members who ignore another.</summary>
    Task<IReadOnlySet<long>> IgnoringAsync(IReadOnlyCollection<long> memberIds, long other, CancellationToken cancel = default);

    /// <summary>Whom a member ignores.</summary>
    /// <param name="memberId"><c>null</c> for a visitor, who ignores nobody and costs no question.</param>
    ValueTask<IReadOnlySet<long>> IgnoredByAsync(long? memberId, CancellationToken cancel = default);
}
