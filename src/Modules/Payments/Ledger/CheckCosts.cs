using Guildhall.Kernel.Data;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Incomes;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// The part of the audit about what no order brings: every cost, income, share and payout is booked once and with its own amount,
/// every reversal and every return too, and what is owed is what these documents say.
/// </summary>
internal sealed class CheckCosts(AppDb db)
{
    /// <param name="report">Told the rule and what is wrong.</param>
    public async Task CostsAsync(Action<string, string> report, CancellationToken cancel)
    {
        var costs =
            from c in db.Set<Cost>()
            join t in db.TimesOf(LedgerDocuments.Cost) on c.Id equals t.DocumentId into foundTimes
            from t in foundTimes.DefaultIfEmpty()
            join s in db.SumsOf(LedgerDocuments.Cost, Accounts.AnyCost) on c.Id equals s.DocumentId into foundSums
            from s in foundSums.DefaultIfEmpty()
            let times = (int?)t.Times ?? 0
            let sum = (long?)s.Sum ?? 0
            where times != 1 || sum != c.Amount
            orderby c.Id
            select new { c.Id, c.Amount, Times = times, Sum = sum };
        foreach (var odd in await costs.ToListAsync(cancel))
            report("cost_booked_once", $"cost {odd.Id} of {odd.Amount} is booked {odd.Times} times with {odd.Sum} minor units");

        var opposite = db.Set<Reversal>().Where(r => r.DocumentKind == LedgerDocuments.Cost)
            .Join(db.Set<Cost>(), r => r.DocumentId, c => c.Id, (r, c) => new CheckedAmount { Id = r.Id, Amount = -c.Amount });
        foreach (var odd in await MisbookedAsync(opposite, LedgerDocuments.Reversal, Accounts.AnyCost, cancel))
            report("reversal_booked_once", $"reversal {odd.Id} of a cost of {-odd.Amount} is booked with {odd.Sum} minor units");
    }

    /// <inheritdoc cref="CostsAsync"/>
    public async Task IncomeAsync(Action<string, string> report, CancellationToken cancel)
    {
        // What is earned is negative in the books.
        var incomes = db.Set<Income>().Select(i => new CheckedAmount { Id = i.Id, Amount = -i.Amount });
        foreach (var odd in await MisbookedAsync(incomes, LedgerDocuments.Income, Accounts.AnyRevenue, cancel))
            report("income_booked_once", $"income {odd.Id} of {-odd.Amount} is booked with {-odd.Sum} minor units");
        var opposite = db.Set<Reversal>().Where(r => r.DocumentKind == LedgerDocuments.Income)
            .Join(db.Set<Income>(), r => r.DocumentId, i => i.Id, (r, i) => new CheckedAmount { Id = r.Id, Amount = i.Amount });
        foreach (var odd in await MisbookedAsync(opposite, LedgerDocuments.Reversal, Accounts.AnyRevenue, cancel))
            report("reversal_booked_once", $"reversal {odd.Id} of an income of {odd.Amount} is booked with {odd.Sum} minor units");
    }

    /// <inheritdoc cref="CostsAsync"/>
    public async Task SharesAsync(Action<string, string> report, CancellationToken cancel)
    {
        var shares = db.Set<Share>().Select(s => new CheckedAmount { Id = s.Id, Amount = s.Amount });
        foreach (var odd in await MisbookedAsync(shares, LedgerDocuments.Share, Accounts.AnyShare, cancel))
            report("share_booked_once", $"share {odd.Id} of {odd.Amount} is booked with {odd.Sum} minor units");
        var returns = db.Set<ShareReturn>().Select(r => new CheckedAmount { Id = r.Id, Amount = -r.Amount });
        foreach (var odd in await MisbookedAsync(returns, LedgerDocuments.ShareReturn, Accounts.AnyShare, cancel))
            report("share_booked_once", $"return {odd.Id} of a share of {-odd.Amount} is booked with {odd.Sum} minor units");
        var back = db.Set<ShareReturn>().GroupBy(r => r.ShareId).Select(g => new { ShareId = g.Key, Sum = g.Sum(r => r.Amount) });
        foreach (var odd in await db.Set<Share>()
            .Join(back, s => s.Id, b => b.ShareId, (s, b) => new { s.Id, s.Amount, Back = b.Sum })
            .Where(s => s.Back > s.Amount).ToListAsync(cancel))
            report("share_within_sale", $"{odd.Back} minor units of share {odd.Id} were taken back, but it was only {odd.Amount}");
        await OwedAsync(report, cancel);
    }

