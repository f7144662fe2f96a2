using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Orders;

/// <summary>What was bought, as it was called and priced then: a later change of the tier does not rewrite receipts.</summary>
internal sealed class OrderLine : ICommunityOwned
{
    private OrderLine() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long TierId { get; private set; }

    /// <summary>The price row it was sold at, in Memberships; <c>null</c> only on lines of the first version, which did not note it.</summary>
    public long? PriceId { get; private set; }

    public Interval Interval { get; private set; }
    public int Quantity { get; private set; }

    /// <summary>Minor units of the order's currency.</summary>
    public long UnitAmount { get; private set; }

    /// <summary>The tier's name at the time.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The period that was paid for, for the receipt; what opens doors is the grant, not this. <c>null</c> until paid.</summary>
    public DateTime? CoversFrom { get; private set; }

    public DateTime? CoversUntil { get; private set; }

    /// <summary>The source that the access ledger names for what this line grants.</summary>
    public Thing Source() => new("order_line", Id);

    public static OrderLine OfTier(long communityId, long tierId, long priceId, Interval interval, long unitAmount, string description) => new()
    {
        CommunityId = communityId,
        TierId = tierId,
        PriceId = priceId,
        Interval = interval,
        Quantity = 1,
        UnitAmount = unitAmount > 0 ? unitAmount : throw new ArgumentOutOfRangeException(nameof(unitAmount), unitAmount, "A price is positive."),
        Description = description,
    };

    public void Cover(DateTime from, DateTime until) => (CoversFrom, CoversUntil) = (from, until);
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines");
        builder.Property(l => l.Description).HasMaxLength(200);
        builder.HasIndex(l => new { l.CommunityId, l.OrderId });
    }
}
