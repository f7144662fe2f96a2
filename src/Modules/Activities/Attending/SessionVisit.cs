using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Attending;

/// <summary>Somebody went through the door of a session: the attendance.</summary>
internal sealed class SessionVisit : ICommunityOwned
{
    private SessionVisit() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SessionId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime FirstAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime LastAt { get; private set; }

    public int Times { get; private set; }

    public static SessionVisit Of(LiveSession session, long memberId, DateTime now) => new()
    {
        CommunityId = session.CommunityId,
        SessionId = session.Id,
        MemberId = memberId,
        FirstAt = now,
        LastAt = now,
        Times = 1,
    };

    public void Again(DateTime now) => (LastAt, Times) = (now, Times + 1);
}

internal sealed class SessionVisitMapping : IEntityTypeConfiguration<SessionVisit>
{
    public void Configure(EntityTypeBuilder<SessionVisit> builder)
    {
        builder.ToTable("session_visits");
        builder.HasOne<LiveSession>().WithMany().HasForeignKey(v => v.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(v => new { v.SessionId, v.MemberId }).IsUnique();
        builder.HasIndex(v => v.MemberId);
    }
}
