namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>From which networks members come: for noticing that many come from one. Nobody is shown the answer.</summary>
public interface INetworks
{
    /// <summary>
    /// The network of each member's newest session (203.0.113.0/24, 2001:db8:1::/48), by member; who has none, or an unknown one, is left
    /// out.
    /// </summary>
    Task<IReadOnlyDictionary<long, string>> OfAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}
