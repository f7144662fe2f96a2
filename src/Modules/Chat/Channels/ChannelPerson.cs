using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Channels;

/// <summary>A member stands in a conversation.</summary>
internal sealed class ChannelPerson : ICommunityOwned
{
    private ChannelPerson() { }

    public long ChannelId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }
    public DateTime Since { get; private set; }

    public static ChannelPerson In(Channel channel, long memberId, DateTime now) =>
        new() { ChannelId = channel.Id, CommunityId = channel.CommunityId, MemberId = memberId, Since = now };
}

internal sealed class ChannelPersonMapping : IEntityTypeConfiguration<ChannelPerson>
{
    public void Configure(EntityTypeBuilder<ChannelPerson> builder)
    {
        builder.ToTable("channel_people");
        builder.HasKey(p => new { p.ChannelId, p.MemberId });
        builder.HasOne<Channel>().WithMany().HasForeignKey(p => p.ChannelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.CommunityId, p.MemberId });
    }
}
