using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Mentions;

/// <summary>A post names a member.</summary>
internal sealed class Mention : ICommunityOwned
{
    private Mention() { }

    public string PostKind { get; private set; } = "";
    public long PostId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    public static Mention In(long communityId, Thing post, long memberId) =>
        new() { CommunityId = communityId, PostKind = post.Kind, PostId = post.Id, MemberId = memberId };
}

internal sealed class MentionMapping : IEntityTypeConfiguration<Mention>
{
    public void Configure(EntityTypeBuilder<Mention> builder)
    {
        builder.ToTable("mentions");
        builder.HasKey(m => new { m.PostKind, m.PostId, m.MemberId });
        builder.Property(m => m.PostKind).HasMaxLength(Topic.MaxKind);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.MemberId);
    }
}
