using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Following;

/// <summary>A member said of all topics of a community that they are read.</summary>
internal sealed class AllRead : ICommunityOwned
{
    private AllRead() { }

    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>UTC: what was said up to then is not unread.</summary>
    public DateTime At { get; private set; }

    public static AllRead Of(long communityId, long memberId) => new() { CommunityId = communityId, MemberId = memberId };

    public void Say(DateTime now) => At = now;
}

internal sealed class AllReadMapping : IEntityTypeConfiguration<AllRead>
{
    public void Configure(EntityTypeBuilder<AllRead> builder)
    {
        builder.ToTable("all_read");
        builder.HasKey(r => new { r.MemberId, r.CommunityId });
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
