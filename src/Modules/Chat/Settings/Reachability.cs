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
