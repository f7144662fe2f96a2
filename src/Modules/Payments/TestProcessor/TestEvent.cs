using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.TestProcessor;

/// <summary>
/// Something that the test processor wants to tell its merchant. It is sent more than once on purpose, and again until it is heard.
/// </summary>
internal sealed class TestEvent
{
    public const string PaymentSucceeded = "payment.succeeded", PaymentProcessing = "payment.processing", PaymentDeclined = "payment.declined",
        PaymentCancelled = "payment.cancelled", RefundSucceeded = "refund.succeeded", ChargeSucceeded = "subscription.charged",
        ChargeFailed = "subscription.charge_failed", SubscriptionChanged = "subscription.changed", SubscriptionEnded = "subscription.ended",
        ChargeRefunded = "subscription.refunded";

    /// <summary>What types about subscriptions begin with.</summary>
    public const string OfSubscriptions = "subscription.";

    /// <summary>Waits of 1, 16, 81 … seconds, at most an hour: about half a day in all.</summary>
    public const int MaxFailures = 20;

    private TestEvent() { }

    public long Id { get; private set; }
    public string EventId { get; private set; } = "";
    public string Type { get; private set; } = "";
    public string Reference { get; private set; } = "";
    public string Payload { get; private set; } = "";

    /// <summary>How often it is still to be delivered.</summary>
    public int CopiesLeft { get; private set; }

    /// <summary><c>null</c> when it was heard often enough, or given up.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    /// <summary>In a row.</summary>
    public int Failures { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public static TestEvent Of(string type, TestSubscription subscription, DateTime now) =>
        Of(type, new TestEventObject(subscription.Reference, subscription.OrderCode, subscription.Amount, subscription.Currency), 2,
            now, now);

    /// <param name="due">When the first copy leaves.</param>
    public static TestEvent Of(string type, TestPayment payment, int copies, DateTime due, DateTime now) =>
        payment.SubscriptionReference is { } charged
        ? Of(ChargeRefunded, new TestEventObject(charged, payment.OrderCode, payment.Amount, payment.Currency), copies, due, now)
        : Of(type, new TestEventObject(payment.Reference, payment.OrderCode, payment.Amount, payment.Currency), copies, due, now);

    private static TestEvent Of(string type, TestEventObject about, int copies, DateTime due, DateTime now)
    {
        var id = Codes.Secret("te_");
        return new TestEvent
        {
            EventId = id,
            Type = type,
            Reference = about.Reference,
            Payload = JsonSerializer.Serialize(new TestEventBody(id, type, new DateTimeOffset(now).ToUnixTimeSeconds(), about)),
            CopiesLeft = copies,
            NextAttemptAt = due,
            CreatedAt = now,
        };
    }

    public void Heard(DateTime now)
    {
        CopiesLeft--;
        Failures = 0;
        NextAttemptAt = CopiesLeft > 0 ? now + TimeSpan.FromSeconds(2) : null;
    }

    public void NotHeard(DateTime now)
    {
        Failures++;
        NextAttemptAt = Failures >= MaxFailures ? null : now + Backoff.After(Failures);
    }
}

/// <summary>The body of a webhook. It names the object and leaves the rest to be read: what it says was true when it was written.</summary>
internal sealed record TestEventBody(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("object")] TestEventObject Object);

internal sealed record TestEventObject(
    [property: JsonPropertyName("reference")] string Reference,
    [property: JsonPropertyName("order")] string Order,
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency);

internal sealed class TestEventMapping : IEntityTypeConfiguration<TestEvent>
{
    public void Configure(EntityTypeBuilder<TestEvent> builder)
    {
        builder.ToTable("test_events");
        builder.Property(e => e.EventId).HasMaxLength(64);
        builder.Property(e => e.Type).HasMaxLength(40);
        builder.Property(e => e.Reference).HasMaxLength(64);
        builder.HasIndex(e => e.EventId).IsUnique();
        builder.HasIndex(e => e.NextAttemptAt);
    }
}
