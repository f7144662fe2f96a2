using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.ProfitAndLoss;

namespace Guildhall.Payments.Overview;

/// <summary>Recurring revenue and what moved it this month.</summary>
internal sealed class SubscriptionFigures(ISubscriptionFigures source, TimeProvider time, Texts T) : IMoneyFigures
{
    public int Place => 20;

    public async Task<MoneyGroup?> ReadAsync(long communityId, Period month, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var revenue = await source.AtAsync(communityId, now, cancel);
        var changes = (await source.InAsync(communityId, month.Start, now, cancel)).ToDictionary(c => c.Currency);
        var currencies = revenue.Select(r => r.Currency).Union(changes.Keys).Order(StringComparer.Ordinal).ToList();
        return currencies.Count == 0 ? null : new MoneyGroup(T["Recurring revenue"], [.. currencies.SelectMany(currency => Of(
            currency, revenue.FirstOrDefault(r => r.Currency == currency)?.Amount ?? 0, changes.GetValueOrDefault(currency)))]);
    }

    private IEnumerable<MoneyFigure> Of(string currency, long amount, RecurringChange? change)
    {
        yield return new(T["MRR in {0}", currency], Money(amount, currency),
            T["For each paid, continuing subscription: its plan's price divided by its months. Trials and pauses don't count."]);
        if (change is null)
            yield break;
        yield return new(T["New"], Money(change.New, currency), T["This month, of members who had no paid subscription here before."]);
        yield return new(T["Expansion"], Money(change.Expansion, currency), T["This month, of those who pay more than before."]);
        yield return new(T["Contraction"], Money(change.Contraction, currency), T["This month, of those who pay less than before."]);
        yield return new(T["Churn"], Money(change.Churn, currency), T["This month, of those who ended or paused."]);
        yield return new(T["Reactivation"], Money(change.Reactivation, currency), T["This month, of those who came back."]);
    }

    private string Money(long amount, string currency) => new Money(amount, currency).Format(T.Language);
}
