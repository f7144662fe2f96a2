using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Inbox;

/// <summary>
/// A genuine webhook as it arrived: one row of the inbox, whatever the number of copies. It belongs to no community by itself;
/// once its order is found, it belongs where that does.
/// </summary>
internal sealed class WebhookDelivery
{
    /// <summary>Attempts before a delivery is left for a person: <see cref="Backoff"/> makes that 78 minutes in all.</summary>
    public const int MaxAttempts = 8;

    /// <summary>Longer than any call to a processor may take: whoever took a delivery and died gives it free after this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Between attempts while its processor is switched off; none of them is its last.</summary>
    public static readonly TimeSpan WhileOff = TimeSpan.FromHours(1);

    private WebhookDelivery() { }

    public long Id { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>The processor's id of the event.</summary>
    public string EventId { get; private set; } = "";

    public string Type { get; private set; } = "";

    public WebhookSubject Subject { get; private set; }

    /// <summary>The checkout or the subscription that it is about, by the processor's id.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>The raw body.</summary>
    public string Payload { get; private set; } = "";

    public DateTime ReceivedAt { get; private set; }

    /// <summary>How often it arrived.</summary>
    public int Copies { get; private set; }

    /// <summary><c>null</c> until its order was found.</summary>
    public long? OrderId { get; private set; }
    public int Attempts { get; private set; }

    /// <summary><c>null</c> once processed or dead.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    public DateTime? ProcessedAt { get; private set; }

    /// <summary>Why the last attempt failed, at most 500 characters.</summary>
    public string? Error { get; private set; }

    public bool IsDead => ProcessedAt is null && NextAttemptAt is null;

    /// <summary>They have done what they came for. In the caller's transaction; one statement for all, and none for none.</summary>
    public static async Task ProcessAsync(AppDb db, IReadOnlyCollection<long> ids, long? orderId, DateTime now, CancellationToken cancel)
    {
        if (ids.Count > 0)
            await db.Set<WebhookDelivery>().Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(d => d
                .SetProperty(x => x.OrderId, orderId).SetProperty(x => x.ProcessedAt, now)
                .SetProperty(x => x.NextAttemptAt, (DateTime?)null).SetProperty(x => x.Error, (string?)null), cancel);
    }

    public void Fail(Exception error, DateTime now)
    {
        var text = ProcessorFailure.Told(error);
        Error = text.CutTo(500);
        NextAttemptAt = ProcessorFailure.IsSwitchedOff(error) ? now + WhileOff
            : Attempts >= MaxAttempts ? null : now + Backoff.After(Attempts);
    }

    /// <summary>A person asks for one more try.</summary>
    public void RetryNow(DateTime now) => NextAttemptAt = ProcessedAt is null ? now : null;
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(d => d.Processor).HasMaxLength(40);
        builder.Property(d => d.EventId).HasMaxLength(200);
        builder.Property(d => d.Type).HasMaxLength(100);
        builder.Property(d => d.Reference).HasMaxLength(200);
        builder.Property(d => d.Error).HasMaxLength(500);
        builder.HasIndex(d => new { d.Processor, d.EventId }).IsUnique();
        builder.HasIndex(d => d.NextAttemptAt);
        builder.HasIndex(d => d.OrderId);
    }
}
