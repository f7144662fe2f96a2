using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>
/// The profit and loss account, summed by the database: what is held in memory depends on how many accounts and prices there are, never
/// on how many entries.
/// </summary>
internal sealed class ReadProfit(AppDb db, IMoneyLedger ledger, ReadPricedItems items, CommunityScope community, TimeProvider time)
{
    /// <summary>SQLite takes no more parts in one question than 500.</summary>
    private const int MaxParts = 400;

    private static readonly string[] Income = [Accounts.AnyRevenue, Accounts.AnyRefunds, Accounts.AnyDisputes];
    private static readonly string[] Spending = [Accounts.AnyCost, Accounts.AnyFees, Accounts.AnyShare];

    /// <param name="currency">ISO 4217; <c>null</c> for the community's, or the one that there is.</param>
    /// <param name="itemsPerLine">0 to leave the prices out.</param>
    /// <exception cref="Refused">422: no such span, no such currency.</exception>
    public async Task<ProfitReport> RunAsync(string? from, string? to, string? currency, int itemsPerLine, CancellationToken cancel)
    {
        var info = community.Required;
        var clock = BookClock.Of(info);
        var period = Period.Read(from, to, info, time.GetUtcNow().UtcDateTime);
        var before = period.Before(clock);
        if (currency is not null && Currencies.Find(currency) is null)
            throw Refused.AtField("currency", "currency_unknown", "Write the currency as its code, like CNY.");
        var sums = await SumsAsync(before.Start, period, cancel);
        var known = sums.Select(s => s.Currency).Append(info.Currency).Distinct().Order(StringComparer.Ordinal).ToList();
        var chosen = Currencies.Find(currency)?.Code ?? info.Currency;
        var own = sums.Where(s => s.Currency == chosen).ToList();
        var found = itemsPerLine > 0 && own.Count > 0 ? await items.RunAsync(period, chosen, itemsPerLine, cancel) : [];
        return new ProfitReport(period, before, chosen, known,
            Lines(own.Where(s => IsIncome(s.Account)), -1, found), Lines(own.Where(s => !IsIncome(s.Account)), 1, found),
            await PartsAsync(period.Parts(clock), chosen, [.. own.Select(s => s.Account)], cancel));
    }

    private static bool IsIncome(string account) => Income.Any(p => account.StartsWith(p, StringComparison.Ordinal));

    private sealed record AccountSum(string Account, string Currency, long Now, long Before);

    /// <summary>Both spans lie next to each other, so one walk over the entries serves both.</summary>
    private async Task<List<AccountSum>> SumsAsync(DateTime start, Period period, CancellationToken cancel)
    {
        var (middle, end) = (period.Start, period.End);
        var parts = db.Set<Entry>().AsNoTracking().UnderAny(db, [.. Income, .. Spending]).Select(entries => entries
            .Where(e => e.At >= start && e.At < end)
            .GroupBy(e => new { e.Account, e.Currency })
            .Select(g => new
            {
                g.Key.Account, g.Key.Currency, Now = g.Sum(e => e.At >= middle ? e.Amount : 0),
                Before = g.Sum(e => e.At < middle ? e.Amount : 0),
            }));
        var sums = await parts.Aggregate((all, part) => all.Concat(part)).ToListAsync(cancel);
        return [.. sums.Select(s => new AccountSum(s.Account, s.Currency, s.Now, s.Before))];
    }

    private static IReadOnlyList<ReportLine> Lines(
        IEnumerable<AccountSum> sums, int sign, IReadOnlyDictionary<string, IReadOnlyList<PricedItem>> items) =>
        [.. sums.Select(s => new ReportLine(
                s.Account, sign * s.Now, sign * s.Before, Complete(items.GetValueOrDefault(s.Account) ?? [], sign * s.Now)))
            .OrderBy(l => Place(l.Account)).ThenBy(l => l.Account, StringComparer.Ordinal)];

    /// <summary>What the listed prices do not explain stands below them, so that they sum to the figure.</summary>
    private static IReadOnlyList<PricedItem> Complete(IReadOnlyList<PricedItem> items, long amount)
    {
        var rest = amount - items.Sum(i => i.Amount);
        return items.Count == 0 || rest == 0 ? items : [.. items, new PricedItem(null, null, null, null, null, 0, rest)];
    }

    private static int Place(string account)
    {
        var (kind, name) = account.Split(':', 2) is [var k, var n] ? (k, n) : (account, "");
        var stream = ShareWords.Streams.Index().FirstOrDefault(s => s.Item == name, (Index: 90, Item: "")).Index;
        return kind switch
        {
            "revenue" => stream * 2,
            "refunds" => stream * 2 + 1,
            "disputes" => 900,
            "cost" => 1000 + (name switch { "production" => 0, "marketing" => 1, _ => 2 }),
            "fees" => 2000,
            _ => 3000 + stream,
        };
    }

    private async Task<IReadOnlyList<ReportPart>> PartsAsync(
        IReadOnlyList<Period> parts, string currency, IReadOnlyList<string> accounts, CancellationToken cancel)
    {
        var (revenue, cost) = (new long[parts.Count], new long[parts.Count]);
        var spans = parts.Select(p => (p.Start, p.End)).ToList();
        // Each account by its full name: that is a range of the index for every part.
        foreach (var some in accounts.Chunk(Math.Max(1, MaxParts / Math.Max(1, parts.Count))))
        {
            foreach (var sum in await ledger.SumsAsync(db.CommunityId, some, spans, cancel))
            {
                if (sum.Currency != currency)
                    continue;
                if (IsIncome(sum.Account))
                    revenue[sum.Period] -= sum.Amount;
                else
                    cost[sum.Period] += sum.Amount;
            }
        }
        return [.. parts.Select((part, at) => new ReportPart(part, revenue[at], cost[at]))];
    }
}
