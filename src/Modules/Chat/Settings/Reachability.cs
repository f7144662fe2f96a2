using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Settings;

/// <summary>Who may begin a conversation with a member.</summary>
public enum WhoWrites
{
    /// <summary>Members of a community that both are in.</summary>
    Members,

    /// <summary>Only those who moderate its chat.</summary>
    Team,

    /// <summary>From before, when it was offered beside <see cref="Team"/> and meant the same: a team has to reach everyone.</summary>
    Nobody,
}

/// <summary>A member's wish about conversations, in all communities; without a row every member may write to them.</summary>
internal sealed class Reachability
{
    private Reachability() { }

    public long MemberId { get; private set; }
    public WhoWrites WhoWrites { get; private set; }

    public static Reachability Of(long memberId, WhoWrites who)
    {
        var wish = new Reachability { MemberId = memberId };
        wish.Change(who);
        return wish;
    }

    public void Change(WhoWrites who) => WhoWrites = Plain(who);

    /// <summary>One word for what means the same.</summary>
    public static WhoWrites Plain(WhoWrites who) => who == WhoWrites.Nobody ? WhoWrites.Team : who;
}

/// <summary>A member wants to hear nothing from another in conversations.</summary>
internal sealed class IgnoredMember
{
    private IgnoredMember() { }

    public long MemberId { get; private set; }
    public long IgnoredId { get; private set; }
    public DateTime Since { get; private set; }

    public static IgnoredMember Of(long memberId, long ignoredId, DateTime now) =>
        new() { MemberId = memberId, IgnoredId = ignoredId, Since = now };
}

internal sealed class ReachabilityMapping : IEntityTypeConfiguration<Reachability>
{
    public void Configure(EntityTypeBuilder<Reachability> builder)
    {
        builder.ToTable("chat_reachabilities");
        builder.HasKey(r => r.MemberId);
        builder.Property(r => r.MemberId).ValueGeneratedNever();
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IgnoredMemberMapping : IEntityTypeConfiguration<IgnoredMember>
{
    public void Configure(EntityTypeBuilder<IgnoredMember> builder)
    {
        builder.ToTable("ignored_members");
        builder.HasKey(i => new { i.MemberId, i.IgnoredId });
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.IgnoredId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.IgnoredId);
    }
}
