using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// Reads the books against the documents and the access ledger, across communities: an auditor who trusts neither code nor triggers.
/// </summary>
internal sealed class CheckLedger(AppDb db, ICommunities communities, IGrants grants, CommunityScope scope)
{
    private readonly List<LedgerViolation> _violations = [];
    private string _community = "";
    private long _transactions, _entries, _paidOrders;

    public async Task<LedgerVerdict> RunAsync(CancellationToken cancel)
    {
        foreach (var community in await communities.ListAsync(cancel))
        {
            scope.Enter(community);
            _community = community.Slug;
            await ReadAsync("ledger entries", SumsAsync, cancel);
            await ReadAsync("payments and refunds of a processor", ProcessorsAsync, cancel);
            await ReadAsync("payments", PaymentsAsync, cancel);
            await ReadAsync("refunds", RefundsAsync, cancel);
            await ReadAsync("orders", stop => OrdersAsync(community.Id, stop), cancel);
        }
        _community = "";
        await ReadAsync("ledger transactions", StraysAsync, cancel);
        return new LedgerVerdict(_violations.Count == 0, _transactions, _entries, _paidOrders, _violations);
    }

    /// <summary>A value that no column of the model holds (a word that is no state, a text where a number belongs) ends one check, not the audit.</summary>
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
        _transactions += await db.Set<LedgerTransaction>().LongCountAsync(cancel);
        _entries += await db.Set<Entry>().LongCountAsync(cancel);
        var unbalanced = await db.Set<Entry>().GroupBy(e => new { e.TransactionId, e.Currency })
            .Select(g => new { g.Key.TransactionId, g.Key.Currency, Sum = g.Sum(e => e.Amount) }).Where(g => g.Sum != 0).ToListAsync(cancel);
        foreach (var one in unbalanced)
            Report("sum_zero", $"transaction {one.TransactionId} sums to {one.Sum} {one.Currency} minor units, not to zero");
        foreach (var id in await db.Set<LedgerTransaction>().Where(t => t.Entries.Count < 2).Select(t => t.Id).ToListAsync(cancel))
            Report("has_entries", $"transaction {id} has fewer than two entries");
    }

    /// <summary>What the processor holds, and what it kept, is what came in less what went out.</summary>
    private async Task ProcessorsAsync(CancellationToken cancel)
    {
        var booked = await db.Set<Entry>().Where(e => e.Account.StartsWith("processor:") || e.Account.StartsWith("fees:"))
            .GroupBy(e => new { e.Account, e.Currency }).Select(g => new { g.Key.Account, g.Key.Currency, Sum = g.Sum(e => e.Amount) }).ToListAsync(cancel);
        var paid = await db.Set<Payment>().GroupBy(p => new { p.Processor, p.Currency })
            .Select(g => new { g.Key.Processor, g.Key.Currency, Sum = g.Sum(p => p.Amount) }).ToListAsync(cancel);
        var returned = await db.Set<Refund>().Where(r => r.SucceededAt != null)
            .Join(db.Set<Payment>(), r => r.PaymentId, p => p.Id, (r, p) => new { p.Processor, p.Currency, r.Amount })
            .GroupBy(r => new { r.Processor, r.Currency }).Select(g => new { g.Key.Processor, g.Key.Currency, Sum = g.Sum(r => r.Amount) }).ToListAsync(cancel);

        var names = booked.Select(b => (Processor: b.Account.Split(':')[1], b.Currency)).Concat(paid.Select(p => (p.Processor, p.Currency))).Distinct();
        foreach (var (processor, currency) in names)
        {
            var inBooks = booked.Where(b => b.Account.EndsWith(":" + processor, StringComparison.Ordinal) && b.Currency == currency).Sum(b => b.Sum);
            var inDocuments = paid.Where(p => p.Processor == processor && p.Currency == currency).Sum(p => p.Sum)
                - returned.Where(r => r.Processor == processor && r.Currency == currency).Sum(r => r.Sum);
            if (inBooks != inDocuments)
                Report("captured", $"the books have {inBooks} {currency} minor units at {processor}, payments less refunds are {inDocuments}");
        }
    }

    private async Task PaymentsAsync(CancellationToken cancel)
    {
        var odd = await db.Set<Payment>()
            .Select(p => new { p.Id, Booked = db.Set<LedgerTransaction>().Count(t => t.DocumentKind == "payment" && t.DocumentId == p.Id && t.Purpose == Books.Captured) })
            .Where(p => p.Booked != 1).ToListAsync(cancel);
        foreach (var payment in odd)
            Report("payment_booked_once", $"payment {payment.Id} is booked {payment.Booked} times");
    }

    private async Task RefundsAsync(CancellationToken cancel)
    {
        var odd = await db.Set<Refund>()
            .Select(r => new { r.Id, Wanted = r.SucceededAt != null ? 1 : 0, Booked = db.Set<LedgerTransaction>().Count(t => t.DocumentKind == "refund" && t.DocumentId == r.Id) })
            .Where(r => r.Booked != r.Wanted).ToListAsync(cancel);
        foreach (var refund in odd)
            Report("refund_booked_once", $"refund {refund.Id} is booked {refund.Booked} times instead of {refund.Wanted}");
        var over = await db.Set<Payment>()
            .Select(p => new { p.Id, p.Amount, Back = db.Set<Refund>().Where(r => r.PaymentId == p.Id && r.SucceededAt != null).Sum(r => r.Amount) })
            .Where(p => p.Back > p.Amount).ToListAsync(cancel);
        foreach (var payment in over)
            Report("refund_within_payment", $"{payment.Back} minor units of payment {payment.Id} went back, but only {payment.Amount} came in");
    }

    /// <summary>A paid order has one payment that pays it, and every line of it opened something. An order without money opened nothing.</summary>
    private async Task OrdersAsync(long communityId, CancellationToken cancel)
    {
        var last = 0L;
        while (true)
        {
            var orders = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).Where(o => o.Id > last).OrderBy(o => o.Id).Take(500).ToListAsync(cancel);
            if (orders.Count == 0)
                return;
            last = orders[^1].Id;
            var ids = orders.Select(o => o.Id).ToList();
            var paying = (await db.Set<Payment>().Where(p => ids.Contains(p.OrderId) && p.AppliedAt != null).Select(p => p.OrderId).ToListAsync(cancel)).CountBy(id => id).ToDictionary();
            var opened = (await grants.OfSourcesAsync(communityId, "order_line", [.. orders.SelectMany(o => o.Lines).Select(l => l.Id)], cancel)).ToLookup(g => g.Source.Id);
            foreach (var order in orders)
                Check(order, paying.GetValueOrDefault(order.Id), opened);
        }
    }

    private void Check(Order order, int paying, ILookup<long, GrantInfo> opened)
    {
        if (order.PaidAt is not null)
            _paidOrders++;
        var wanted = order.PaidAt is null ? 0 : 1;
        if (paying != wanted)
            Report("order_paid_once", $"order {order.Code} is {(wanted == 1 ? "paid" : "not paid")}, but {paying} payments pay it");
        foreach (var line in order.Lines)
        {
            var grants = opened[line.Id].ToList();
            if (grants.Count != wanted)
                Report("order_granted_once", $"order {order.Code} is {(wanted == 1 ? "paid" : "not paid")}, but rests under {grants.Count} grants");
            if (order.RefundedAt is not null && order.PaidAt is not null && grants.Any(g => g.RevokedAt is null && g.Until > order.RefundedAt))
                Report("refund_ends_access", $"order {order.Code} is refunded in full, but its grant goes on");
        }
    }

    /// <summary>Rows that hang on nothing, which no community's books would show.</summary>
    private async Task StraysAsync(CancellationToken cancel)
    {
        var all = db.Set<LedgerTransaction>().IgnoreQueryFilters();
        var payments = db.Set<Payment>().IgnoreQueryFilters();
        var refunds = db.Set<Refund>().IgnoreQueryFilters();
        var strays = await all
            .Where(t => !(t.DocumentKind == "payment" && payments.Any(p => p.Id == t.DocumentId && p.CommunityId == t.CommunityId && p.OrderId == t.OrderId))
                && !(t.DocumentKind == "refund" && refunds.Any(r => r.Id == t.DocumentId && r.CommunityId == t.CommunityId && r.OrderId == t.OrderId)))
            .Select(t => t.Id).ToListAsync(cancel);
        foreach (var id in strays)
            Report("no_orphan", $"transaction {id} names a document that is not there");
        var astray = await db.Set<Entry>().IgnoreQueryFilters()
            .Where(e => !all.Any(t => t.Id == e.TransactionId && t.CommunityId == e.CommunityId && t.At == e.At)).Select(e => e.Id).ToListAsync(cancel);
        foreach (var id in astray)
            Report("no_orphan", $"entry {id} does not agree with its transaction");
    }

    private void Report(string rule, string text) => _violations.Add(new LedgerViolation(rule, _community, text));
}
