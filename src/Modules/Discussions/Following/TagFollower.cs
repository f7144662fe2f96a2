using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Following;

/// <summary>How closely a member follows the topics with a tag; a word about one topic counts more, one about a space less.</summary>
internal sealed class TagFollower : ICommunityOwned
{
    private TagFollower() { }

    public long CommunityId { get; private set; }
    public string Tag { get; private set; } = "";
    public long MemberId { get; private set; }
    public Following Following { get; private set; }

    /// <summary>UTC: what was said before is not unread by it.</summary>
    public DateTime At { get; private set; }

    public static TagFollower Of(long communityId, string tag, long memberId) =>
        new() { CommunityId = communityId, Tag = tag, MemberId = memberId };

    public void Follow(Following following, DateTime now) => (Following, At) = (following, now);
}

internal sealed class TagFollowerMapping : IEntityTypeConfiguration<TagFollower>
{
    public void Configure(EntityTypeBuilder<TagFollower> builder)
    {
        builder.ToTable("tag_followers");
        builder.HasKey(f => new { f.CommunityId, f.Tag, f.MemberId });
        builder.Property(f => f.Tag).HasMaxLength(TopicTag.MaxLength);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.MemberId, f.CommunityId });
    }
}
