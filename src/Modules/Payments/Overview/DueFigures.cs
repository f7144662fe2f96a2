using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Guildhall.Payments.ProfitAndLoss;
using Guildhall.Payments.Reconciliation;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Overview;

/// <summary>What waits for somebody: held orders, differences, payouts, refunds that do not get through.</summary>
internal sealed class DueFigures(
    AppDb db, OrderList orders, Cases cases, Payables payables, ClaimList claims, CommunityScope community, Texts T) : IMoneyFigures
{
    public int Place => 10;

    public async Task<MoneyGroup?> ReadAsync(long communityId, Period month, CancellationToken cancel)
    {
        var manage = $"/c/{community.Required.Slug}/manage";
        var held = await orders.CountHeldAsync(cancel);
        var asked = await claims.CountOpenAsync(cancel);
        var open = await cases.CountOpenAsync(cancel);
        var failed = await db.Set<Refund>().CountAsync(r => r.FailedAt != null && r.SucceededAt == null, cancel);
        var owed = await payables.ListAsync(null, cancel);
        return new MoneyGroup(T["To do"],
        [
            Count(T["Held orders"], held, T["Orders whose payment doesn't match: accept or refund it."], $"{manage}/orders?state=held"),
            Count(T["Refund requests"], asked, T["Refund requests that need your decision."], $"{manage}/refund-requests"),
            Count(T["Open differences"], open, T["Payments that differ from a processor's list."], $"{manage}/reconciliation"),
            Count(T["Refunds that failed"], failed, T["Refunds a processor rejected or that never went through; see their orders."], null),
            .. owed.GroupBy(o => o.Currency).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new MoneyFigure(
                T["Payable in {0}", c.Key], new Money(c.Sum(o => o.Owed), c.Key).Format(T.Language),
                T["All payable accounts in the money ledger: shares of authors and partners, and unpaid bills."],
                T["{0} can be paid out", new Money(c.Sum(o => o.Due), c.Key).Format(T.Language)], $"{manage}/shares")),
        ]);
    }

    private MoneyFigure Count(string label, int count, string formula, string? href) =>
        new(label, count.ToString("N0", T.Culture), formula, null, count > 0 ? href : null, count > 0);
}
