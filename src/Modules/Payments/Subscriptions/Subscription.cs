using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// A member pays for an item period after period: charged by a processor, or by hand when they are reminded. It keeps facts with their
/// times; how it stands is <see cref="StateAt"/>. A processor charges and is mirrored here; this row decides.
/// </summary>
internal sealed partial class Subscription : ICommunityOwned
{
    public const int MaxWords = 500, MostPausedMonths = 3;

    /// <summary>A first charge after a trial that is late by so much is not lost yet.</summary>
    private static readonly TimeSpan TrialGrace = TimeSpan.FromDays(1);

    private Subscription() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    public string ItemKind { get; private set; } = "";
    public long ItemId { get; private set; }
    public string Title { get; private set; } = "";
    public long? PriceId { get; private set; }
    public Interval Interval { get; private set; }

    /// <summary>Minor units of <see cref="Currency"/> for each period.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Who charges by itself; <c>null</c> where the member pays each period by hand.</summary>
    public string? Processor { get; private set; }

    /// <summary>The processor's id of it; <c>null</c> until that is known.</summary>
    public string? Reference { get; private set; }

    /// <summary>The one that an upgrade has put this one in the place of.</summary>
    public long? ReplacesId { get; private set; }

    public DateTime StartedAt { get; private set; }
    public DateTime? TrialUntil { get; private set; }

    /// <summary>When money came for it first; until then nothing of it counts as recurring revenue.</summary>
    public DateTime? FirstPaidAt { get; private set; }

    /// <summary>UTC, exclusive: the end of what is paid, or of the trial.</summary>
    public DateTime PaidUntil { get; private set; }

    public DateTime? PastDueSince { get; private set; }
    public DateTime? NextTryAt { get; private set; }

    /// <summary>How long a renewal that is due stays open; 0 where the member pays by hand.</summary>
    public int GraceDays { get; private set; }

    public DateTime? CancelledAt { get; private set; }

    /// <summary>When a cancellation takes effect: the end of what is paid, or at once.</summary>
    public DateTime? CancelAt { get; private set; }

    public CancelReason? CancelReason { get; private set; }
    public string CancelWords { get; private set; } = "";

    public DateTime? PausedFrom { get; private set; }

    /// <summary><c>null</c> for a pause without an end, as a processor's own site makes one.</summary>
    public DateTime? PausedUntil { get; private set; }

    public DateTime? EndedAt { get; private set; }
    public EndReason? EndReason { get; private set; }

    /// <summary>A charge came after its end: the period was given, and the operator sees it.</summary>
    public DateTime? ChargedAfterEndAt { get; private set; }

    /// <summary>Of the next period alone, as an offer to stay gave it.</summary>
    public int? NextPercentOff { get; private set; }

    /// <summary>The processor was told at the beginning what all periods cost, and changes a price only with the member's
    /// consent.</summary>
    public bool KeepsSchedule { get; private set; }

    /// <summary>What coupons take off the coming periods.</summary>
    public IReadOnlyList<RunningDiscount> Discounts => RunningDiscount.Read(DiscountLines);

    private string DiscountLines { get; set; } = "";

    public Thing Item => new(ItemKind, ItemId);
    public bool IsRecurring => Processor is not null;
    public bool IsCancelled => CancelledAt is not null;

    public Plan Plan => new(ItemKind, ItemId, Title, PriceId, Interval, Amount, Currency);

    /// <summary>The instant at which the next period has to be paid.</summary>
    public DateTime DueAt => PausedUntil is { } until && until > PaidUntil ? until : PaidUntil;

    public TimeSpan Grace => !IsRecurring ? TimeSpan.Zero : FirstPaidAt is null ? TrialGrace : TimeSpan.FromDays(GraceDays);

    /// <summary>When it ends by itself without a payment; <c>null</c> while it is paused without an end.</summary>
    public DateTime? LapsesAt => PausedFrom is not null && PausedUntil is null ? null : DueAt + Grace;

    public static Subscription Start(
        long communityId, long memberId, Plan plan, string? processor, string? reference, DateTime paidUntil, bool trial, int graceDays,
        DateTime now, IReadOnlyList<RunningDiscount>? discounts = null, bool keepsSchedule = false)
    {
        var started = new Subscription
        {
            CommunityId = communityId,
            MemberId = memberId,
            Currency = plan.Currency,
            Processor = processor,
            Reference = reference,
            StartedAt = now,
            TrialUntil = trial ? paidUntil : null,
            FirstPaidAt = trial ? null : now,
            PaidUntil = paidUntil,
            GraceDays = processor is null ? 0 : graceDays,
            DiscountLines = RunningDiscount.Write(discounts ?? []),
            KeepsSchedule = keepsSchedule,
        };
        started.Take(plan);
        started.PlanTold = started.ToCharge().Key;
        return started;
    }

    public SubscriptionStanding StateAt(DateTime now)
    {
        if (EndedAt <= now || CancelAt <= now)
            return SubscriptionStanding.Ended;
        if (PausedFrom <= now && !(PausedUntil <= now))
            return SubscriptionStanding.Paused;
        if (now < PaidUntil)
            return FirstPaidAt is null ? SubscriptionStanding.Trial : SubscriptionStanding.Active;
        return LapsesAt is { } end && now < end ? SubscriptionStanding.PastDue : SubscriptionStanding.Ended;
    }

    /// <summary>Whether what it sells is open: paid time is kept whatever happened to the subscription, and a late charge has its
    /// grace.</summary>
    public bool IsOpenAt(DateTime now) => now < PaidUntil || StateAt(now) == SubscriptionStanding.PastDue;

