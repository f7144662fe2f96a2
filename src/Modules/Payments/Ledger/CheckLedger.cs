using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// Reads the books against the documents and the access ledger, across communities: an auditor who trusts neither code nor triggers.
/// </summary>
internal sealed class CheckLedger(
    AppDb db, ICommunities communities, CheckOrders orders, CheckCosts costs, CommunityScope scope)
{
    private readonly List<LedgerViolation> _violations = [];
    private string _community = "";
    private long _transactions, _entries, _agreeing, _paidOrders;

    public async Task<LedgerVerdict> RunAsync(CancellationToken cancel)
    {
        var all = await communities.ListAsync(cancel);
        // What is bought while it reads must not look like a payment without its order.
        await using var snapshot = await db.BeginReadAsync(cancel);
        foreach (var community in all)
            await CommunityAsync(community, cancel);
        _community = "";
        await ReadAsync("ledger transactions", stop => StraysAsync(null, stop), cancel);
        return Verdict;
    }

    /// <summary>The books of one community alone.</summary>
    public async Task<LedgerVerdict> RunAsync(CommunityInfo community, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginReadAsync(cancel);
        await CommunityAsync(community, cancel);
        await ReadAsync("ledger transactions", stop => StraysAsync(community.Id, stop), cancel);
        return Verdict;
    }

    private LedgerVerdict Verdict => new(_violations.Count == 0, _transactions, _entries, _paidOrders, _violations);

    private async Task CommunityAsync(CommunityInfo community, CancellationToken cancel)
    {
        scope.Enter(community);
        _community = community.Slug;
        await ReadAsync("ledger entries", SumsAsync, cancel);
        await ReadAsync("payments and refunds of a processor", ProcessorsAsync, cancel);
        await ReadAsync("payments", PaymentsAsync, cancel);
        await ReadAsync("refunds", RefundsAsync, cancel);
        await ReadAsync("disputes", DisputesAsync, cancel);
        await ReadAsync("orders", async stop => _paidOrders += await orders.RunAsync(community.Id, Report, stop), cancel);
        await ReadAsync("costs", stop => costs.CostsAsync(Report, stop), cancel);
        await ReadAsync("income", stop => costs.IncomeAsync(Report, stop), cancel);
        await ReadAsync("shares and payouts", stop => costs.SharesAsync(Report, stop), cancel);
    }

    /// <summary>
    /// A value that cannot be read (a word that is no state, a text where a number belongs) ends one check, not the audit.
    /// </summary>
    private async Task ReadAsync(string what, Func<CancellationToken, Task> check, CancellationToken cancel)
    {
        try
        {
            await check(cancel);
        }
        catch (Exception unreadable) when (Outage.Of(unreadable) is null
            && unreadable is InvalidOperationException or InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            Report("readable", $"a row of the {what} cannot be read: {unreadable.Message}");
        }
    }

    private async Task SumsAsync(CancellationToken cancel)
    {
        var transactions = await db.Set<LedgerTransaction>().LongCountAsync(cancel);
        var entries = await db.Set<Entry>().LongCountAsync(cancel);
        (_transactions, _entries) = (_transactions + transactions, _entries + entries);
        var balance = await BalanceAsync(cancel);
        _agreeing += balance.Entries;
        if ((balance.Transactions, balance.Entries, balance.Odd) == (transactions, entries, 0))
            return;

        var unbalanced = await db.Set<Entry>().GroupBy(e => new { e.TransactionId, e.Currency })
            .Select(g => new { g.Key.TransactionId, g.Key.Currency, Sum = g.Sum(e => e.Amount) }).Where(g => g.Sum != 0)
            .ToListAsync(cancel);
        foreach (var one in unbalanced)
            Report("sum_zero", $"transaction {one.TransactionId} sums to {one.Sum} {one.Currency} minor units, not to zero");
        foreach (var id in await db.Set<LedgerTransaction>().Where(t => t.Entries.Count < 2).Select(t => t.Id).ToListAsync(cancel))
            Report("has_entries", $"transaction {id} has fewer than two entries");
    }

    /// <summary>
    /// One pass over a million entries says whether all is well; which of them are not is asked only then. Of several currencies it says
    /// "odd" too, since a sum over them says nothing.
    /// </summary>
    private Task<BooksBalance> BalanceAsync(CancellationToken cancel) => db.Database.SqlQuery<BooksBalance>(
        $"""
        SELECT count(*) AS "Transactions", CAST(coalesce(sum(n), 0) AS bigint) AS "Entries", CAST(coalesce(sum(odd), 0) AS bigint) AS "Odd"
        FROM (
            SELECT count(*) AS n,
                CASE WHEN sum(e.amount) <> 0 OR count(*) < 2 OR min(e.currency) <> max(e.currency) THEN 1 ELSE 0 END AS odd
            FROM ledger_entries e
            JOIN ledger_transactions t ON t.id = e.transaction_id AND t.community_id = e.community_id AND t.at = e.at
            WHERE e.community_id = {db.CommunityId}
            GROUP BY e.transaction_id) AS g
        """).SingleAsync(cancel);

    /// <param name="Transactions">Those that have entries.</param>
    /// <param name="Entries">Those that agree with their transaction.</param>
    /// <param name="Odd">Transactions that do not balance, or have too few entries.</param>
    private sealed record BooksBalance(long Transactions, long Entries, long Odd);

    /// <summary>What the processor holds, and what it kept, is what came in less what went out.</summary>
    private async Task ProcessorsAsync(CancellationToken cancel)
    {
        // Each a range of the index that is in the order of its groups; both at once would be sorted first.
        List<AccountSum> booked =
        [
            .. await Sums(db.Set<Entry>().Under(db, "processor:")).ToListAsync(cancel),
            .. await Sums(db.Set<Entry>().Under(db, Accounts.AnyFees)).ToListAsync(cancel),
        ];
        var paid = await db.Set<Payment>().GroupBy(p => new { p.Processor, p.Currency })
            .Select(g => new { g.Key.Processor, g.Key.Currency, Sum = g.Sum(p => p.Amount) }).ToListAsync(cancel);
        var returned = await db.Set<Refund>().Where(r => r.SucceededAt != null)
            .Join(db.Set<Payment>(), r => r.PaymentId, p => p.Id, (r, p) => new { p.Processor, p.Currency, r.Amount })
            .GroupBy(r => new { r.Processor, r.Currency }).Select(g => new { g.Key.Processor, g.Key.Currency, Sum = g.Sum(r => r.Amount) })
            .ToListAsync(cancel);

        var disputed = await db.Set<Dispute>().GroupBy(d => new { d.Processor, d.Currency })
            .Select(g => new { g.Key.Processor, g.Key.Currency, Sum = g.Sum(d => d.Withheld) }).ToListAsync(cancel);

        var names = booked.Select(b => (Processor: b.Account.Split(':')[1], b.Currency)).Concat(paid.Select(p => (p.Processor, p.Currency)))
            .Distinct();
        foreach (var (processor, currency) in names)
        {
            var inBooks = booked.Where(b => b.Account.EndsWith(":" + processor, StringComparison.Ordinal) && b.Currency == currency)
                .Sum(b => b.Sum);
            var inDocuments = paid.Where(p => p.Processor == processor && p.Currency == currency).Sum(p => p.Sum)
                - returned.Where(r => r.Processor == processor && r.Currency == currency).Sum(r => r.Sum)
                - disputed.Where(d => d.Processor == processor && d.Currency == currency).Sum(d => d.Sum);
            if (inBooks != inDocuments)
                Report("captured", $"the books have {inBooks} {currency} minor units at {processor}, payments less refunds and disputes are {inDocuments}");
        }
    }

    private static IQueryable<AccountSum> Sums(IQueryable<Entry> entries) =>
        entries.GroupBy(e => new { e.Account, e.Currency })
            .Select(g => new AccountSum { Account = g.Key.Account, Currency = g.Key.Currency, Sum = g.Sum(e => e.Amount) });

    private sealed class AccountSum
    {
        public string Account { get; init; } = "";
        public string Currency { get; init; } = "";
        public long Sum { get; init; }
    }

    private async Task PaymentsAsync(CancellationToken cancel)
    {
        var odd = await (
            from p in db.Set<Payment>()
            join b in db.TimesOf(LedgerDocuments.Payment, Books.Captured) on p.Id equals b.DocumentId into found
            from b in found.DefaultIfEmpty()
            let booked = (int?)b.Times ?? 0
            where booked != 1
            orderby p.Id
            select new { p.Id, Booked = booked }).ToListAsync(cancel);
        foreach (var payment in odd)
            Report("payment_booked_once", $"payment {payment.Id} is booked {payment.Booked} times");
    }

    private async Task RefundsAsync(CancellationToken cancel)
    {
        var odd = await (
            from r in db.Set<Refund>()
            join b in db.TimesOf(LedgerDocuments.Refund) on r.Id equals b.DocumentId into found
            from b in found.DefaultIfEmpty()
            let booked = (int?)b.Times ?? 0
            let wanted = r.SucceededAt != null ? 1 : 0
            where booked != wanted
            orderby r.Id
            select new { r.Id, Wanted = wanted, Booked = booked }).ToListAsync(cancel);
        foreach (var refund in odd)
            Report("refund_booked_once", $"refund {refund.Id} is booked {refund.Booked} times instead of {refund.Wanted}");
        var over = await db.Set<Refund>().Where(r => r.SucceededAt != null).GroupBy(r => r.PaymentId)
            .Select(g => new { PaymentId = g.Key, Back = g.Sum(r => r.Amount) })
            .Join(db.Set<Payment>(), r => r.PaymentId, p => p.Id, (r, p) => new { p.Id, p.Amount, r.Back })
            .Where(p => p.Back > p.Amount).ToListAsync(cancel);
        foreach (var payment in over)
            Report("refund_within_payment", $"{payment.Back} minor units of payment {payment.Id} went back, but only {payment.Amount} came in");
    }

    private async Task DisputesAsync(CancellationToken cancel)
    {
        var odd = await (
            from d in db.Set<Dispute>()
            join b in db.SumsOf(LedgerDocuments.Dispute, Accounts.AnyDisputes) on d.Id equals b.DocumentId into found
            from b in found.DefaultIfEmpty()
            let booked = (long?)b.Sum ?? 0
            where booked != d.Withheld
            orderby d.Id
            select new { d.Id, d.Withheld, Booked = booked }).ToListAsync(cancel);
        foreach (var dispute in odd)
            Report("dispute_booked", $"dispute {dispute.Id} has taken {dispute.Withheld} minor units, but {dispute.Booked} are booked");
    }

    /// <summary>Rows that hang on nothing, which no community's books would show.</summary>
    /// <param name="communityId"><c>null</c> for all.</param>
    private async Task StraysAsync(long? communityId, CancellationToken cancel)
    {
        var all = db.Set<LedgerTransaction>().IgnoreQueryFilters().Where(t => communityId == null || t.CommunityId == communityId);
        foreach (var (kind, documentsOf) in LedgerDocuments.All)
        {
            var documents = documentsOf(db);
            var strays = await all
                .Where(t => t.DocumentKind == kind && !documents
                    .Any(d => d.Id == t.DocumentId && d.CommunityId == t.CommunityId && d.OrderId == t.OrderId))
                .Select(t => t.Id).ToListAsync(cancel);
            foreach (var id in strays)
                Report("no_orphan", $"transaction {id} names a document that is not there");
        }
        var known = LedgerDocuments.All.Keys.ToList();
        foreach (var one in await all.Where(t => !known.Contains(t.DocumentKind)).Select(t => new { t.Id, t.DocumentKind })
            .ToListAsync(cancel))
            Report("no_orphan", $"transaction {one.Id} names a document of the kind {one.DocumentKind}, which is none");
        var mine = db.Set<Entry>().IgnoreQueryFilters().Where(e => communityId == null || e.CommunityId == communityId);
        // Every entry was found beside its transaction.
        if (await mine.LongCountAsync(cancel) == _agreeing)
            return;
        var astray = await mine.Where(e => !all.Any(t => t.Id == e.TransactionId && t.CommunityId == e.CommunityId && t.At == e.At))
            .Select(e => e.Id).ToListAsync(cancel);
        foreach (var id in astray)
            Report("no_orphan", $"entry {id} does not agree with its transaction");
    }

    private void Report(string rule, string text) => _violations.Add(new LedgerViolation(rule, _community, text));
}
