using Guildhall.Kernel.Data;
using Guildhall.Activities.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Selling;

/// <summary>
/// What a ticket of a session costs in one currency from an instant on, until a later row of it in that currency. Never changed: orders
/// point at it.
/// </summary>
internal sealed class TicketPrice : ICommunityOwned
{
    private TicketPrice() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SessionId { get; private set; }

    /// <summary>Minor units, at least 1; <c>null</c> ends the sale in that currency.</summary>
    public long? Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    public DateTime From { get; private set; }
    public long SetBy { get; private set; }

    public static TicketPrice Set(LiveSession session, long? amount, string currency, long by, DateTime now) => new()
    {
        CommunityId = session.CommunityId,
        SessionId = session.Id,
        Amount = amount is null or > 0 ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A price is positive."),
        Currency = currency,
        From = now,
        SetBy = by,
    };
}

internal sealed class TicketPriceMapping : IEntityTypeConfiguration<TicketPrice>
{
    public void Configure(EntityTypeBuilder<TicketPrice> builder)
    {
        builder.ToTable("ticket_prices", table => table.HasCheckConstraint("ck_ticket_prices_amount", "amount IS NULL OR amount > 0"));
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.HasIndex(o => new { o.CommunityId, o.SessionId, o.Id });
        builder.HasOne<LiveSession>().WithMany().HasForeignKey(o => o.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
