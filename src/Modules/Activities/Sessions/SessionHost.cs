using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Sessions;

/// <summary>Somebody leads a session: they are named on its page and pass its door.</summary>
internal sealed class SessionHost : ICommunityOwned
{
    public const int MostHosts = 10;

    private SessionHost() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SessionId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Their place among the others, from 0.</summary>
    public int Position { get; private set; }

    public static SessionHost Of(LiveSession session, long memberId, int position) => new()
    {
        CommunityId = session.CommunityId,
        SessionId = session.Id,
        MemberId = memberId,
        Position = position,
    };
}

internal sealed class SessionHostMapping : IEntityTypeConfiguration<SessionHost>
{
    public void Configure(EntityTypeBuilder<SessionHost> builder)
    {
        builder.ToTable("session_hosts");
        builder.HasOne<LiveSession>().WithMany().HasForeignKey(h => h.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(h => h.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(h => new { h.SessionId, h.MemberId }).IsUnique();
        builder.HasIndex(h => new { h.CommunityId, h.MemberId });
    }
}
