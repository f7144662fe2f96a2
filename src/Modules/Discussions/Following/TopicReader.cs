using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Following;

/// <summary>How closely a member follows something.</summary>
internal enum Following
{
    /// <summary>Nothing was said: what counts is said of its tags or its space, and else they are told where somebody names them or
    /// replies to them.</summary>
    Normal,

    /// <summary>The same, and what is new stands among the unread.</summary>
    Tracking,

    /// <summary>Told of everything new.</summary>
    Watching,

    /// <summary>Told of nothing but where somebody names them.</summary>
    Muted,

    /// <summary>Told where somebody names them or replies to them, whatever was said of its tags or its space.</summary>
    Plain,
}

/// <summary>One member and one topic: how far they have read, on whichever device, and how closely they follow it.</summary>
internal sealed class TopicReader : ICommunityOwned
{
    /// <summary>Whoever says nothing for longer has been away.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private TopicReader() { }

    public long TopicId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Number of the last reply that was read; 0 where only the topic itself was; -1 where nothing was.</summary>
    public int LastRead { get; private set; } = -1;

    public Following Following { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>How long they read in it: the time from one report to the next, pauses left out.</summary>
    public int SecondsRead { get; private set; }

    public static TopicReader Of(Topic topic, long memberId, DateTime now) =>
        new() { TopicId = topic.Id, CommunityId = topic.CommunityId, MemberId = memberId, At = now };

    /// <summary>Reading goes forward only: an older page on another device takes nothing back.</summary>
    public void Read(int number, DateTime now)
    {
        if (number <= LastRead)
            return;
        if (LastRead >= 0 && now - At is var taken && taken < LongestPause)
            SecondsRead += Math.Max(0, (int)taken.TotalSeconds);
        (LastRead, At) = (number, now);
    }

    public void Follow(Following following) => Following = following;
}

internal sealed class TopicReaderMapping : IEntityTypeConfiguration<TopicReader>
{
    public void Configure(EntityTypeBuilder<TopicReader> builder)
    {
        builder.ToTable("topic_readers");
        builder.HasKey(r => new { r.TopicId, r.MemberId });
        builder.HasOne<Topic>().WithMany().HasForeignKey(r => r.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.MemberId);
    }
}
