using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Orders;

/// <summary>One purchase. It keeps facts with their times; how it stands is <see cref="StateAt"/>.</summary>
internal sealed class Order : ICommunityOwned
{
    /// <summary>How long the buyer may take. A price is a promise for a day, not for ever.</summary>
    public static readonly TimeSpan TimeToPay = TimeSpan.FromHours(24);

    private readonly List<OrderLine> _lines = [];

    private Order() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Public, random, on the receipt: "O-7K3F9M2QXA".</summary>
    public string Code { get; private set; } = "";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>Minor units; 0 for what a coupon pays in full.</summary>
    public long Total { get; private set; }

    /// <summary>Chosen by the buyer's side; one key is one order.</summary>
    public string IdempotencyKey { get; private set; } = "";

    /// <summary>What was asked for under the key, so that the same key with another wish is told apart.</summary>
    public string Asked { get; private set; } = "";

    public OrderKind Kind { get; private set; }

    /// <summary>The buyer wants to be charged for every further period too.</summary>
    public bool Renews { get; private set; }

    /// <summary>
    /// The subscription that it pays for. Of an upgrade that is the one before until it is paid, and the new one then.
    /// </summary>
    public long? SubscriptionId { get; private set; }

    /// <summary>Local path where the buyer came from; empty when unknown.</summary>
    public string ReturnPath { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }
    public DateTime? CancelledAt { get; private set; }
    public DateTime? PaidAt { get; private set; }
    public DateTime? HeldAt { get; private set; }
    public HeldReason? HeldReason { get; private set; }

    /// <summary>When an operator settled what was held.</summary>
    public DateTime? ReleasedAt { get; private set; }

    /// <summary>Minor units that went back so far.</summary>
    public long RefundedTotal { get; private set; }

    /// <summary>When the last of it went back; <c>null</c> again once more money has come.</summary>
    public DateTime? RefundedAt { get; private set; }

    /// <summary>Whether an operator has to decide about money.</summary>
    public bool IsHeld => HeldAt is not null && ReleasedAt is null;

    public IReadOnlyList<OrderLine> Lines => _lines;

    /// <summary>What it sells is not given to the buyer when it is paid, but to whoever claims it.</summary>
    public bool WaitsForClaim => Kind is OrderKind.Gift or OrderKind.Visitor;

    public static Order Place(
        long communityId, long memberId, string code, IReadOnlyList<OrderLine> lines, string currency, string idempotencyKey,
        string asked, string returnPath, DateTime now)
    {
        if (lines.Count == 0)
            throw new ArgumentException("An order has a line at least.", nameof(lines));
        var order = new Order
        {
            CommunityId = communityId,
            MemberId = memberId,
            Code = code,
            Currency = currency,
            Total = lines.Aggregate(0L, (sum, line) => checked(sum + line.Total)),
            IdempotencyKey = idempotencyKey,
            Asked = asked,
            ReturnPath = returnPath,
            CreatedAt = now,
            ExpiresAt = now + TimeToPay,
        };
        order._lines.AddRange(lines);
        return order;
    }

    /// <summary>Before it is stored: the buyer agrees to be charged again.</summary>
    public void Renew() => Renews = true;

    /// <summary>Before it is stored: a processor has charged a further period.</summary>
    public void Renewing(long subscriptionId) => (Kind, SubscriptionId) = (OrderKind.Renewal, subscriptionId);

    /// <summary>Before it is stored: it puts another plan in the place of this subscription's.</summary>
    public void Upgrading(long subscriptionId) => (Kind, SubscriptionId) = (OrderKind.Upgrade, subscriptionId);

    /// <summary>Before it is stored: who has it is not known yet.</summary>
    public void AwaitClaim(OrderKind kind) => Kind = kind;

    /// <summary>A visitor's order goes to the account that their address had already.</summary>
    public void HandOver(long memberId) => MemberId = Kind == OrderKind.Visitor ? memberId
        : throw new InvalidOperationException($"Order {Id} has a buyer.");

    public void BelongTo(long subscriptionId) => SubscriptionId = subscriptionId;

    public OrderState StateAt(DateTime now) => this switch
    {
        // First, since somebody has to act: money may come, and be held, after all else went back.
        { IsHeld: true } => OrderState.Held,
        { RefundedAt: not null } => OrderState.Refunded,
        { PaidAt: not null } => OrderState.Paid,
        { CancelledAt: not null } => OrderState.Cancelled,
        _ => now >= ExpiresAt ? OrderState.Expired : OrderState.Pending,
    };

    /// <summary>The buyer turned back; no effect once money has arrived.</summary>
    public void Cancel(DateTime now)
    {
        if (PaidAt is null && HeldAt is null)
            CancelledAt ??= now;
    }

    /// <summary>The buyer tries once more after turning back.</summary>
    public void Resume() => CancelledAt = null;

    /// <summary>Who pays in a way that takes longer may take longer.</summary>
    public void Allow(TimeSpan timeToPay)
    {
        if (CreatedAt + timeToPay > ExpiresAt)
            ExpiresAt = CreatedAt + timeToPay;
    }

    /// <summary>Whether the buyer may still be sent to a processor.</summary>
    public bool IsPayableAt(DateTime now) => PaidAt is null && HeldAt is null && now < ExpiresAt;

    /// <summary>Paid in full, also when it was cancelled or expired before: the money is here.</summary>
    public void Pay(DateTime now) => (PaidAt, RefundedAt) = (PaidAt ?? now, null);

    /// <summary>Money is here that does not fit.</summary>
    public void Hold(HeldReason reason, DateTime now) => (HeldAt, HeldReason, ReleasedAt, RefundedAt) = (now, reason, null, null);

    /// <summary>What was held is settled: accepted or given back.</summary>
    public void Release(DateTime now) => ReleasedAt = now;

    /// <param name="paidInAll">All payments of the order, held ones included.</param>
    public void Refund(long amount, long paidInAll, DateTime now)
    {
        RefundedTotal = checked(RefundedTotal + amount);
        if (RefundedTotal >= paidInAll)
            RefundedAt = now;
    }
}

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.Property(o => o.Code).HasMaxLength(16);
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.Property(o => o.IdempotencyKey).HasMaxLength(Orders.IdempotencyKey.MaxLength);
        builder.Property(o => o.Asked).HasMaxLength(OrderWish.MaxLength);
        builder.Property(o => o.ReturnPath).HasMaxLength(500);
        builder.Ignore(o => o.WaitsForClaim);
        builder.HasIndex(o => o.Code).IsUnique();
        // Decides the race of a double click.
        builder.HasIndex(o => new { o.CommunityId, o.MemberId, o.IdempotencyKey }).IsUnique();
        builder.HasIndex(o => new { o.CommunityId, o.Id });
        builder.HasIndex(o => new { o.MemberId, o.Id });
        builder.HasIndex(o => o.SubscriptionId);
        // The rare ones, for the lists that ask for nothing else.
        builder.HasIndex(o => new { o.CommunityId, o.HeldAt }).HasFilter("held_at IS NOT NULL");
        builder.HasIndex(o => new { o.CommunityId, o.RefundedAt }).HasFilter("refunded_at IS NOT NULL");
        builder.HasIndex(o => new { o.CommunityId, o.ExpiresAt });
        builder.HasIndex(o => new { o.CommunityId, o.PaidAt }).HasFilter("paid_at IS NOT NULL");
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}
