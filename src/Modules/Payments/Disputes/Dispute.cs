using System.ComponentModel;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Disputes;

/// <summary>A payment that the buyer's bank asks back over our head.</summary>
internal sealed class Dispute : ICommunityOwned
{
    public const int MaxEvidence = 20_000;

    /// <summary>Why access ends when it is lost; a text key.</summary>
    [Localizable(true)] public const string LostReason = "The buyer's bank reversed the payment.";

    /// <summary>So many days before it is too late; the longest first.</summary>
    private static readonly int[] ReminderDays = [3, 1];

    private Dispute() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long PaymentId { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>The processor's id of it.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Minor units that are asked back.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>In the processor's words.</summary>
    public string Reason { get; private set; } = "";

    public DisputeState State { get; private set; }

    /// <summary>By the processor's clock.</summary>
    public DateTime OpenedAt { get; private set; }

    public DateTime? AnswerBy { get; private set; }

    /// <summary>When we heard that it was won or lost.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Minor units that the books hold as taken away.</summary>
    public long Withheld { get; private set; }

    /// <summary>Minor units that the books hold as its fee.</summary>
    public long Fee { get; private set; }

    /// <summary>How often the books were changed for it.</summary>
    public int Bookings { get; private set; }

    /// <summary>Sent with our answer, stored before.</summary>
    public string RequestId { get; private set; } = "";

    /// <summary>What we said; <c>null</c> until somebody has.</summary>
    public string? Evidence { get; private set; }

    /// <summary>When we said so, or gave in.</summary>
    public DateTime? AnsweredAt { get; private set; }
    public long? AnsweredById { get; private set; }

    /// <summary>When operators were told of it last; of earlier versions' disputes <c>null</c>.</summary>
    public DateTime? RemindedAt { get; private set; }

    /// <summary>When operators are to be told once more that an answer is due; <c>null</c> when not any more.</summary>
    public DateTime? NextReminderAt => !CanBeAnswered || AnswerBy is not { } by ? null
        : ReminderDays.Select(d => (DateTime?)by.AddDays(-d)).FirstOrDefault(at => RemindedAt is null || at > RemindedAt);

    public bool CanBeAnswered => State == DisputeState.NeedsAnswer && AnsweredAt is null;

    public static Dispute Open(Payment payment, DisputeRecord record, DateTime now) => new()
    {
        CommunityId = payment.CommunityId,
        OrderId = payment.OrderId,
        PaymentId = payment.Id,
        Processor = payment.Processor,
        Reference = record.Reference,
        Currency = record.Currency,
        Reason = record.Reason.CutTo(100),
        OpenedAt = record.OpenedAt,
        RequestId = Codes.Secret("gd_"),
        RemindedAt = now,
    };

    /// <summary>It stands there as it is described.</summary>
    /// <returns>Whether it was lost just now.</returns>
    public bool See(DisputeRecord record, DateTime now)
    {
        var isLost = State != DisputeState.Lost && record.State == DisputeState.Lost;
        (Amount, State, AnswerBy) = (record.Amount, record.State, record.AnswerBy);
        ClosedAt = record.State is DisputeState.Won or DisputeState.Lost ? ClosedAt ?? now : null;
        return isLost;
    }

    /// <summary>The books now hold these.</summary>
    public void Book(long withheld, long fee) => (Withheld, Fee, Bookings) = (withheld, fee, Bookings + 1);

    public void Remind(DateTime now) => RemindedAt = now;

    /// <summary>We say nothing and let the buyer have the money.</summary>
    public void GiveIn(long by, DateTime now) => (AnsweredById, AnsweredAt) = (by, now);

    /// <summary>They have our side of it.</summary>
    public void Answer(string evidence, long by, DateTime now) => (Evidence, AnsweredById, AnsweredAt) = (evidence, by, now);
}

internal sealed class DisputeMapping : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("disputes");
        builder.Property(d => d.Processor).HasMaxLength(40);
        builder.Property(d => d.Reference).HasMaxLength(200);
        builder.Property(d => d.Currency).HasMaxLength(3);
        builder.Property(d => d.Reason).HasMaxLength(100);
        builder.Property(d => d.RequestId).HasMaxLength(64);
        builder.Property(d => d.Evidence).HasMaxLength(Dispute.MaxEvidence);
        builder.Ignore(d => d.CanBeAnswered);
        builder.Ignore(d => d.NextReminderAt);
        builder.HasIndex(d => new { d.Processor, d.Reference }).IsUnique();
        builder.HasIndex(d => new { d.CommunityId, d.OrderId });
        builder.HasIndex(d => d.PaymentId);
        builder.HasOne<Order>().WithMany().HasForeignKey(d => d.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(d => d.PaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.AnsweredById).OnDelete(DeleteBehavior.Restrict);
    }
}
