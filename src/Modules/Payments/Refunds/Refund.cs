using System.ComponentModel;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Refunds;

/// <summary>Money of one payment on its way back, in whole or in part.</summary>
internal sealed class Refund : ICommunityOwned
{
    public const int MaxReason = 500;

    /// <summary>Tries before a refund is left for a person: waits of 1, 16, 81 … seconds, then of an hour, about a day in all.</summary>
    public const int MaxTries = 30;

    /// <summary>Between tries while its processor is switched off; none of them counts.</summary>
    private static readonly TimeSpan WhileOff = TimeSpan.FromHours(1);

    internal const int FailureLength = 100;

    /// <summary>Of the refund that is made without anybody asking; a text key.</summary>
    [Localizable(true)] public const string TwiceReason = "It was paid twice, so the second payment was refunded automatically.";

    /// <summary>Of the refund that is made because a visitor's address had used up the coupon; a text key.</summary>
    [Localizable(true)] public const string CouponReason = "The coupon was used with this email address before, so the payment was refunded automatically.";

    /// <summary>Of what goes back because it was promised to a member who stayed; a text key.</summary>
    [Localizable(true)] public const string StayReason = "The discount that was promised for staying.";

    /// <summary>Of what was charged for a subscription that was over; a text key.</summary>
    [Localizable(true)] public const string AfterEndReason = "The subscription had already ended, so the payment was refunded automatically.";

    /// <summary>Of what a member asked for without saying why; a text key.</summary>
    [Localizable(true)] public const string ClaimReason = "The member asked for it within the refund terms.";

    private Refund() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long PaymentId { get; private set; }

    /// <summary>Sent to the processor, stored before: a call whose answer was lost is repeated with it.</summary>
    public string RequestId { get; private set; } = "";

    /// <summary>Chosen by who asked; one key is one refund.</summary>
    public string IdempotencyKey { get; private set; } = "";

    /// <summary>The processor's id of it; <c>null</c> until it is known there.</summary>
    public string? Reference { get; private set; }

    /// <summary>Minor units of the payment's currency.</summary>
    public long Amount { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Whether access ends although money stays: a partial refund leaves it otherwise.</summary>
    public bool EndsAccess { get; private set; }

    /// <summary><c>null</c> when it was made by hand on the processor's side, or went back by itself.</summary>
    public long? RequestedById { get; private set; }

    public DateTime RequestedAt { get; private set; }
    public DateTime? SucceededAt { get; private set; }
    public DateTime? FailedAt { get; private set; }

    /// <summary>Why it failed, or why the last attempt did.</summary>
    public string? Failure { get; private set; }

    /// <summary>When to send it again; <c>null</c> once the processor has taken it or refused it.</summary>
    public DateTime? NextTryAt { get; private set; }

    public int Tries { get; private set; }

    public RefundOutcome Outcome =>
        SucceededAt is not null ? RefundOutcome.Succeeded : FailedAt is not null ? RefundOutcome.Failed : RefundOutcome.Pending;

    public static Refund Request(
        Payment payment, string requestId, string idempotencyKey, long amount, string reason, bool endsAccess, long? requestedById,
        DateTime now) => new()
    {
        CommunityId = payment.CommunityId,
        OrderId = payment.OrderId,
        PaymentId = payment.Id,
        RequestId = requestId,
        IdempotencyKey = idempotencyKey,
        Amount = amount,
        Reason = reason,
        EndsAccess = endsAccess,
        RequestedById = requestedById,
        RequestedAt = now,
        // Who asks waits for the first try; it is for the worker where that one dies, or where nobody asked.
        NextTryAt = requestedById is null ? now : now + TimeSpan.FromSeconds(30),
    };

    /// <summary>One that we did not ask for: somebody made it on the processor's own site.</summary>
    public static Refund Found(Payment payment, RefundRecord record, DateTime now) => new()
    {
        CommunityId = payment.CommunityId,
        OrderId = payment.OrderId,
        PaymentId = payment.Id,
        RequestId = record.RequestId ?? $"found:{record.Reference}",
        IdempotencyKey = $"found:{record.Reference}",
        Amount = record.Amount,
        RequestedAt = now,
    };

    public void Sent() => (NextTryAt, Failure) = (null, null);

    /// <summary>
    /// The processor has it as it is described there. One that was given up may have gone through all the same, when only the answers were
    /// lost.
    /// </summary>
    public void See(RefundRecord record, DateTime now)
    {
        (Reference, NextTryAt) = (record.Reference, null);
        if (Outcome == RefundOutcome.Succeeded)
            return;
        if (record.Outcome == RefundOutcome.Succeeded)
            (SucceededAt, FailedAt, Failure) = (now, null, null);
        else if (record.Outcome == RefundOutcome.Failed && FailedAt is null)
            (FailedAt, Failure) = (now, record.Failure);
    }

    /// <summary>Sending it did not work. It is failed for good when the processor says so or after <see cref="MaxTries"/>;
    /// one that is switched off has said nothing.</summary>
    public void Fail(Exception error, DateTime now)
    {
        var text = ProcessorFailure.Told(error);
        Failure = text.CutTo(FailureLength);
        if (ProcessorFailure.IsSwitchedOff(error))
        {
            NextTryAt = now + WhileOff;
            return;
        }
        Tries++;
        if (error is ProcessorFailure { IsFinal: true } || Tries >= MaxTries)
            (FailedAt, NextTryAt) = (now, null);
        else
            NextTryAt = now + TimeSpan.FromSeconds(Math.Min(Math.Pow(Tries, 4), 3600));
    }
}

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds");
        builder.Property(r => r.RequestId).HasMaxLength(220);
        builder.Property(r => r.IdempotencyKey).HasMaxLength(220);
        builder.Property(r => r.Reference).HasMaxLength(200);
        builder.Property(r => r.Reason).HasMaxLength(Refund.MaxReason);
        builder.Property(r => r.Failure).HasMaxLength(Refund.FailureLength);
        builder.HasIndex(r => r.RequestId).IsUnique();
        builder.HasIndex(r => new { r.CommunityId, r.OrderId, r.IdempotencyKey }).IsUnique();
        builder.HasIndex(r => r.NextTryAt);
        builder.HasIndex(r => r.PaymentId);
        builder.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(r => r.PaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.RequestedById).OnDelete(DeleteBehavior.Restrict);
    }
}
