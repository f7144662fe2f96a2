using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Attending;

/// <summary>What somebody has in a session.</summary>
public enum SeatState
{
    /// <summary>Kept for an order that is not paid yet.</summary>
    Held,

    /// <summary>They come.</summary>
    Taken,

    /// <summary>They would come if a seat were free.</summary>
    Waiting,

    /// <summary>They do not come after all.</summary>
    GivenUp,
}

/// <summary>
/// A member and a session. Seats are counted in the session's turn (<see cref="LockOn.LiveSession"/>): those that are taken, and those that
/// are kept for orders which can still be paid.
/// </summary>
internal sealed class Seat : ICommunityOwned
{
    private Seat() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SessionId { get; private set; }
    public long MemberId { get; private set; }
    public SeatState State { get; private set; }

    /// <summary>The paid line that it rests on, or the one that it is kept for. Of Payments: no foreign key crosses modules.</summary>
    public long? LineId { get; private set; }

    /// <summary>The order of that line.</summary>
    public long? OrderId { get; private set; }

    /// <summary>UTC, exclusive; only while it is <see cref="SeatState.Held"/>.</summary>
    public DateTime? HeldUntil { get; private set; }

    /// <summary>Whether it was paid for.</summary>
    public bool IsPaid { get; private set; }

    /// <summary>UTC: since when it is as it is. Who waits longest comes first.</summary>
    public DateTime Since { get; private set; }

    public static Seat Of(LiveSession session, long memberId) => new()
    {
        CommunityId = session.CommunityId,
        SessionId = session.Id,
        MemberId = memberId,
        State = SeatState.GivenUp,
    };

    public void Take(DateTime now) => (State, HeldUntil, Since) = (SeatState.Taken, null, now);

    public void Wait(DateTime now) => (State, HeldUntil, Since) = (SeatState.Waiting, null, now);

    public void GiveUp(DateTime now) =>
        (State, HeldUntil, IsPaid, LineId, OrderId, Since) = (SeatState.GivenUp, null, false, null, null, now);

    public void Hold(long lineId, long orderId, DateTime until, DateTime now) =>
        (State, LineId, OrderId, HeldUntil, Since) = (SeatState.Held, lineId, orderId, until, now);

    /// <summary>It rests on this line from now on.</summary>
    public void Pay(long lineId, long orderId) => (LineId, OrderId, IsPaid) = (lineId, orderId, true);
}

internal sealed class SeatMapping : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("session_seats");
        builder.HasOne<LiveSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.SessionId, s.MemberId }).IsUnique();
        builder.HasIndex(s => new { s.SessionId, s.State, s.Since });
        builder.HasIndex(s => new { s.MemberId, s.State });
        builder.HasIndex(s => new { s.CommunityId, s.SessionId, s.Id });
    }
}
