using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.TestProcessor;

/// <summary>The test processor's own record of somebody whom it charges period after period. Nothing outside this folder reads
/// it.</summary>
internal sealed class TestSubscription
{
    /// <summary>When a charge that failed is tried again, counted from the failure; after the last of them it gives up.</summary>
    public static readonly IReadOnlyList<TimeSpan> Retries = [TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(2)];

    private TestSubscription() { }

    public long Id { get; private set; }
    public string Reference { get; private set; } = "";
    public string CheckoutReference { get; private set; } = "";
    public string OrderCode { get; private set; } = "";
    public string PlanKey { get; private set; } = "";
    public string Title { get; private set; } = "";
    public long Amount { get; private set; }
    public string Currency { get; private set; } = "";
    public int Months { get; private set; }
    public bool InTrial { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime PeriodEnd { get; private set; }
    public bool EndsAtPeriodEnd { get; private set; }
    public DateTime? PausedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>How many of the next charges the bank declines.</summary>
    public int Declines { get; private set; }

    /// <summary>In a row.</summary>
    public int Failures { get; private set; }

    /// <summary>When something is to be done; <c>null</c> while it is paused and after its end.</summary>
    public DateTime? NextAt { get; private set; }

    public static TestSubscription Begin(TestPayment page, DateTime now)
    {
        var end = page.TrialDays > 0 ? now.AddDays(page.TrialDays) : now.AddMonths(page.PlanMonths);
        return new()
        {
            Reference = Codes.Secret("ts_"),
            CheckoutReference = page.Reference,
            OrderCode = page.OrderCode,
            PlanKey = page.PlanKey ?? "",
            Title = page.Description,
            Amount = page.PlanAmount,
            Currency = page.Currency,
            Months = page.PlanMonths,
            InTrial = page.TrialDays > 0,
            CreatedAt = now,
            PeriodEnd = end,
            NextAt = end,
        };
    }

    public SubscriptionState StateAt(DateTime now) => this switch
    {
        { EndedAt: not null } => SubscriptionState.Ended,
        { PausedAt: not null } => SubscriptionState.Paused,
        { Failures: > 0 } => SubscriptionState.PastDue,
        { InTrial: true } => SubscriptionState.Trialing,
        _ => SubscriptionState.Active,
    };

    /// <summary>What its clock brings: the end, a declined charge, or a charge.</summary>
    /// <returns>The type of event that it tells; <c>null</c> for nothing.</returns>
    public (string Event, TestPayment? Charge)? Tick(DateTime now)
    {
        if (NextAt is null || NextAt > now || EndedAt is not null || PausedAt is not null)
            return null;
        if (EndsAtPeriodEnd)
        {
            End(now);
            return (TestEvent.SubscriptionEnded, null);
        }
        if (Declines > 0)
        {
            Declines--;
            if (Failures >= Retries.Count)
            {
                End(now);
                return (TestEvent.SubscriptionEnded, null);
            }
            NextAt = now + Retries[Failures++];
            return (TestEvent.ChargeFailed, null);
        }
        // A pause moves the period; a charge that was late does not.
        var from = PeriodEnd;
        (PeriodEnd, InTrial, Failures) = (from.AddMonths(Months), false, 0);
        NextAt = PeriodEnd;
        return (TestEvent.ChargeSucceeded, TestPayment.Charge(this, from, PeriodEnd, now));
    }

    public void Cancel(bool atPeriodEnd, DateTime now)
    {
        if (atPeriodEnd)
            EndsAtPeriodEnd = true;
        else
            End(now);
    }

    public void Keep() => EndsAtPeriodEnd = false;

    public void Pause(DateTime now) => (PausedAt, NextAt) = (PausedAt ?? now, null);

    public void Resume(DateTime now)
    {
        if (PausedAt is null || EndedAt is not null)
            return;
        if (PeriodEnd < now)
            PeriodEnd = now;
        (PausedAt, NextAt) = (null, PeriodEnd);
    }

    public void Change(SubscriptionPlan plan) => (PlanKey, Title, Amount, Months) = (plan.Key, plan.Title, plan.Amount, plan.Months);

    public void Decline(int charges) => Declines = charges;

    /// <summary>Its clock is not ours.</summary>
    public void Shift(TimeSpan by) => (PeriodEnd, NextAt) = (PeriodEnd + by, NextAt + by);

    private void End(DateTime now) => (EndedAt, NextAt) = (EndedAt ?? now, null);
}

internal sealed class TestSubscriptionMapping : IEntityTypeConfiguration<TestSubscription>
{
    public void Configure(EntityTypeBuilder<TestSubscription> builder)
    {
        builder.ToTable("test_subscriptions");
        builder.Property(s => s.Reference).HasMaxLength(64);
        builder.Property(s => s.CheckoutReference).HasMaxLength(64);
        builder.Property(s => s.OrderCode).HasMaxLength(16);
        builder.Property(s => s.PlanKey).HasMaxLength(100);
        builder.Property(s => s.Title).HasMaxLength(500);
        builder.Property(s => s.Currency).HasMaxLength(3);
        builder.HasIndex(s => s.Reference).IsUnique();
        builder.HasIndex(s => s.CheckoutReference).IsUnique();
        builder.HasIndex(s => s.NextAt);
    }
}
