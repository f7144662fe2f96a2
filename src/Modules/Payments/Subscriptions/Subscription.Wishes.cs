using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What the member wants of it, and what time alone does to it.</summary>
internal sealed partial class Subscription
{
    public long? NextItemId { get; private set; }
    public string? NextTitle { get; private set; }
    public long? NextPriceId { get; private set; }
    public Interval? NextInterval { get; private set; }
    public long? NextAmount { get; private set; }

    /// <summary>When something of it was last changed here that the processor has to learn.</summary>
    public DateTime? WishedAt { get; private set; }

    /// <summary>When the processor was last known to have learnt it all.</summary>
    public DateTime? ToldAt { get; private set; }

    /// <summary>The plan that the processor charges, by our key of it.</summary>
    public string PlanTold { get; private set; } = "";

    /// <summary>The end for which a reminder went out, and how many days ahead.</summary>
    public DateTime? RemindedOf { get; private set; }

    public int RemindedDays { get; private set; }

    /// <summary>Minor units a month that recurring revenue counts for it now.</summary>
    public long Counted { get; private set; }

    public bool HasCounted { get; private set; }

    /// <summary>The offer to stay is made once.</summary>
    public bool HasStayed { get; private set; }

    /// <summary>The processor has yet to learn what was changed here; what it says meanwhile is old.</summary>
    public bool IsTelling => IsRecurring && WishedAt > (ToldAt ?? DateTime.MinValue);

    /// <summary>What the next period is of, where that is another plan than this one's.</summary>
    public Plan? NextPlan
    {
        get => NextItemId is { } item
            ? new Plan(ItemKind, item, NextTitle!, NextPriceId, NextInterval!.Value, NextAmount!.Value, Currency) : null;
        private set => (NextItemId, NextTitle, NextPriceId, NextInterval, NextAmount) =
            (value?.ItemId, value?.Title, value?.PriceId, value?.Interval, value?.Amount);
    }

    /// <summary>What the next period is charged, minor units; see <see cref="NextBack"/>.</summary>
    public long NextCharge => KeepsSchedule ? Net(AwaitsConsent ? Plan : NextPlan ?? Plan)
        : Proration.Less(Net(NextPlan ?? Plan), NextPercentOff ?? 0);

    /// <summary>A period of a plan, less what coupons take off now.</summary>
    public long Net(Plan plan) => Discounts.Net(plan.Amount, plan.ItemId);

    /// <summary>What the coming periods cost, coupons taken off.</summary>
    public (IReadOnlyList<PriceStep> Steps, long Final) Course => Discounts.Course((NextPlan ?? Plan).Amount, (NextPlan ?? Plan).ItemId);

    /// <summary>What the processor is to charge the next time.</summary>
    public SubscriptionPlan ToCharge() => (NextPlan ?? Plan).ToCharge(
        CommunityId, KeepsSchedule ? Course.Final : NextCharge);

    /// <summary>Ends it when what is paid is over, or at once; the money stays either way.</summary>
    /// <exception cref="Refused">409: it has ended.</exception>
    public void Cancel(bool atOnce, CancelReason reason, string words, DateTime now)
    {
        RequireLiving(now);
        (CancelledAt, CancelReason, CancelWords) = (CancelledAt ?? now, reason, words);
        CancelAt = atOnce || PaidUntil <= now ? now : PaidUntil;
        (PausedFrom, PausedUntil) = PausedFrom <= now ? (PausedFrom, PausedUntil) : (null, null);
        (NextPercentOff, NextPlan) = (null, null);
        DropConsent();
        Wish(now);
    }

    /// <summary>Takes a cancellation back while there is time.</summary>
    /// <exception cref="Refused">409: it has ended.</exception>
    public void Keep(DateTime now)
    {
        RequireLiving(now);
        (CancelledAt, CancelAt, CancelReason, CancelWords) = (null, null, null, "");
        Wish(now);
    }

    /// <summary>No payment and no access for some months behind what is paid.</summary>
    /// <exception cref="Refused">409, 422.</exception>
    public void Pause(int months, DateTime now, TimeZoneInfo zone)
    {
        RequireLiving(now);
        if (months is < 1 or > MostPausedMonths)
            throw Refused.AtField("months", "pause_out_of_range", "A pause can last 1 to {0} months.", MostPausedMonths);
        if (StateAt(now) != SubscriptionStanding.Active || IsCancelled)
            throw new Refused("not_pausable", 409, "Only a paid, continuing subscription can be paused.");
        if (PausedFrom is not null)
            throw new Refused("paused_already", 409, "It is already paused.");
        (PausedFrom, PausedUntil) = (PaidUntil, Intervals.AddMonths(PaidUntil, months, zone));
        Wish(now);
    }

