using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Asking;

/// <summary>
/// Members may ask without their name in a space; switching it off takes the row away, and what was asked stays anonymous.
/// </summary>
internal sealed class AnonymousAsking : ICommunityOwned
{
    private AnonymousAsking() { }

    /// <summary>A space of Communities: no foreign key crosses modules.</summary>
    public long SpaceId { get; private set; }

    public long CommunityId { get; private set; }
    public long SwitchedOnBy { get; private set; }
    public DateTime SwitchedOnAt { get; private set; }

    public static AnonymousAsking In(long communityId, long spaceId, long by, DateTime now) =>
        new() { CommunityId = communityId, SpaceId = spaceId, SwitchedOnBy = by, SwitchedOnAt = now };
}

internal sealed class AnonymousAskingMapping : IEntityTypeConfiguration<AnonymousAsking>
{
    public void Configure(EntityTypeBuilder<AnonymousAsking> builder)
    {
        builder.ToTable("anonymous_askings");
        builder.HasKey(a => a.SpaceId);
        builder.Property(a => a.SpaceId).ValueGeneratedNever();
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.SwitchedOnBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.CommunityId);
    }
}
