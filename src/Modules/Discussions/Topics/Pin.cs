using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Topics;

/// <summary>A topic stands above the others of its space.</summary>
internal sealed class Pin : ICommunityOwned
{
    /// <summary>In one space; more would push everything else out of sight.</summary>
    public const int MaxInSpace = 5;

    private Pin() { }

    public long TopicId { get; private set; }
    public long CommunityId { get; private set; }
    public long PinnedBy { get; private set; }
    public DateTime PinnedAt { get; private set; }

    public static Pin Of(Topic topic, long by, DateTime now) =>
        new() { TopicId = topic.Id, CommunityId = topic.CommunityId, PinnedBy = by, PinnedAt = now };
}

internal sealed class PinMapping : IEntityTypeConfiguration<Pin>
{
    public void Configure(EntityTypeBuilder<Pin> builder)
    {
        builder.ToTable("topic_pins");
        builder.HasKey(p => p.TopicId);
        builder.Property(p => p.TopicId).ValueGeneratedNever();
        builder.HasOne<Topic>().WithOne().HasForeignKey<Pin>(p => p.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.PinnedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.CommunityId);
    }
}
