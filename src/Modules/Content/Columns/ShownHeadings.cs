using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Columns;

/// <summary>
/// The wall of a column's articles names the headings behind it. Without a row it says only how many there are: headings are words of the
/// closed part. Switching it off takes the row away.
/// </summary>
internal sealed class ShownHeadings : ICommunityOwned
{
    private ShownHeadings() { }

    /// <summary>A space of Communities: no foreign key crosses modules.</summary>
    public long SpaceId { get; private set; }

    public long CommunityId { get; private set; }
    public long SwitchedOnBy { get; private set; }
    public DateTime SwitchedOnAt { get; private set; }

    public static ShownHeadings In(long communityId, long spaceId, long by, DateTime now) =>
        new() { CommunityId = communityId, SpaceId = spaceId, SwitchedOnBy = by, SwitchedOnAt = now };
}

internal sealed class ShownHeadingsMapping : IEntityTypeConfiguration<ShownHeadings>
{
    public void Configure(EntityTypeBuilder<ShownHeadings> builder)
    {
        builder.ToTable("shown_headings");
        builder.HasKey(h => h.SpaceId);
        builder.Property(h => h.SpaceId).ValueGeneratedNever();
        builder.HasOne<Member>().WithMany().HasForeignKey(h => h.SwitchedOnBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.CommunityId);
    }
}
