using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Ledger;

internal sealed class MoneyLedger(AppDb db, IServiceProvider services) : IMoneyLedger
{
    public async Task<IReadOnlyDictionary<string, long>> SumAsync(long communityId, string account, DateTime from, DateTime to, CancellationToken cancel = default)
    {
        var sums = await SumsAsync(communityId, [account], [(from, to)], cancel);
        return sums.ToDictionary(s => s.Currency, s => s.Amount);
    }

    public async Task<IReadOnlyList<MoneySum>> SumsAsync(
        long communityId, IReadOnlyList<string> accounts, IReadOnlyList<(DateTime From, DateTime To)> periods, CancellationToken cancel = default)
    {
        // One UNION ALL, each part a range of the index that holds the amounts.
        var parts = accounts.SelectMany(_ => periods.Index(), (account, period) => Entries(communityId, account, period.Item.From, period.Item.To)
            .GroupBy(e => e.Currency)
            .Select(c => new { Account = account, Period = period.Index, Currency = c.Key, Amount = c.Sum(e => e.Amount) })).ToList();
        if (parts.Count == 0)
            return [];
        var sums = await parts.Aggregate((all, part) => all.Concat(part)).ToListAsync(cancel);
        return [.. sums.Select(s => new MoneySum(s.Account, s.Period, s.Currency, s.Amount))];
    }

    // Asked for here and not in the constructor: only an operator checks, and a check keeps what it has found.
    public Task<LedgerVerdict> CheckAsync(CancellationToken cancel = default) => services.GetRequiredService<CheckLedger>().RunAsync(cancel);

    private IQueryable<Entry> Entries(long communityId, string account, DateTime from, DateTime to)
    {
        // Asked by jobs and by pages of the installation too, so the community is named instead of taken from the request.
        var entries = db.Set<Entry>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.CommunityId == communityId && e.At >= from && e.At < to);
        return account.EndsWith(':') ? entries.Where(e => e.Account.StartsWith(account)) : entries.Where(e => e.Account == account);
    }
}
