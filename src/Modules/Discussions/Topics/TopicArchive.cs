using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Topics;

/// <summary>
/// A topic is put away: it is read, but nobody replies, edits, votes or reacts, and lists leave it out. Bringing it back takes
/// the row away.
/// </summary>
internal sealed class TopicArchive : ICommunityOwned
{
    private TopicArchive() { }

    public long TopicId { get; private set; }
    public long CommunityId { get; private set; }
    public long ArchivedBy { get; private set; }
    public DateTime ArchivedAt { get; private set; }

    public static TopicArchive Of(Topic topic, long by, DateTime now) =>
        new() { TopicId = topic.Id, CommunityId = topic.CommunityId, ArchivedBy = by, ArchivedAt = now };
}

internal static class TopicArchives
{
    /// <exception cref="Refused">409: the topic is put away.</exception>
    public static async Task RequireUnarchivedAsync(this AppDb db, long topicId, CancellationToken cancel)
    {
        if (await db.Set<TopicArchive>().AnyAsync(a => a.TopicId == topicId, cancel))
            throw new Refused("topic_archived", 409, "This topic is archived: it can be read, but not changed.");
    }
}

internal sealed class TopicArchiveMapping : IEntityTypeConfiguration<TopicArchive>
{
    public void Configure(EntityTypeBuilder<TopicArchive> builder)
    {
        builder.ToTable("topic_archives");
        builder.HasKey(a => a.TopicId);
        builder.Property(a => a.TopicId).ValueGeneratedNever();
        builder.HasOne<Topic>().WithOne().HasForeignKey<TopicArchive>(a => a.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.ArchivedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.CommunityId);
    }
}
