using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Payments.ProfitAndLoss;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Overview;

/// <summary>Income of the last months in one currency, by stream, less what was given back of it.</summary>
/// <param name="Streams">Those in which something moved, each with an amount for every month.</param>
internal sealed record IncomeByStream(string Currency, IReadOnlyList<Period> Months, IReadOnlyList<StreamIncome> Streams)
{
    public long Total(int month) => Streams.Sum(s => s.Amounts[month]);
}

/// <param name="Amounts">Minor units by month.</param>
internal sealed record StreamIncome(string Stream, IReadOnlyList<long> Amounts);

internal sealed class ReadIncome(AppDb db, IMoneyLedger ledger, CommunityScope community)
{
    public const int Months = 12;

    /// <param name="month">The last one.</param>
    public async Task<IReadOnlyList<IncomeByStream>> RunAsync(Period month, CancellationToken cancel)
    {
        var clock = BookClock.Of(community.Required);
        var months = Enumerable.Range(0, Months).Select(back => Period.MonthOf(month.From.AddMonths(back + 1 - Months), clock)).ToList();
        var (start, end) = (months[0].Start, month.End);
        var accounts = await db.Set<Entry>().Under(db, Accounts.AnyRevenue).Concat(db.Set<Entry>().Under(db, Accounts.AnyRefunds))
            .Where(e => e.At >= start && e.At < end).Select(e => e.Account).Distinct().ToListAsync(cancel);
        var sums = new List<MoneySum>();
        foreach (var some in accounts.Chunk(20))
            sums.AddRange(await ledger.SumsAsync(db.CommunityId, some, [.. months.Select(m => (m.Start, m.End))], cancel));
        return [.. sums.GroupBy(s => s.Currency).OrderBy(c => c.Key, StringComparer.Ordinal).Select(currency => new IncomeByStream(
            currency.Key, months, [.. currency.GroupBy(s => s.Account.Split(':', 2)[1]).OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(stream => new StreamIncome(stream.Key,
                    [.. months.Select((_, at) => -stream.Where(s => s.Period == at).Sum(s => s.Amount))]))]))];
    }
}
