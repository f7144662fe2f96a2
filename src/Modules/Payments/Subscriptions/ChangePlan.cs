using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What another plan would cost and when it would begin, to the minor unit.</summary>
/// <param name="AtOnce">It begins with its payment; else when what is paid is over, and costs nothing now.</param>
/// <param name="From">UTC.</param>
/// <param name="Price">Of its first period, minor units.</param>
/// <param name="Credit">Of it, what unused days pay.</param>
/// <param name="Off">Of it, what coupons that still hold take off.</param>
/// <param name="Due">To be paid now.</param>
internal sealed record PlanChange(Plan Plan, bool AtOnce, DateTime From, long Price, long Credit, long Off, long Due);

/// <summary>Previews a change of plan and makes it: dearer ones at once, all others with the next period.</summary>
internal sealed class ChangePlan(
    AppDb db, Sales sales, OwnSubscriptions own, KeepSubscriptions keep, PlaceOrder place, CommunityScope scope, TimeProvider time)
{
    /// <summary>The plans of the same kind that this one can be changed for.</summary>
    public async Task<IReadOnlyList<PlanChange>> ChoicesAsync(
        OwnSubscription current, IEnumerable<SaleWish> wishes, CancellationToken cancel)
    {
        var changes = new List<PlanChange>();
        var now = Now;
        var credit = await CreditAsync(current.Row, now, cancel);
        foreach (var wish in wishes)
        {
            foreach (var quote in await sales.QuoteAsync(wish, current.Row.MemberId, now, cancel))
            {
                if (Change(current, quote, credit, now) is { } change)
                    changes.Add(change);
            }
        }
        return changes;
    }

    /// <exception cref="Refused">404; 422: it cannot be changed for this.</exception>
    public async Task<PlanChange> PreviewAsync(long memberId, long id, string item, Interval interval, CancellationToken cancel)
    {
        var current = await own.FindAsync(memberId, id, cancel);
        var now = Now;
        var wish = new SaleWish(current.Row.ItemKind, item, Interval: interval);
        var quotes = await sales.QuoteAsync(wish, memberId, now, cancel);
        var (offer, currency) = (quotes[0], current.Row.Currency);
        if (offer.Currency != currency)
            quotes = offer.Currencies.Contains(currency) ? await sales.QuoteAsync(wish with { Currency = currency }, memberId, now, cancel)
                : throw Refused.AtField("plan", "plan_other_currency", "This subscription is paid in {0}, and {1} is not sold in that currency. A subscription keeps the currency it started with.",
                    currency, offer.Title);
        return Change(current, quotes[0], await CreditAsync(current.Row, now, cancel), now)
            ?? throw Refused.AtField("plan", "plan_unfit", "This subscription can't change to that plan.");
    }

    /// <param name="expected">What the member was shown that is due now; <c>null</c> takes it as it is.</param>
    /// <returns>The order that has to be paid; <c>null</c> when nothing is due.</returns>
    public async Task<Placed?> RunAsync(
        long memberId, long id, string item, Interval interval, long? expected, string? processor, string? key, CancellationToken cancel)
    {
        var change = await PreviewAsync(memberId, id, item, interval, cancel);
        if (expected is { } shown && shown != change.Due)
            throw new Refused("preview_changed", 409, "The amount due has changed. Review it, then confirm.");
        if (!change.AtOnce)
        {
            await own.ChangeNextAsync(memberId, id, change.Plan, cancel);
            return null;
        }
        var current = await db.Set<Subscription>().AsNoTracking().SingleAsync(s => s.Id == id, cancel);
        if (current.StateAt(Now) == SubscriptionStanding.Ended)
            throw new Refused("subscription_ended", 409, "This subscription has ended. Buy again to come back.");
        var line = new SaleWish(current.ItemKind, item, Interval: interval) { Currency = current.Currency };
        var wish = new OrderWish([line], processor ?? current.Processor, "/account/subscriptions")
        {
            Renews = current.IsRecurring, Upgrade = new Upgrade(id, change.Credit),
        };
        return await place.RunAsync(memberId, wish, key ?? KeyOf(id, change), cancel);
    }

    /// <summary>One wish a day is one order.</summary>
    private string KeyOf(long id, PlanChange change) => string.Create(CultureInfo.InvariantCulture,
        $"change-{id}-{change.Plan.ItemId}-{change.Plan.Interval.Word()}-{change.Due}-{Now:yyyyMMdd}");

    private PlanChange? Change(OwnSubscription current, SaleQuote quote, long credit, DateTime now)
    {
        var row = current.Row;
        if (quote.Renewal is not { } renewal || quote.Currency != row.Currency || current.Standing == SubscriptionStanding.Ended)
            return null;
        var plan = new Plan(quote.Item.Kind, quote.Item.Id, quote.Title, quote.PriceId, renewal.Interval, renewal.Amount, quote.Currency);
        if (plan.Item == row.Item && plan.Interval == row.Interval && plan.Amount == row.Amount)
            return null;
        var off = quote.UnitAmount - row.Net(plan with { Amount = quote.UnitAmount });
        // Where unused days are worth more than the first period, waiting loses nothing and changing now would.
        var atOnce = IsUpgrade(row.Plan, plan) && credit <= quote.UnitAmount - off && !row.IsCancelled
            && current.Standing != SubscriptionStanding.Paused;
        return atOnce
            ? new PlanChange(plan, true, now, quote.UnitAmount, credit, off, quote.UnitAmount - off - credit)
            : new PlanChange(plan, false, row.DueAt > now ? row.DueAt : now, renewal.Amount, 0, renewal.Amount - row.Net(plan), 0);
    }

    /// <summary>Dearer by the month, or longer of the same.</summary>
    internal static bool IsUpgrade(Plan from, Plan to) => to.Item == from.Item
        ? to.Interval.Months() > from.Interval.Months() || to.Interval == from.Interval && to.Amount > from.Amount
        : (Int128)to.Amount * from.Interval.Months() > (Int128)from.Amount * to.Interval.Months();

    private async Task<long> CreditAsync(Subscription row, DateTime now, CancellationToken cancel)
    {
        if (scope.Id != row.CommunityId)
            scope.Enter(row.CommunityId);
        var lines = await keep.LinesOfAsync(row.Id, now, cancel);
        return lines.Sum(l => Proration.Credit(l.Paid, l.Line.CoversFrom!.Value, l.Line.CoversUntil!.Value, now));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
