using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Following;

/// <summary>How closely a member follows the topics of a space; a word about one topic counts more.</summary>
internal sealed class SpaceFollower : ICommunityOwned
{
    private SpaceFollower() { }

    /// <summary>A space of Communities: no foreign key crosses modules.</summary>
    public long SpaceId { get; private set; }

    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }
    public Following Following { get; private set; }

    /// <summary>UTC: what was said before is not unread by it; <c>null</c> for words of before this was kept.</summary>
    public DateTime? At { get; private set; }

    public static SpaceFollower Of(long communityId, long spaceId, long memberId) =>
        new() { CommunityId = communityId, SpaceId = spaceId, MemberId = memberId };

    public void Follow(Following following, DateTime now) => (Following, At) = (following, now);
}

internal sealed class SpaceFollowerMapping : IEntityTypeConfiguration<SpaceFollower>
{
    public void Configure(EntityTypeBuilder<SpaceFollower> builder)
    {
        builder.ToTable("space_followers");
        builder.HasKey(f => new { f.SpaceId, f.MemberId });
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.MemberId);
    }
}
