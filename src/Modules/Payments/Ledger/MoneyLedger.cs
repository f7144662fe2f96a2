using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

internal sealed class MoneyLedger(AppDb db) : IMoneyLedger
{
    public async Task<IReadOnlyDictionary<string, long>> SumAsync(long communityId, string account, DateTime from, DateTime to, CancellationToken cancel = default)
    {
        // Asked by jobs and by pages of the installation too, so the community is named instead of taken from the request.
        var entries = db.Set<Entry>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.CommunityId == communityId && e.At >= from && e.At < to);
        entries = account.EndsWith(':') ? entries.Where(e => e.Account.StartsWith(account)) : entries.Where(e => e.Account == account);
        return await entries.GroupBy(e => e.Currency).Select(c => new { c.Key, Sum = c.Sum(e => e.Amount) })
            .ToDictionaryAsync(c => c.Key, c => c.Sum, cancel);
    }
}
