using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Events;

/// <summary>How far one handler has read.</summary>
public sealed class HandlerPosition
{
    private HandlerPosition() { }

    public string Handler { get; private set; } = "";
    public long Transaction { get; private set; }
    public long ActivityId { get; private set; }
}

/// <summary>A delivery that failed: the handler has gone on, this one is tried again by itself until it is dead.</summary>
public sealed class FailedDelivery
{
    /// <summary>Attempts before a delivery is left for a person: <see cref="Backoff"/> makes that 78 minutes in all.</summary>
    public const int MaxAttempts = 8;

    private FailedDelivery() { }

    public long Id { get; private set; }
    public string Handler { get; private set; } = "";
    public long ActivityId { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>UTC; <c>null</c> once dead.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    /// <summary>Type and message of the last failure, at most 1000 characters.</summary>
    public string Error { get; private set; } = "";

    public DateTime FirstFailedAt { get; private set; }

    public bool IsDead => NextAttemptAt is null;

    internal static FailedDelivery First(string handler, long activityId, Exception error, DateTime now)
    {
        var delivery = new FailedDelivery { Handler = handler, ActivityId = activityId, FirstFailedAt = now };
        delivery.FailAgain(error, now);
        return delivery;
    }

    internal void FailAgain(Exception error, DateTime now)
    {
        Attempts++;
        var text = $"{error.GetType().Name}: {error.Message}";
        Error = text.CutTo(1000);
        NextAttemptAt = Attempts >= MaxAttempts ? null : now + Backoff.After(Attempts);
    }

    /// <summary>A person asks for one more try.</summary>
    public void RetryNow(DateTime now) => NextAttemptAt = now;
}

internal sealed class HandlerPositionMapping : IEntityTypeConfiguration<HandlerPosition>
{
    public void Configure(EntityTypeBuilder<HandlerPosition> builder)
    {
        builder.ToTable("handler_positions");
        builder.HasKey(p => p.Handler);
        builder.Property(p => p.Handler).HasMaxLength(100);
    }
}

internal sealed class FailedDeliveryMapping : IEntityTypeConfiguration<FailedDelivery>
{
    public void Configure(EntityTypeBuilder<FailedDelivery> builder)
    {
        builder.ToTable("failed_deliveries");
        builder.Property(d => d.Handler).HasMaxLength(100);
        builder.Property(d => d.Error).HasMaxLength(1000);
        builder.HasIndex(d => new { d.Handler, d.ActivityId }).IsUnique();
        builder.HasIndex(d => d.NextAttemptAt);
    }
}
