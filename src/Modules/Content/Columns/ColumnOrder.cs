using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Columns;

/// <summary>Counts how often a column was arranged, so that two who arrange it at once notice each other.</summary>
internal sealed class ColumnOrder : ICommunityOwned
{
    private ColumnOrder() { }

    /// <summary>A space of Communities: no foreign key crosses modules.</summary>
    public long SpaceId { get; private set; }

    public long CommunityId { get; private set; }

    /// <summary>From 1; a column without a row was never arranged and has version 0.</summary>
    public int Version { get; private set; }

    public long ArrangedBy { get; private set; }
    public DateTime ArrangedAt { get; private set; }

    public static ColumnOrder Of(long communityId, long spaceId) => new() { CommunityId = communityId, SpaceId = spaceId };

    public void Arrange(long by, DateTime now) => (Version, ArrangedBy, ArrangedAt) = (Version + 1, by, now);
}

internal sealed class ColumnOrderMapping : IEntityTypeConfiguration<ColumnOrder>
{
    public void Configure(EntityTypeBuilder<ColumnOrder> builder)
    {
        builder.ToTable("column_orders");
        builder.HasKey(o => o.SpaceId);
        builder.Property(o => o.SpaceId).ValueGeneratedNever();
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.ArrangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
