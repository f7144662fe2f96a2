using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Shares;

/// <summary>What a member earned with one line of a paid order.</summary>
internal sealed class Share : ICommunityOwned
{
    private Share() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long RuleId { get; private set; }
    public long MemberId { get; private set; }
    public long OrderId { get; private set; }
    public long LineId { get; private set; }
    public long PaymentId { get; private set; }
    public string Stream { get; private set; } = "";

    /// <summary>Minor units of the line that the share is a part of.</summary>
    public long Base { get; private set; }

    /// <summary>Minor units that the whole payment brought: refunds of it are weighed against this.</summary>
    public long Paid { get; private set; }

    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";
    public DateTime EarnedAt { get; private set; }

    /// <summary>From then on it can be paid out.</summary>
    public DateTime PayableFrom { get; private set; }

    public static Share Earn(ShareRule rule, OrderLine line, Payment payment, long paid, long basis, long amount, DateTime now) => new()
    {
        CommunityId = rule.CommunityId,
        RuleId = rule.Id,
        MemberId = rule.MemberId,
        OrderId = payment.OrderId,
        LineId = line.Id,
        PaymentId = payment.Id,
        Stream = line.Stream,
        Base = basis,
        Paid = paid,
        Amount = amount > 0 ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A share is positive."),
        Currency = payment.Currency,
        EarnedAt = now,
        PayableFrom = now.AddDays(rule.HoldDays),
    };

    /// <summary>What has to be back once so much of the payment has gone back.</summary>
    public long BackAt(long returned) => returned >= Paid ? Amount : (long)((Int128)Amount * returned / Paid);
}

/// <summary>What a refund or a lost dispute took back of a share. A share that was paid out already is owed back by its member.</summary>
internal sealed class ShareReturn : ICommunityOwned
{
    private ShareReturn() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ShareId { get; private set; }

    /// <summary>One of both is there.</summary>
    public long? RefundId { get; private set; }

    /// <inheritdoc cref="RefundId"/>
    public long? DisputeId { get; private set; }

    public long OrderId { get; private set; }

    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }

    public DateTime At { get; private set; }

    /// <param name="because"><c>refund:4</c> or <c>dispute:2</c>.</param>
    public static ShareReturn Of(Share share, Thing because, long amount, DateTime now) => new()
    {
        CommunityId = share.CommunityId,
        ShareId = share.Id,
        RefundId = because.Kind == "refund" ? because.Id : null,
        DisputeId = because.Kind == "dispute" ? because.Id : null,
        OrderId = share.OrderId,
        Amount = amount,
        At = now,
    };
}

internal sealed class ShareMapping : IEntityTypeConfiguration<Share>
{
    public void Configure(EntityTypeBuilder<Share> builder)
    {
        builder.ToTable("shares");
        builder.Property(s => s.Stream).HasMaxLength(40);
        builder.Property(s => s.Currency).HasMaxLength(3);
        // One line is shared once by one rule, however often its payment is told.
        builder.HasIndex(s => new { s.LineId, s.RuleId }).IsUnique();
        builder.HasIndex(s => new { s.CommunityId, s.MemberId, s.Currency, s.PayableFrom });
        builder.HasIndex(s => new { s.CommunityId, s.PaymentId });
        builder.HasOne<ShareRule>().WithMany().HasForeignKey(s => s.RuleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(s => s.LineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(s => s.PaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ShareReturnMapping : IEntityTypeConfiguration<ShareReturn>
{
    public void Configure(EntityTypeBuilder<ShareReturn> builder)
    {
        builder.ToTable("share_returns", table =>
            table.HasCheckConstraint("ck_share_returns_because", "(refund_id IS NULL) <> (dispute_id IS NULL)"));
        builder.HasIndex(r => new { r.ShareId, r.RefundId }).IsUnique();
        builder.HasIndex(r => new { r.ShareId, r.DisputeId }).IsUnique();
        builder.HasIndex(r => r.CommunityId);
        builder.HasOne<Share>().WithMany().HasForeignKey(r => r.ShareId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Refund>().WithMany().HasForeignKey(r => r.RefundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Dispute>().WithMany().HasForeignKey(r => r.DisputeId).OnDelete(DeleteBehavior.Restrict);
    }
}
