using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Gifts;

/// <summary>Why something is paid before it is known who has it.</summary>
public enum ClaimPurpose
{
    /// <summary>Somebody gives it to somebody else.</summary>
    Gift,

    /// <summary>A visitor bought it for themselves; the account comes with the payment.</summary>
    Account,
}

/// <summary>How a claim stands at an instant; it follows from its facts and those of its order line.</summary>
public enum ClaimState
{
    /// <summary>The order is not paid.</summary>
    Unpaid,

    /// <summary>Whoever holds the link can have it.</summary>
    Open,

    Claimed,
    Expired,

    /// <summary>The money went back, before or after it was claimed.</summary>
    TakenBack,
}

/// <summary>
/// What an order sells is kept for whoever claims it with a single-use link. Until then nothing rests on the order. The link's hash is
/// what it is found by; the link itself is kept encrypted, since the buyer may copy it again and it is mailed on a later day.
/// </summary>
internal sealed class OrderClaim : ICommunityOwned
{
    public const int NameLength = 60, EmailLength = 254, MessageLength = 1000;

    /// <summary>A gift waits so long for its receiver, counted from its delivery.</summary>
    public const int DaysToClaim = 365;

    /// <summary>How far ahead a gift may be delivered.</summary>
    public const int DaysAhead = 365;

    /// <summary>A gift that arrives on a later day arrives in the morning, by the community's clock.</summary>
    public static readonly TimeOnly DeliveredAt = new(9, 0);

    private OrderClaim() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long LineId { get; private set; }
    public ClaimPurpose Purpose { get; private set; }

    /// <summary>The receiver, as the buyer calls them; a visitor's own name.</summary>
    public string Name { get; private set; } = "";

    /// <summary><c>null</c>: the buyer passes the link on.</summary>
    public string? Email { get; private set; }

    public string Message { get; private set; } = "";

    /// <summary>The day of delivery on the community's calendar; <c>null</c> for as soon as it is paid.</summary>
    public DateOnly? DeliverOn { get; private set; }

    /// <summary>SHA-256 of the secret in the link; <c>null</c> until it is paid.</summary>
    public string? TokenHash { get; private set; }

    /// <summary>The secret, encrypted.</summary>
    public string? SealedToken { get; private set; }

    /// <summary>When it is mailed, or could be passed on, UTC; <c>null</c> until it is paid.</summary>
    public DateTime? DeliverAt { get; private set; }

    /// <summary>UTC, exclusive; <c>null</c> for no end.</summary>
    public DateTime? ExpiresAt { get; private set; }

    public DateTime? MailedAt { get; private set; }
    public long? ClaimedBy { get; private set; }
    public DateTime? ClaimedAt { get; private set; }

    public static OrderClaim Keep(Order order, ClaimWish wish) => new()
    {
        CommunityId = order.CommunityId,
        OrderId = order.Id,
        LineId = order.Lines.Single().Id,
        Purpose = wish.Purpose,
        Name = wish.Name,
        Email = wish.Email,
        Message = wish.Message,
        DeliverOn = wish.DeliverOn,
    };

    /// <summary>It is paid: from now on the link works.</summary>
    public void Open(ClaimSecret secret, TimeZoneInfo zone, DateTime now)
    {
        Replace(secret);
        DeliverAt = DeliveryOf(DeliverOn, zone, now);
        ExpiresAt = Purpose == ClaimPurpose.Gift ? Intervals.AddDays(DeliverAt.Value, DaysToClaim, zone) : null;
    }

    /// <summary>The link before it leads nowhere any more.</summary>
    public void Replace(ClaimSecret secret) => (TokenHash, SealedToken) = (secret.Hash, secret.Sealed);

    public void Mailed(DateTime now) => MailedAt ??= now;

    public void Claim(long memberId, DateTime now) => (ClaimedBy, ClaimedAt) = (memberId, now);

    /// <param name="lineEndedAt">Of its order line: what it gave, or would have given, has ended.</param>
    public ClaimState StateAt(DateTime? lineEndedAt, DateTime now) => this switch
    {
        { TokenHash: null, ClaimedAt: null } => ClaimState.Unpaid,
        _ when lineEndedAt is not null => ClaimState.TakenBack,
        { ClaimedAt: not null } => ClaimState.Claimed,
        _ => ExpiresAt <= now ? ClaimState.Expired : ClaimState.Open,
    };

    /// <summary>A day that has begun means now: it was chosen as today, or paid late.</summary>
    public static DateTime DeliveryOf(DateOnly? day, TimeZoneInfo zone, DateTime now) =>
        day is { } on && on > DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone))
            ? WallClock.ToUtc(on.ToDateTime(DeliveredAt), zone) : now;
}

internal sealed class OrderClaimMapping : IEntityTypeConfiguration<OrderClaim>
{
    public void Configure(EntityTypeBuilder<OrderClaim> builder)
    {
        builder.ToTable("order_claims");
        builder.Property(c => c.Name).HasMaxLength(OrderClaim.NameLength);
        builder.Property(c => c.Email).HasMaxLength(OrderClaim.EmailLength);
        builder.Property(c => c.Message).HasMaxLength(OrderClaim.MessageLength);
        builder.Property(c => c.TokenHash).HasMaxLength(64);
        builder.Property(c => c.SealedToken).HasMaxLength(500);
        builder.HasIndex(c => c.TokenHash).IsUnique();
        builder.HasIndex(c => c.OrderId).IsUnique();
        builder.HasIndex(c => new { c.CommunityId, c.Id });
        builder.HasIndex(c => c.ClaimedBy);
        builder.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.ClaimedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
