using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// Monthly recurring revenue changed. Rows are only added, so that the sum of all until an instant is what it was then, whatever happened
/// since.
/// </summary>
internal sealed class SubscriptionMovement : ICommunityOwned
{
    private SubscriptionMovement() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SubscriptionId { get; private set; }
    public long MemberId { get; private set; }
    public MovementKind Kind { get; private set; }

    /// <summary>Minor units a month; below zero for churn and contraction.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>When it took effect, which may lie before it was written.</summary>
    public DateTime At { get; private set; }

    public static SubscriptionMovement Of(Subscription subscription, MovementKind kind, long amount, DateTime at) => new()
    {
        CommunityId = subscription.CommunityId,
        SubscriptionId = subscription.Id,
        MemberId = subscription.MemberId,
        Kind = kind,
        Amount = amount,
        Currency = subscription.Currency,
        At = at,
    };
}

internal enum MovementKind
{
    New,
    Expansion,
    Contraction,
    Churn,
    Reactivation,
}

internal sealed class SubscriptionMovementMapping : IEntityTypeConfiguration<SubscriptionMovement>
{
    public void Configure(EntityTypeBuilder<SubscriptionMovement> builder)
    {
        builder.ToTable("subscription_movements");
        builder.Property(m => m.Currency).HasMaxLength(3);
        builder.HasIndex(m => new { m.CommunityId, m.At });
        builder.HasIndex(m => new { m.CommunityId, m.MemberId });
        builder.HasOne<Subscription>().WithMany().HasForeignKey(m => m.SubscriptionId).OnDelete(DeleteBehavior.Restrict);
    }
}
