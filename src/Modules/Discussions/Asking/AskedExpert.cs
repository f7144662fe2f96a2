using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Asking;

/// <summary>A question is asked of one person first. Everybody else may answer too.</summary>
internal sealed class AskedExpert : ICommunityOwned
{
    private AskedExpert() { }

    public long TopicId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Who is asked.</summary>
    public long MemberId { get; private set; }

    public DateTime AskedAt { get; private set; }

    /// <summary>UTC: when they said that they will not answer; <c>null</c> while they may.</summary>
    public DateTime? DeclinedAt { get; private set; }

    public static AskedExpert Of(Topic topic, long memberId, DateTime now) =>
        new() { TopicId = topic.Id, CommunityId = topic.CommunityId, MemberId = memberId, AskedAt = now };

    public void Decline(DateTime now) => DeclinedAt ??= now;
}

internal sealed class AskedExpertMapping : IEntityTypeConfiguration<AskedExpert>
{
    public void Configure(EntityTypeBuilder<AskedExpert> builder)
    {
        builder.ToTable("asked_experts");
        builder.HasKey(a => a.TopicId);
        builder.Property(a => a.TopicId).ValueGeneratedNever();
        builder.HasOne<Topic>().WithOne().HasForeignKey<AskedExpert>(a => a.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.CommunityId, a.MemberId, a.TopicId });
    }
}
