using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Incomes;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>Quantity × price of what was sold and spent, by account, the largest amounts first.</summary>
internal sealed class ReadPricedItems(AppDb db)
{
    public async Task<Dictionary<string, IReadOnlyList<PricedItem>>> RunAsync(
        Period period, string currency, int limit, CancellationToken cancel)
    {
        var items = new Dictionary<string, IReadOnlyList<PricedItem>>(StringComparer.Ordinal);
        foreach (var stream in (await SoldAsync(period, currency, limit, cancel)).GroupBy(s => s.Account))
            items[stream.Key] = [.. stream.Select(s => s.Item)];
        foreach (var stream in (await EarnedAsync(period, currency, limit, cancel)).GroupBy(s => s.Account))
            items[stream.Key] = [.. (items.GetValueOrDefault(stream.Key) ?? []).Concat(stream.Select(s => s.Item))];
        foreach (var kind in Enum.GetValues<CostKind>())
            items[Accounts.Cost(kind)] = await SpentAsync(kind, period, currency, limit, cancel);
        foreach (var (account, item) in await FeesAsync(period, currency, cancel))
            items[account] = [item];
        return items;
    }

    /// <summary>Income is booked when its order is paid, once, so the lines of the orders paid in the span are what it consists
    /// of.</summary>
    private async Task<List<(string Account, PricedItem Item)>> SoldAsync(
        Period period, string currency, int limit, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var lines = await db.Set<Order>().AsNoTracking().Where(o => o.PaidAt >= start && o.PaidAt < end && o.Currency == currency)
            .Join(db.Set<OrderLine>(), o => o.Id, l => l.OrderId, (o, l) => l)
            .GroupBy(l => new { l.Stream, l.ItemKind, l.ItemId, l.Description, l.Interval, l.UnitAmount })
            .Select(g => new { g.Key, Quantity = g.Sum(l => (long)l.Quantity), Discount = g.Sum(l => l.Discount) })
            .OrderByDescending(g => g.Quantity * g.Key.UnitAmount - g.Discount).ThenBy(g => g.Key.ItemId)
            .Take(limit).ToListAsync(cancel);
        return [.. lines.Select(l => (Accounts.Revenue(l.Key.Stream), new PricedItem(
            l.Key.Description, l.Key.Interval is { } interval ? EnumWords.Of(interval) : null, $"{l.Key.ItemKind}:{l.Key.ItemId}", l.Quantity,
            l.Key.UnitAmount, l.Discount, l.Quantity * l.Key.UnitAmount - l.Discount)))];
    }

    /// <summary>By who paid, as often as they paid the same.</summary>
    private async Task<List<(string Account, PricedItem Item)>> EarnedAsync(
        Period period, string currency, int limit, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var incomes = await db.Set<Income>().AsNoTracking().Where(i => i.Currency == currency && i.At >= start && i.At < end)
            .GroupBy(i => new { i.Stream, i.Payer, i.Amount })
            .Select(g => new { g.Key, Quantity = g.LongCount(), Amount = g.Sum(i => i.Amount) })
            .OrderByDescending(g => g.Amount).ThenBy(g => g.Key.Payer).Take(limit).ToListAsync(cancel);
        return [.. incomes.Select(i => (Accounts.Revenue(i.Key.Stream), new PricedItem(
            i.Key.Payer, null, null, i.Quantity, i.Key.Amount, 0, i.Amount)))];
    }

    private async Task<IReadOnlyList<PricedItem>> SpentAsync(
        CostKind kind, Period period, string currency, int limit, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var costs = await db.Set<Cost>().AsNoTracking()
            .Where(c => c.Kind == kind && c.Currency == currency && c.At >= start && c.At < end)
            .GroupBy(c => new { c.Text, c.UnitAmount })
            .Select(g => new { g.Key, Quantity = g.Sum(c => c.Quantity), Amount = g.Sum(c => c.Amount) })
            .OrderByDescending(g => g.Amount).ThenBy(g => g.Key.Text).Take(limit).ToListAsync(cancel);
        return [.. costs.Select(c => new PricedItem(
            c.Key.Text, null, null, CostWords.Number(c.Quantity), c.Key.UnitAmount, 0, c.Amount))];
    }

    /// <summary>How many payments a processor kept its fees of; the price of one is their mean and not said.</summary>
    private async Task<List<(string Account, PricedItem Item)>> FeesAsync(Period period, string currency, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var fees = await db.Set<Payment>().AsNoTracking()
            .Where(p => p.RecordedAt >= start && p.RecordedAt < end && p.Currency == currency && p.Fee != 0)
            .GroupBy(p => p.Processor).Select(g => new { Processor = g.Key, Payments = g.LongCount(), Fees = g.Sum(p => p.Fee) })
            .ToListAsync(cancel);
        return [.. fees.Select(f => (Accounts.Fees(f.Processor), new PricedItem(f.Processor, null, null, f.Payments, null, 0, f.Fees)))];
    }
}
