using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.ProfitAndLoss;
using Guildhall.Payments.Reconciliation;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Shares;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Overview;

/// <summary>What waits for somebody: held orders, differences, payouts, refunds that do not get through.</summary>
internal sealed class DueFigures(
    AppDb db, OrderList orders, Cases cases, Payables payables, ClaimList claims, CommunityScope community, CurrentMember current,
    TimeProvider time, Texts T) : IMoneyFigures
{
    public int Place => 10;

    public async Task<MoneyGroup?> ReadAsync(long communityId, Period month, CancellationToken cancel)
    {
        var manage = $"/c/{community.Required.Slug}/manage";
        var held = await orders.CountHeldAsync(cancel);
        var asked = await claims.CountOpenAsync(cancel);
        var open = await cases.CountOpenAsync(cancel);
        var failed = await db.Set<Refund>().CountAsync(r => r.FailedAt != null && r.SucceededAt == null, cancel);
        var disputes = await db.Set<Dispute>().CountAsync(d => d.ClosedAt == null, cancel);
        var unanswered = await db.Set<Dispute>().CountAsync(d => d.State == DisputeState.NeedsAnswer && d.AnsweredAt == null, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var living = await db.Set<Subscription>().AsNoTracking().Where(s => s.EndedAt == null && s.PaidUntil <= now).ToListAsync(cancel);
        var overdue = living.Count(s => s.StateAt(now) == SubscriptionStanding.PastDue);
        var failing = await RetryGivenUp.CountFailingAsync(db, cancel);
        var owed = await payables.ListAsync(null, cancel);
        return new MoneyGroup(T["To do"],
        [
            Count(T["Held orders"], held, T["Orders whose payment doesn't match: accept or refund it."], $"{manage}/orders?state=held"),
            Count(T["Refund requests"], asked, T["Refund requests that need your decision."], $"{manage}/refund-requests"),
            Count(T["Open disputes"], disputes, T["Payments that buyers ask back through their bank or the processor, not decided yet."], $"{manage}/orders")
                with { Delta = unanswered > 0 ? T["{0} wait for your answer", unanswered] : null },
            Count(T["Overdue subscriptions"], overdue, T["Subscriptions whose payment is late and whose grace period runs."], $"{manage}/subscriptions?state=past_due"),
            Count(T["Failing calls"], failing,
                T["Calls to payment services that keep failing: subscriptions to be ended or changed there, pages to be closed, refunds that were claimed. They are tried again every day; the work queue says why they fail."],
                current.IsOwner ? "/operate/work?state=dead" : null),
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