    /// <summary>Ends a pause: the next period is due at once, or when what is paid is over.</summary>
    /// <exception cref="Refused">409: it is not paused.</exception>
    public void Resume(DateTime now)
    {
        RequireLiving(now);
        if (PausedFrom is null || PausedUntil <= now)
            throw new Refused("not_paused", 409, "It is not paused.");
        if (!IsRecurring && now >= PaidUntil)
            throw new Refused("pay_to_resume", 409, "Pay for the next period to continue.");
        (PausedFrom, PausedUntil) = now < PaidUntil ? ((DateTime?)null, (DateTime?)null) : (PausedFrom, now);
        Wish(now);
    }

    /// <summary>Another plan from the next period on; <c>null</c> stays with this one.</summary>
    public void ChangeNext(Plan? plan, DateTime now)
    {
        RequireLiving(now);
        if (IsCancelled)
            throw new Refused("cancelled", 409, "It is cancelled. Resume it first, then change it.");
        if (KeepsSchedule && plan is not null && Course.Steps is { Count: > 0 } steps)
            throw new Refused("discount_kept", 409, "Your coupon applies to {0} more {0:period|periods}, and the payment service keeps that price until then. Change the plan afterwards.", steps.Sum(s => s.Periods));
        NextPlan = plan == Plan ? null : plan;
        Wish(now);
    }

    /// <summary>The offer to stay: so much off the next period.</summary>
    public void TakePercentOff(int percent, DateTime now)
    {
        RequireLiving(now);
        (NextPercentOff, HasStayed) = (percent, true);
        Wish(now);
    }

    /// <summary>Somebody cancelled or paused it on the processor's own site. Only what was cancelled there is taken back there.</summary>
    public void Mirror(bool endsAtPeriodEnd, bool paused, bool ended, DateTime now)
    {
        if (EndedAt is not null || IsTelling)
            return;
        // One that they gave up since nothing came lapses here in its own time.
        if (!IsCancelled && (endsAtPeriodEnd || ended && PastDueSince is null))
        {
            (CancelledAt, CancelReason) = (now, Subscriptions.CancelReason.AtProcessor);
            // They charge no more, but the member may still pay by hand while the grace lasts.
            CancelAt = PaidUntil > now ? PaidUntil : LapsesAt > now ? LapsesAt : now;
        }
        else if (CancelReason == Subscriptions.CancelReason.AtProcessor && CancelAt > now && !endsAtPeriodEnd && !ended)
        {
            (CancelledAt, CancelAt, CancelReason) = (null, null, null);
        }
        if (paused && PausedFrom is null && !IsCancelled)
            (PausedFrom, PausedUntil) = (PaidUntil, null);
        else if (!paused && PausedFrom is not null && PausedUntil is null)
            (PausedFrom, PausedUntil) = now < PaidUntil ? ((DateTime?)null, (DateTime?)null) : (PausedFrom, now);
    }

    /// <summary>Ends it when its time has come.</summary>
    /// <returns>The instants until now at which it began to stand otherwise, earliest first.</returns>
    public IReadOnlyList<DateTime> Ripen(DateTime now)
    {
        if (EndedAt is not null)
            return [];
        List<DateTime> changed = [];
        if (PausedFrom <= now)
            changed.Add(PausedFrom.Value);
        if (CancelAt <= now)
        {
            End(Subscriptions.EndReason.Cancelled, CancelAt.Value);
            changed.Add(CancelAt.Value);
        }
        else if (LapsesAt <= now)
        {
            End(Subscriptions.EndReason.Lapsed, LapsesAt.Value);
            changed.Add(EndedAt!.Value);
        }
        return changed;
    }

    /// <summary>The movement of recurring revenue at this instant; <c>null</c> for none.</summary>
    /// <param name="returns">Whether the member has paid for a subscription here before.</param>
    public SubscriptionMovement? Count(DateTime at, bool returns)
    {
        // A payment that is late does not lower it before the grace is over, and a promise to pay does not raise it.
        var wanted = FirstPaidAt is null ? 0 : StateAt(at) switch
        {
            SubscriptionStanding.Active => (Plan with { Amount = Net(Plan) }).Monthly,
            SubscriptionStanding.PastDue => Counted,
            _ => 0,
        };
        if (wanted == Counted)
            return null;
        var kind = Counted == 0 ? (returns || HasCounted ? MovementKind.Reactivation : MovementKind.New)
            : wanted == 0 ? MovementKind.Churn
            : wanted > Counted ? MovementKind.Expansion : MovementKind.Contraction;
        var movement = SubscriptionMovement.Of(this, kind, wanted - Counted, at);
        (Counted, HasCounted) = (wanted, true);
        return movement;
    }

    public void Reminded(int days) => (RemindedOf, RemindedDays) = (DueAt, days);

    private void Wish(DateTime now) => WishedAt = IsRecurring ? now : null;

    private void RequireLiving(DateTime now)
    {
        if (StateAt(now) == SubscriptionStanding.Ended)
            throw new Refused("subscription_ended", 409, "This subscription has ended. Buy again to come back.");
    }
}
