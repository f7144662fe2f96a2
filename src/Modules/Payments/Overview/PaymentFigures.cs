using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Ui;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Processors;
using Guildhall.Payments.ProfitAndLoss;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Overview;

/// <summary>How paying went this month.</summary>
internal sealed class PaymentFigures(AppDb db, Texts T) : IMoneyFigures
{
    private static readonly string FailedRenewal = Activity.KindOf(typeof(RenewalFailed));

    public int Place => 30;

    public async Task<MoneyGroup?> ReadAsync(long communityId, Period month, CancellationToken cancel)
    {
        var (start, end) = (month.Start, month.End);
        var arrived = await db.Set<Payment>().CountAsync(p => p.RecordedAt >= start && p.RecordedAt < end, cancel);
        var begun = db.Set<Checkout>().Where(c => c.CreatedAt >= start && c.CreatedAt < end);
        var byState = (await begun.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel))
            .ToDictionary(s => s.Key, s => s.Count);
        var late = await db.Activities.CountAsync(
            a => a.CommunityId == communityId && a.Kind == FailedRenewal && a.At >= start && a.At < end, cancel);
        var unreachable = await begun.CountAsync(c => c.Failure != null, cancel);
        var all = byState.Values.Sum();
        return all + arrived + late == 0 ? null : new MoneyGroup(T["Payments of this month"],
        [
            new(T["Payments that arrived"], Number(arrived), T["Payments recorded this month, held ones included."]),
            new(T["Declined"], Number(byState.GetValueOrDefault(CheckoutState.Declined)),
                T["Attempts to pay begun this month that the processor declined and that were not paid after all."], Of(byState, CheckoutState.Declined, all)),
            new(T["Failed renewals"], Number(late), T["Charges of subscriptions that failed this month, whether or not a later try went through."]),
            new(T["Abandoned"], Number(byState.GetValueOrDefault(CheckoutState.Cancelled) + byState.GetValueOrDefault(CheckoutState.Expired)),
                T["Attempts to pay begun this month that the buyer broke off or let expire."]),
            new(T["Processor not reached"], Number(unreachable),
                T["Attempts to pay begun this month at whose last look the processor did not answer."], NeedsSomebody: unreachable > 0),
        ]);
    }

    private string? Of(Dictionary<CheckoutState, int> byState, CheckoutState state, int all) => all == 0 ? null
        : T["{0} of {1} attempts", byState.GetValueOrDefault(state), all];

    private string Number(int count) => count.ToString("N0", T.Culture);
}
