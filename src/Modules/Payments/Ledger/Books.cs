using Guildhall.Kernel.Contracts;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// The chart of accounts. Debit is positive: what others hold for us and what we spent is positive, what we earned and what we owe
/// is negative. Each community has its own books; the name of a processor or of a stream of income follows the colon.
/// </summary>
internal static partial class Accounts
{
    /// <summary>What a processor holds for us.</summary>
    public static string Processor(string name) => $"processor:{name}";

    /// <summary>What a processor kept for its service. It keeps it after a refund too.</summary>
    public static string Fees(string name) => $"fees:{name}";

    /// <summary>Earned by selling, by stream of income.</summary>
    public static string Revenue(string stream) => $"revenue:{stream}";

    /// <summary>Given back of what was earned, kept apart so that sales stay readable.</summary>
    public static string Refunds(string stream) => $"refunds:{stream}";

    /// <summary>What buyers' banks took back through a processor; what is lost stays here for ever.</summary>
    public static string Disputes(string processor) => $"disputes:{processor}";

    /// <summary>Arrived, but fits no order: owed until an operator accepts it or sends it back.</summary>
    public const string Held = "held:payments";
}

/// <summary>Which document moves what between which accounts: the only place that writes the money ledger.</summary>
internal static partial class Books
{
    public const string Captured = "captured", Accepted = "accepted", Returned = "returned", Disputed = "disputed";

    public static LedgerTransaction Capture(Payment payment, Order order, DateTime now) => LedgerTransaction.Record(
        payment.CommunityId, payment.OrderId, new Thing("payment", payment.Id), Captured, now,
        [
            .. new Posting[]
            {
                new(Accounts.Processor(payment.Processor), payment.Amount - payment.Fee, payment.Currency),
                new(Accounts.Fees(payment.Processor), payment.Fee, payment.Currency),
            }.Concat(Earned(payment, order, Accounts.Revenue, -payment.Amount)).Where(p => p.Amount != 0),
        ]);

    /// <summary>An operator takes what was held as the price.</summary>
    /// <param name="amount">What is left of it.</param>
    public static LedgerTransaction Accept(Payment payment, Order order, long amount, DateTime now) => LedgerTransaction.Record(
        payment.CommunityId, payment.OrderId, new Thing("payment", payment.Id), Accepted, now,
        [
            new Posting(Accounts.Held, amount, payment.Currency),
            .. ByStream(order, -amount).Select(s => new Posting(Accounts.Revenue(s.Stream), s.Amount, payment.Currency)),
        ]);

    public static LedgerTransaction Return(Refund refund, Payment payment, Order order, DateTime now) => LedgerTransaction.Record(
        refund.CommunityId, refund.OrderId, new Thing("refund", refund.Id), Returned, now, ReturnPostings(payment, order, refund.Amount));

    /// <summary>What a refund of that much would book, also for its preview.</summary>
    public static IReadOnlyList<Posting> ReturnPostings(Payment payment, Order order, long amount) =>
    [
        .. Earned(payment, order, Accounts.Refunds, amount),
        new(Accounts.Processor(payment.Processor), -amount, payment.Currency),
    ];

    /// <summary>A dispute may take and give back several times, so its purposes are numbered.</summary>
    /// <param name="taken">Minor units that went away; negative: came back.</param>
    /// <param name="fee">The same of its fee.</param>
    public static LedgerTransaction Dispute(Dispute dispute, long taken, long fee, DateTime now) => LedgerTransaction.Record(
        dispute.CommunityId, dispute.OrderId, new Thing("dispute", dispute.Id), $"{Disputed}-{dispute.Bookings}", now,
        [
            .. new Posting[]
            {
                new(Accounts.Disputes(dispute.Processor), taken, dispute.Currency),
                new(Accounts.Fees(dispute.Processor), fee, dispute.Currency),
                new(Accounts.Processor(dispute.Processor), -(taken + fee), dispute.Currency),
            }.Where(p => p.Amount != 0),
        ]);

    private static IEnumerable<Posting> Earned(Payment payment, Order order, Func<string, string> account, long amount) =>
        payment.AppliedAt is null ? [new Posting(Accounts.Held, amount, payment.Currency)]
        : ByStream(order, amount).Select(s => new Posting(account(s.Stream), s.Amount, payment.Currency));

    /// <summary>
    /// An amount shared out over the streams of an order as its lines are priced, to the last minor unit: what rounding leaves goes to
    /// the dearest stream. Streams that get nothing are left out.
    /// </summary>
    internal static IReadOnlyList<(string Stream, long Amount)> ByStream(Order order, long amount)
    {
        var weights = order.Lines.GroupBy(l => l.Stream, (stream, lines) => (Stream: stream, Weight: lines.Sum(l => l.Total)))
            .OrderByDescending(s => s.Weight).ThenBy(s => s.Stream, StringComparer.Ordinal).ToList();
        var total = order.Total;
        // Money for an order that costs nothing: an operator accepted what nobody had asked for.
        if (total == 0)
            return [(weights[0].Stream, amount)];
        var shares = weights.Select(s => (s.Stream, Amount: (long)((Int128)amount * s.Weight / total))).ToList();
        shares[0] = shares[0] with { Amount = shares[0].Amount + amount - shares.Sum(s => s.Amount) };
        return [.. shares.Where(s => s.Amount != 0)];
    }
}
