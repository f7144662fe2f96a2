using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Tiers;

/// <summary>
/// A tier that is no longer offered. Who holds it keeps it, and what asks for it still does; taking the row away offers it again.
/// </summary>
internal sealed class TierArchival : ICommunityOwned
{
    private TierArchival() { }

    public long TierId { get; private set; }
    public long CommunityId { get; private set; }
    public long ArchivedBy { get; private set; }
    public DateTime At { get; private set; }

    public static TierArchival Of(Tier tier, long by, DateTime now) => new()
    {
        TierId = tier.Id,
        CommunityId = tier.CommunityId,
        ArchivedBy = by,
        At = now,
    };
}

internal sealed class TierArchivalMapping : IEntityTypeConfiguration<TierArchival>
{
    public void Configure(EntityTypeBuilder<TierArchival> builder)
    {
        builder.ToTable("tier_archivals");
        builder.HasKey(a => a.TierId);
        builder.Property(a => a.TierId).ValueGeneratedNever();
        builder.HasIndex(a => a.CommunityId);
        builder.HasOne<Tier>().WithOne().HasForeignKey<TierArchival>(a => a.TierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.ArchivedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
