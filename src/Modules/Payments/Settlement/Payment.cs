using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Settlement;

/// <summary>Money that a processor captured for us.</summary>
internal sealed class Payment : ICommunityOwned
{
    private Payment() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long CheckoutId { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>The processor's id of it.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Minor units, before the fee.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Minor units that the processor kept.</summary>
    public long Fee { get; private set; }

    /// <summary>By the processor's clock.</summary>
    public DateTime PaidAt { get; private set; }

    public DateTime RecordedAt { get; private set; }

    /// <summary>When it was taken as the price of the order; <c>null</c> while it is held.</summary>
    public DateTime? AppliedAt { get; private set; }

    public static Payment Record(Checkout checkout, PaymentRecord record, DateTime now) => new()
    {
        CommunityId = checkout.CommunityId,
        OrderId = checkout.OrderId,
        CheckoutId = checkout.Id,
        Processor = checkout.Processor,
        Reference = record.Reference,
        Amount = record.Amount > 0 ? record.Amount : throw new ArgumentOutOfRangeException(nameof(record), record.Amount, "A payment is positive."),
        Currency = record.Currency,
        Fee = record.Fee,
        PaidAt = record.PaidAt,
        RecordedAt = now,
    };

    public void Apply(DateTime now) => AppliedAt ??= now;
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments");
        builder.Property(p => p.Processor).HasMaxLength(40);
        builder.Property(p => p.Reference).HasMaxLength(200);
        builder.Property(p => p.Currency).HasMaxLength(3);
        // One capture is booked once, whatever the number of webhooks about it.
        builder.HasIndex(p => new { p.Processor, p.Reference }).IsUnique();
        builder.HasIndex(p => new { p.CommunityId, p.OrderId });
        builder.HasOne<Order>().WithMany().HasForeignKey(p => p.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Checkout>().WithMany().HasForeignKey(p => p.CheckoutId).OnDelete(DeleteBehavior.Restrict);
    }
}
