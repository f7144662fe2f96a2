namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>What an audit of the money ledger found.</summary>
/// <param name="Transactions">How many were looked at.</param>
public sealed record LedgerVerdict(bool Sound, long Transactions, long Entries, long PaidOrders, IReadOnlyList<LedgerViolation> Violations);

/// <summary>One thing that does not agree.</summary>
/// <param name="Rule">Stable, snake_case.</param>
/// <param name="Community">Its address; empty where it belongs to none.</param>
/// <param name="Text">For the operator, with the numbers that differ.</param>
public sealed record LedgerViolation(string Rule, string Community, string Text);