    /// <summary>Where a period that is paid now begins; <c>null</c> for now, or behind what runs.</summary>
    /// <param name="paidAt">By the processor's clock, which may differ from ours.</param>
    public DateTime? NextFrom(DateTime paidAt, DateTime now) => now >= DueAt && paidAt < DueAt + Grace ? DueAt : null;

    /// <summary>A period is paid. It never brings back what has ended: that charge is honoured and told.</summary>
    /// <param name="plan">Of which plan it was.</param>
    /// <param name="discounted">Whether it is one of the periods that coupons hold for.</param>
    public void Renew(Plan plan, DateTime until, DateTime now, bool discounted = true)
    {
        if (until > PaidUntil)
            PaidUntil = until;
        FirstPaidAt ??= now;
        (PastDueSince, NextTryAt, NextPercentOff) = (null, null, null);
        if (EndedAt is not null)
        {
            ChargedAfterEndAt = now;
            // They charge although it has ended: they are told once more.
            Wish(now);
            return;
        }
        if (NextPlan == plan)
            NextPlan = null;
        Take(plan);
        if (discounted)
            DiscountLines = RunningDiscount.Write(Discounts.After());
        // They charged in a pause, or charge a price that was for this period alone.
        if (PausedFrom is not null || PlanTold != ToCharge().Key)
            Wish(now);
        (PausedFrom, PausedUntil) = (null, null);
        // A charge that was on its way when it was cancelled: the time it pays is kept too, and then it ends all the same.
        if (CancelAt is { } at && at < PaidUntil)
            CancelAt = PaidUntil;
    }

    /// <summary>The member buys a period by hand, which says that they want to stay.</summary>
    /// <param name="discounted">As for <see cref="Renew"/>.</param>
    /// <param name="begun">What coupons of this payment take off the periods behind it.</param>
    public void Extend(Plan plan, DateTime until, DateTime now, bool discounted, IReadOnlyList<RunningDiscount> begun)
    {
        if (!IsRecurring)
        {
            (CancelledAt, CancelAt, CancelReason, CancelWords) = (null, null, null, "");
            NextPlan = null;
        }
        Renew(IsRecurring ? Plan : plan, until, now, discounted);
        if (!discounted && !IsRecurring && begun.Count > 0)
            DiscountLines = RunningDiscount.Write(begun);
    }

    /// <summary>Paid time was taken back.</summary>
    public void Shorten(DateTime until, DateTime now)
    {
        if (until >= PaidUntil)
            return;
        PaidUntil = until;
        // A pause begins behind what is paid.
        if (PausedFrom > until)
            PausedFrom = until;
        if (until <= now)
            End(Subscriptions.EndReason.Refunded, now);
    }

    /// <summary>A charge failed; what is paid stays paid.</summary>
    /// <returns><c>false</c> when that was known.</returns>
    public bool Fail(DateTime? nextTryAt, DateTime now)
    {
        if (EndedAt is not null)
            return false;
        var isNew = PastDueSince is null;
        (PastDueSince, NextTryAt) = (PastDueSince ?? now, nextTryAt);
        return isNew;
    }

    public void End(EndReason reason, DateTime at)
    {
        if (EndedAt is not null)
            return;
        (EndedAt, EndReason) = (at, reason);
        DropConsent();
        Wish(at);
    }

    /// <summary>Puts it in the place of another, whose revenue it goes on with.</summary>
    public void Replace(Subscription old, DateTime now)
    {
        ReplacesId = old.Id;
        (Counted, old.Counted, HasCounted) = (old.Counted, 0, old.HasCounted);
        old.End(Subscriptions.EndReason.Replaced, now);
        if (old.PaidUntil > now)
            old.PaidUntil = now;
    }

    /// <summary>Goes on where the member paid by hand until now; what is paid stays.</summary>
    public void TakeOver(Subscription old, DateTime now)
    {
        ReplacesId = old.Id;
        (Counted, old.Counted, HasCounted) = (old.Counted, 0, old.HasCounted);
        old.End(Subscriptions.EndReason.Replaced, now);
    }

    public void Attach(string reference) => Reference ??= reference;

    private void Take(Plan plan) => (ItemKind, ItemId, Title, PriceId, Interval, Amount) =
        (plan.ItemKind, plan.ItemId, plan.Title, plan.PriceId, plan.Interval, plan.Amount);
}

internal sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions");
        builder.Property(s => s.ItemKind).HasMaxLength(40);
        builder.Property(s => s.Title).HasMaxLength(OrderLine.MaxDescription);
        builder.Property(s => s.NextTitle).HasMaxLength(OrderLine.MaxDescription);
        builder.Property(s => s.Currency).HasMaxLength(3);
        builder.Property(s => s.Processor).HasMaxLength(40);
        builder.Property(s => s.Reference).HasMaxLength(200);
        builder.Property(s => s.CancelWords).HasMaxLength(Subscription.MaxWords);
        builder.Property(s => s.PlanTold).HasMaxLength(100);
        builder.Property(s => s.ConsentPlan).HasMaxLength(100);
        builder.Property(s => s.ConsentUrl).HasMaxLength(4000);
        builder.Property<string>("DiscountLines").HasMaxLength(RunningDiscount.MaxText);
        builder.Ignore(s => s.Item).Ignore(s => s.Plan).Ignore(s => s.NextPlan).Ignore(s => s.Discounts);
        builder.HasIndex(s => new { s.Processor, s.Reference }).IsUnique();
        builder.HasIndex(s => new { s.CommunityId, s.MemberId });
        builder.HasIndex(s => new { s.CommunityId, s.Id });
        builder.HasIndex(s => s.MemberId);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
