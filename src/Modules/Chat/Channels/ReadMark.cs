using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Channels;

/// <summary>How far a member has read a channel, or a thread of it. Without one they were never there.</summary>
internal sealed class ReadMark : ICommunityOwned
{
    private ReadMark() { }

    public long MemberId { get; private set; }
    public long ChannelId { get; private set; }

    /// <summary>Id of the message that opened the thread; 0 for the channel itself.</summary>
    public long ThreadId { get; private set; }

    public long CommunityId { get; private set; }

    /// <summary>Number of the last message that was read.</summary>
    public int LastRead { get; private set; }

    public static ReadMark Of(Channel channel, long threadId, long memberId, int lastRead) => new()
    {
        ChannelId = channel.Id,
        CommunityId = channel.CommunityId,
        ThreadId = threadId,
        MemberId = memberId,
        LastRead = lastRead,
    };
}

internal sealed class ReadMarkMapping : IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<ReadMark> builder)
    {
        builder.ToTable("channel_reads");
        builder.HasKey(r => new { r.MemberId, r.ChannelId, r.ThreadId });
        builder.HasOne<Channel>().WithMany().HasForeignKey(r => r.ChannelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
