namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>Questions to the money ledger; only Payments writes it.</summary>
public interface IMoneyLedger
{
    /// <summary>
    /// Sum of an account's entries in [from, to), in minor units by currency. Debit is positive: what a processor holds for us
    /// is positive, revenue is negative.
    /// </summary>
    /// <param name="account">An account, or a prefix that ends with ':' and stands for all below it, e.g. "revenue:".</param>
    Task<IReadOnlyDictionary<string, long>> SumAsync(long communityId, string account, DateTime from, DateTime to, CancellationToken cancel = default);
}
