using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Topics;

/// <summary>Nobody replies to a topic any more; reopening it takes the row away.</summary>
internal sealed class Closure : ICommunityOwned
{
    private Closure() { }

    public long TopicId { get; private set; }
    public long CommunityId { get; private set; }
    public long ClosedBy { get; private set; }
    public DateTime ClosedAt { get; private set; }

    public static Closure Of(Topic topic, long by, DateTime now) =>
        new() { TopicId = topic.Id, CommunityId = topic.CommunityId, ClosedBy = by, ClosedAt = now };
}

internal sealed class ClosureMapping : IEntityTypeConfiguration<Closure>
{
    public void Configure(EntityTypeBuilder<Closure> builder)
    {
        builder.ToTable("topic_closures");
        builder.HasKey(c => c.TopicId);
        builder.Property(c => c.TopicId).ValueGeneratedNever();
        builder.HasOne<Topic>().WithOne().HasForeignKey<Closure>(c => c.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.ClosedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
