using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Tiers;

/// <summary>What a tier costs from an instant on, until a later row of the same interval. Never changed: orders point at it.</summary>
internal sealed class Price : ICommunityOwned
{
    private Price() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TierId { get; private set; }
    public Interval Interval { get; private set; }

    /// <summary>Minor units, at least 1; <c>null</c> ends the sale of this interval.</summary>
    public long? Amount { get; private set; }

    public string Currency { get; private set; } = "";
    public DateTime From { get; private set; }

    /// <summary><c>null</c> for the guided set-up.</summary>
    public long? SetBy { get; private set; }

    public static Price Set(Tier tier, Interval interval, long? amount, string currency, long? by, DateTime now) => new()
    {
        CommunityId = tier.CommunityId,
        TierId = tier.Id,
        Interval = interval,
        Amount = amount is null or > 0 ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A price is positive."),
        Currency = currency,
        From = now,
        SetBy = by,
    };
}

internal sealed class PriceMapping : IEntityTypeConfiguration<Price>
{
    public void Configure(EntityTypeBuilder<Price> builder)
    {
        builder.ToTable("prices", table => table.HasCheckConstraint("ck_prices_amount", "amount IS NULL OR amount > 0"));
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.HasIndex(p => new { p.CommunityId, p.TierId, p.Interval, p.Id });
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
