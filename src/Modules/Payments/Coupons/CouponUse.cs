using System.Linq.Expressions;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Coupons;

/// <summary>One order that uses a coupon: kept for it while it may be paid, taken once it is.</summary>
internal sealed class CouponUse : ICommunityOwned
{
    private CouponUse() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CouponId { get; private set; }
    public long OrderId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Minor units of the order's currency that it took off.</summary>
    public long Amount { get; private set; }

    public DateTime KeptAt { get; private set; }

    /// <summary>When the order can no longer be paid.</summary>
    public DateTime KeptUntil { get; private set; }

    public DateTime? TakenAt { get; private set; }

    /// <summary>The buyer turned back: somebody else may use it.</summary>
    public DateTime? ReleasedAt { get; private set; }

    /// <summary>The price went back, and the community gives the use back with it.</summary>
    public DateTime? GivenBackAt { get; private set; }

    public static CouponUse Keep(Coupon coupon, Order order, long amount, DateTime now) => new()
    {
        CommunityId = order.CommunityId,
        CouponId = coupon.Id,
        OrderId = order.Id,
        MemberId = order.MemberId,
        Amount = amount,
        KeptAt = now,
        KeptUntil = order.ExpiresAt,
    };

    /// <summary>Counts against the limits.</summary>
    public static Expression<Func<CouponUse, bool>> CountsAt(DateTime now) =>
        u => (u.TakenAt != null && u.GivenBackAt == null) || (u.TakenAt == null && u.ReleasedAt == null && u.KeptUntil > now);

    /// <summary>The order is paid; money that came late is honoured at the price that was promised.</summary>
    public void Take(DateTime now) => (TakenAt, ReleasedAt) = (TakenAt ?? now, null);

    public void Release(DateTime now)
    {
        if (TakenAt is null)
            ReleasedAt ??= now;
    }

    public void GiveBack(DateTime now) => GivenBackAt ??= now;

    public void KeepAgain() => ReleasedAt = null;

    /// <summary>A visitor's order has gone to an account that was there before.</summary>
    public void HandOver(long memberId) => MemberId = memberId;

    /// <summary>A way of paying that takes longer keeps it for longer.</summary>
    public void Extend(DateTime until) => KeptUntil = until;
}

internal sealed class CouponUseMapping : IEntityTypeConfiguration<CouponUse>
{
    public void Configure(EntityTypeBuilder<CouponUse> builder)
    {
        builder.ToTable("coupon_uses");
        builder.HasIndex(u => new { u.CouponId, u.MemberId });
        builder.HasIndex(u => new { u.OrderId, u.CouponId }).IsUnique();
        builder.HasOne<Coupon>().WithMany().HasForeignKey(u => u.CouponId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(u => u.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(u => u.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
