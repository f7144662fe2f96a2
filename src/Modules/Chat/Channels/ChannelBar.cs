using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Channels;

/// <summary>What a moderator took from a member in one channel.</summary>
public enum BarKind
{
    /// <summary>Reads and writes nothing.</summary>
    Mute,

    /// <summary>The channel is not there for them.</summary>
    Removal,
}

/// <summary>A member may not write in a channel, or is shut out of it.</summary>
internal sealed class ChannelBar : ICommunityOwned
{
    private ChannelBar() { }

    public long ChannelId { get; private set; }
    public long MemberId { get; private set; }
    public BarKind Kind { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>UTC, exclusive; <c>null</c> for no end.</summary>
    public DateTime? Until { get; private set; }

    public long SetBy { get; private set; }
    public DateTime SetAt { get; private set; }

    public static ChannelBar Of(Channel channel, long memberId, BarKind kind, DateTime? until, long by, DateTime now) => new()
    {
        ChannelId = channel.Id,
        CommunityId = channel.CommunityId,
        MemberId = memberId,
        Kind = kind,
        Until = until,
        SetBy = by,
        SetAt = now,
    };

    public void Renew(DateTime? until, long by, DateTime now) => (Until, SetBy, SetAt) = (until, by, now);
}

internal sealed class ChannelBarMapping : IEntityTypeConfiguration<ChannelBar>
{
    public void Configure(EntityTypeBuilder<ChannelBar> builder)
    {
        builder.ToTable("channel_bars");
        builder.HasKey(b => new { b.ChannelId, b.MemberId, b.Kind });
        builder.HasOne<Channel>().WithMany().HasForeignKey(b => b.ChannelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
