using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Communities.Setup;

/// <summary>That this installation was set up, by whom, when. There is one row: its key decides between two who set up at once.</summary>
internal sealed class Installation
{
    public const int OnlyId = 1;

    private Installation() { }

    public int Id { get; private set; }
    public long OwnerId { get; private set; }
    public DateTime SetUpAt { get; private set; }

    /// <summary>Whether it was filled by the demo verb.</summary>
    public bool IsDemo { get; private set; }

    public static Installation Of(long ownerId, bool isDemo, DateTime now) =>
        new() { Id = OnlyId, OwnerId = ownerId, SetUpAt = now, IsDemo = isDemo };
}

internal sealed class InstallationMapping : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installation");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}
