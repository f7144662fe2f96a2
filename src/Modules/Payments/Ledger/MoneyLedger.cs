using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Ledger;

internal sealed class MoneyLedger(AppDb db, IServiceProvider services) : IMoneyLedger
{
    public async Task<IReadOnlyDictionary<string, long>> SumAsync(
        long communityId, string account, DateTime from, DateTime to, CancellationToken cancel = default)
    {
        var sums = await SumsAsync(communityId, [account], [(from, to)], cancel);
        return sums.ToDictionary(s => s.Currency, s => s.Amount);
    }

    public async Task<IReadOnlyList<MoneySum>> SumsAsync(
        long communityId, IReadOnlyList<string> accounts, IReadOnlyList<(DateTime From, DateTime To)> periods,
        CancellationToken cancel = default)
    {
        var parts = (db.IsPostgres && AreInTurn(periods)
            ? accounts.Select(account => Buckets(communityId, account, periods))
            : accounts.SelectMany(_ => periods.Index(), (account, period) => Period(communityId, account, period))).ToList();
        if (periods.Count == 0 || parts.Count == 0)
            return [];
        var sums = await parts.Aggregate((all, part) => all.Concat(part)).ToListAsync(cancel);
        return [.. sums.Select(s => new MoneySum(s.Account, s.Period, s.Currency, s.Amount))];
    }

    // Asked for here and not in the constructor: only an operator checks, and a check keeps what it has found.
    public Task<LedgerVerdict> CheckAsync(CancellationToken cancel = default) =>
        services.GetRequiredService<CheckLedger>().RunAsync(cancel);

    /// <summary>SQLite reads of the index that holds the amounts what lies in the period, and nothing beside it.</summary>
    private IQueryable<SumRow> Period(long communityId, string account, (int Index, (DateTime From, DateTime To) Item) period) =>
        Entries(communityId, account, period.Item.From, period.Item.To).GroupBy(e => e.Currency)
            .Select(c => new SumRow { Account = account, Period = period.Index, Currency = c.Key, Amount = c.Sum(e => e.Amount) });

    /// <summary>
    /// PostgreSQL cannot skip the currency that stands before the instant in that index, so it would walk over the account once for every
    /// period: it walks once, and puts each entry into its period.
    /// </summary>
    private IQueryable<SumRow> Buckets(long communityId, string account, IReadOnlyList<(DateTime From, DateTime To)> periods)
    {
        DateTime[] starts = [.. periods.Select(p => Utc(p.From))], ends = [.. periods.Select(p => Utc(p.To))];
        return db.Database.SqlQueryRaw<SumRow>(account.EndsWith(':') ? InBuckets + " AND e.account LIKE {0} || '%'" + ByBucket
            : InBuckets + " AND e.account = {0}" + ByBucket, account, communityId, starts, ends, starts[0], ends[^1]);

        static DateTime Utc(DateTime at) => DateTime.SpecifyKind(at, DateTimeKind.Utc);
    }

    private const string InBuckets =
        """
        SELECT {0} AS "Account", b.period - 1 AS "Period", b.currency AS "Currency", CAST(sum(b.amount) AS bigint) AS "Amount"
        FROM (
            SELECT width_bucket(e.at, {2}) AS period, e.at, e.currency, e.amount FROM ledger_entries e
            WHERE e.community_id = {1} AND e.at >= {4} AND e.at < {5}
        """;

    private const string ByBucket = ") AS b WHERE b.at < ({3})[b.period] GROUP BY b.period, b.currency";

    private static bool AreInTurn(IReadOnlyList<(DateTime From, DateTime To)> periods) =>
        periods.Count > 0 && periods.All(p => p.From < p.To) && periods.Zip(periods.Skip(1)).All(p => p.First.To <= p.Second.From);

    private sealed class SumRow
    {
        public string Account { get; init; } = "";
        public int Period { get; init; }
        public string Currency { get; init; } = "";
        public long Amount { get; init; }
    }

    private IQueryable<Entry> Entries(long communityId, string account, DateTime from, DateTime to)
    {
        // Asked by jobs and by pages of the installation too, so the community is named instead of taken from the request.
        var entries = db.Set<Entry>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.CommunityId == communityId && e.At >= from && e.At < to);
        return account.EndsWith(':') ? entries.Under(db, account) : entries.Where(e => e.Account == account);
    }
}
