using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.RefundClaims;

/// <summary>A member asks for the money of an order back. Once for each order: what was decided stands.</summary>
internal sealed class RefundClaim : ICommunityOwned
{
    public const int MaxWords = 500;

    private RefundClaim() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>The member's own words; may be empty.</summary>
    public string Words { get; private set; } = "";

    /// <summary>It was within the terms when it was made.</summary>
    public bool Fits { get; private set; }

    /// <summary>No operator was asked.</summary>
    public bool AtOnce { get; private set; }

    public DateTime AskedAt { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary><c>null</c> for what went back at once.</summary>
    public long? DecidedById { get; private set; }

    public bool Accepted { get; private set; }

    /// <summary>Why it was declined.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>The refund is made once, however often the work is done.</summary>
    public string RefundKey => $"claim:{Id}";

    public static RefundClaim Ask(Order order, string words, bool fits, bool atOnce, DateTime now) => new()
    {
        CommunityId = order.CommunityId,
        OrderId = order.Id,
        MemberId = order.MemberId,
        Words = words,
        Fits = fits,
        AtOnce = atOnce,
        AskedAt = now,
        DecidedAt = atOnce ? now : null,
        Accepted = atOnce,
    };

    public void Accept(long by, DateTime now) => (DecidedAt, DecidedById, Accepted) = (now, by, true);

    public void Decline(string answer, long by, DateTime now) => (DecidedAt, DecidedById, Answer) = (now, by, answer);
}

internal sealed class RefundClaimMapping : IEntityTypeConfiguration<RefundClaim>
{
    public void Configure(EntityTypeBuilder<RefundClaim> builder)
    {
        builder.ToTable("refund_claims");
        builder.Property(c => c.Words).HasMaxLength(RefundClaim.MaxWords);
        builder.Property(c => c.Answer).HasMaxLength(RefundClaim.MaxWords);
        builder.Ignore(c => c.RefundKey);
        builder.HasIndex(c => c.OrderId).IsUnique();
        builder.HasIndex(c => new { c.CommunityId, c.MemberId });
        builder.HasIndex(c => new { c.CommunityId, c.DecidedAt, c.Id });
        builder.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.DecidedById).OnDelete(DeleteBehavior.Restrict);
    }
}
