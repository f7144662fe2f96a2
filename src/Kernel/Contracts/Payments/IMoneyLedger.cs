namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>Questions to the money ledger; only Payments writes it.</summary>
public interface IMoneyLedger
{
    /// <summary>
    /// Sum of an account's entries in [from, to), in minor units by currency. Debit is positive: what a processor holds for us
    /// is positive, revenue is negative.
    /// </summary>
    /// <param name="account">An account, or a prefix that ends with ':' and stands for all below it, e.g. "revenue:".</param>
    Task<IReadOnlyDictionary<string, long>> SumAsync(
        long communityId, string account, DateTime from, DateTime to, CancellationToken cancel = default);

    /// <summary>
    /// The same for several accounts and periods in one question to the database. An account without entries in a period gives no sum.
    /// </summary>
    /// <param name="accounts">As for one; each gives sums of its own.</param>
    /// <param name="periods">Each [from, to), UTC.</param>
    Task<IReadOnlyList<MoneySum>> SumsAsync(
        long communityId, IReadOnlyList<string> accounts, IReadOnlyList<(DateTime From, DateTime To)> periods,
        CancellationToken cancel = default);

    /// <summary>
    /// Reads the books of all communities against orders, payments, refunds and grants. A row that cannot be read is a violation. Inside a
    /// transaction it sees what that sees, but communities as they were known before it.
    /// </summary>
    Task<LedgerVerdict> CheckAsync(CancellationToken cancel = default);
}

/// <summary>What moved on one account in one period, in one currency.</summary>
/// <param name="Account">As it was asked for.</param>
/// <param name="Period">Its place among the periods that were asked for, from 0.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Minor units; debit is positive.</param>
public sealed record MoneySum(string Account, int Period, string Currency, long Amount);