    private Task<List<Misbooked>> MisbookedAsync(
        IQueryable<CheckedAmount> documents, string kind, string prefix, CancellationToken cancel) => (
        from d in documents
        join b in db.SumsOf(kind, prefix) on d.Id equals b.DocumentId into found
        from b in found.DefaultIfEmpty()
        let sum = (long?)b.Sum ?? 0
        where sum != d.Amount
        orderby d.Id
        select new Misbooked(d.Id, d.Amount, sum)).ToListAsync(cancel);

    private async Task OwedAsync(Action<string, string> report, CancellationToken cancel)
    {
        var owed = new Dictionary<(string Account, string Currency), long>();
        foreach (var s in await db.Set<Share>().GroupBy(s => new { s.MemberId, s.Currency })
            .Select(g => new { g.Key, Sum = g.Sum(s => s.Amount) }).ToListAsync(cancel))
            Add(Accounts.Member(s.Key.MemberId), s.Key.Currency, s.Sum);
        foreach (var r in await db.Set<ShareReturn>().Join(db.Set<Share>(), r => r.ShareId, s => s.Id, (r, s) => new { s.MemberId,
            s.Currency, r.Amount })
            .GroupBy(r => new { r.MemberId, r.Currency }).Select(g => new { g.Key, Sum = g.Sum(r => r.Amount) }).ToListAsync(cancel))
            Add(Accounts.Member(r.Key.MemberId), r.Key.Currency, -r.Sum);
        var reversed = db.Set<Reversal>();
        foreach (var p in await db.Set<Payout>()
            .Where(p => !reversed.Any(r => r.DocumentKind == LedgerDocuments.Payout && r.DocumentId == p.Id))
            .GroupBy(p => new { p.Account, p.Currency }).Select(g => new { g.Key, Sum = g.Sum(p => p.Amount) }).ToListAsync(cancel))
            Add(p.Key.Account, p.Key.Currency, -p.Sum);
        foreach (var c in await db.Set<Cost>()
            .Where(c => c.From == PaidFrom.Payable && !reversed.Any(r => r.DocumentKind == LedgerDocuments.Cost && r.DocumentId == c.Id))
            .GroupBy(c => c.Currency).Select(g => new { Currency = g.Key, Sum = g.Sum(c => c.Amount) }).ToListAsync(cancel))
            Add(Accounts.Suppliers, c.Currency, c.Sum);
        foreach (var b in await db.Set<Entry>().Under(db, Accounts.AnyPayable).GroupBy(e => new { e.Account, e.Currency })
            .Select(g => new { g.Key, Sum = g.Sum(e => e.Amount) }).ToListAsync(cancel))
            Add(b.Key.Account, b.Key.Currency, b.Sum);
        foreach (var ((account, currency), rest) in owed.Where(o => o.Value != 0))
            report("payables", $"the documents and the books differ by {rest} {currency} minor units about {account}");

        void Add(string account, string currency, long amount) =>
            owed[(account, currency)] = owed.GetValueOrDefault((account, currency)) + amount;
    }

    /// <summary>A document and what should be booked for it.</summary>
    private sealed class CheckedAmount
    {
        public long Id { get; init; }
        public long Amount { get; init; }
    }

    private sealed record Misbooked(long Id, long Amount, long Sum);
}
