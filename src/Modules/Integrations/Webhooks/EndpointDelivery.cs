using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Integrations.Webhooks;

/// <summary>One message to one endpoint. It is kept as sent, so that it can be looked at and sent again.</summary>
internal sealed class EndpointDelivery : ICommunityOwned
{
    public const int ExcerptLength = 500;

    private EndpointDelivery() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long EndpointId { get; private set; }

    /// <summary>The activity it tells of; <c>null</c> for a test message.</summary>
    public long? ActivityId { get; private set; }

    /// <summary>The message's id for the receiver, who recognises a second delivery by it.</summary>
    public string MessageId { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>The body exactly as it is signed and sent.</summary>
    public string Body { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
    public int Attempts { get; private set; }
    public DateTime? LastAttemptAt { get; private set; }

    /// <summary>HTTP status of the last answer; <c>null</c> when there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>Milliseconds of the last try.</summary>
    public int? Took { get; private set; }

    /// <summary>
    /// What kept the last try from being answered, in the words of <c>OutboundFailure</c>, or "redirected", "endpoint_off", "not_allowed".
    /// </summary>
    public string? Failure { get; private set; }

    /// <summary>The beginning of the last answer.</summary>
    public string Excerpt { get; private set; } = "";

    public DateTime? DeliveredAt { get; private set; }

    /// <summary>Set when it is given up.</summary>
    public DateTime? GivenUpAt { get; private set; }

    public DeliveryState State => this switch
    {
        { DeliveredAt: not null } => DeliveryState.Delivered,
        { GivenUpAt: not null } => DeliveryState.GivenUp,
        _ => DeliveryState.Waiting,
    };

    public static EndpointDelivery Of(
        WebhookEndpoint endpoint, long? activityId, string messageId, string kind, string body, DateTime now) => new()
    {
        CommunityId = endpoint.CommunityId,
        EndpointId = endpoint.Id,
        ActivityId = activityId,
        MessageId = messageId,
        Kind = kind,
        Body = body,
        CreatedAt = now,
    };

    public void Note(WebhookAnswer answer, DateTime now)
    {
        Attempts++;
        (LastAttemptAt, Status, Took, Failure, Excerpt) = (now, answer.Status, answer.Milliseconds, answer.Failure, answer.Excerpt);
        if (answer.IsGood)
            (DeliveredAt, GivenUpAt) = (now, null);
    }

    public void GiveUp(DateTime now, string? failure = null) => (GivenUpAt, Failure) = (now, failure ?? Failure);

    /// <summary>Somebody asks for it once more.</summary>
    public void Replay() => (DeliveredAt, GivenUpAt) = (null, null);
}

/// <summary>How it stands with a message.</summary>
public enum DeliveryState
{
    Waiting,
    Delivered,
    GivenUp,
}

internal sealed class EndpointDeliveryMapping : IEntityTypeConfiguration<EndpointDelivery>
{
    public void Configure(EntityTypeBuilder<EndpointDelivery> builder)
    {
        builder.ToTable("endpoint_deliveries");
        builder.Property(d => d.MessageId).HasMaxLength(80);
        builder.Property(d => d.Kind).HasMaxLength(100);
        builder.Property(d => d.Failure).HasMaxLength(60);
        builder.Property(d => d.Excerpt).HasMaxLength(EndpointDelivery.ExcerptLength);
        builder.Ignore(d => d.State);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.EndpointId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => d.MessageId).IsUnique();
        builder.HasIndex(d => new { d.EndpointId, d.Id });
        builder.HasIndex(d => d.CreatedAt);
    }
}
