using Guildhall.Kernel.Contracts;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// The chart of accounts. Debit is positive: what others hold for us and what we spent is positive, what we earned and what we owe
/// is negative. Each community has its own books; the name of a processor or of a stream of income follows the colon.
/// </summary>
internal static class Accounts
{
    /// <summary>What a processor holds for us.</summary>
    public static string Processor(string name) => $"processor:{name}";

    /// <summary>What a processor kept for its service. It keeps it after a refund too.</summary>
    public static string Fees(string name) => $"fees:{name}";

    /// <summary>Earned by selling memberships.</summary>
    public const string MembershipRevenue = "revenue:memberships";

    /// <summary>Given back of what was earned, kept apart so that sales stay readable.</summary>
    public const string MembershipRefunds = "refunds:memberships";

    /// <summary>Arrived, but fits no order: owed until an operator accepts it or sends it back.</summary>
    public const string Held = "held:payments";
}

/// <summary>Which document moves what between which accounts: the only place that writes the money ledger.</summary>
internal static class Books
{
    public const string Captured = "captured", Accepted = "accepted", Returned = "returned";

    public static LedgerTransaction Capture(Payment payment, DateTime now) => LedgerTransaction.Record(
        payment.CommunityId, payment.OrderId, new Thing("payment", payment.Id), Captured, now,
        [
            .. new Posting[]
            {
                new(Accounts.Processor(payment.Processor), payment.Amount - payment.Fee, payment.Currency),
                new(Accounts.Fees(payment.Processor), payment.Fee, payment.Currency),
                new(payment.AppliedAt is null ? Accounts.Held : Accounts.MembershipRevenue, -payment.Amount, payment.Currency),
            }.Where(p => p.Amount != 0),
        ]);

    /// <summary>An operator takes what was held as the price.</summary>
    /// <param name="amount">What is left of it.</param>
    public static LedgerTransaction Accept(Payment payment, long amount, DateTime now) => LedgerTransaction.Record(
        payment.CommunityId, payment.OrderId, new Thing("payment", payment.Id), Accepted, now,
        new Posting(Accounts.Held, amount, payment.Currency),
        new Posting(Accounts.MembershipRevenue, -amount, payment.Currency));

    public static LedgerTransaction Return(Refund refund, Payment payment, DateTime now) => LedgerTransaction.Record(
        refund.CommunityId, refund.OrderId, new Thing("refund", refund.Id), Returned, now, ReturnPostings(payment, refund.Amount));

    /// <summary>What a refund of that much would book, also for its preview.</summary>
    public static IReadOnlyList<Posting> ReturnPostings(Payment payment, long amount) =>
    [
        new(payment.AppliedAt is null ? Accounts.Held : Accounts.MembershipRefunds, amount, payment.Currency),
        new(Accounts.Processor(payment.Processor), -amount, payment.Currency),
    ];
}
