using System.Globalization;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Attending;

/// <summary>Work: seats may have become free, so those who wait move up.</summary>
internal sealed record FillSeats(long SessionId);

/// <summary>
/// Gives and counts seats for those who have asked the gate, and for sales, whose money is here. Inside a transaction of the caller, who
/// saves; whatever it does happens in the session's turn.
/// </summary>
internal sealed class Seats(AppDb db, IAccess access, TimeProvider time)
{
    private const int Step = 50;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Waits for the session's turn, and reads it as it is then.</summary>
    /// <param name="communityId">Named, since money is settled for several communities.</param>
    public async Task<LiveSession?> TurnAsync(long communityId, long sessionId, CancellationToken cancel)
    {
        await db.LockAsync(LockOn.LiveSession, sessionId, cancel);
        return await db.Set<LiveSession>().AsNoTracking()
            .SingleOrDefaultAsync(s => s.CommunityId == communityId && s.Id == sessionId, cancel);
    }

    public Task<Seat?> FindAsync(long sessionId, long memberId, CancellationToken cancel) =>
        db.Set<Seat>().SingleOrDefaultAsync(s => s.SessionId == sessionId && s.MemberId == memberId, cancel);

    /// <summary>The row of a member, whatever it says.</summary>
    public async Task<Seat> OfAsync(LiveSession session, long memberId, CancellationToken cancel)
    {
        if (await FindAsync(session.Id, memberId, cancel) is { } seat)
            return seat;
        var made = Seat.Of(session, memberId);
        db.Add(made);
        return made;
    }

    /// <summary>How many are left: those that nobody has, and that are kept for nobody else than this member.</summary>
    /// <returns><see cref="int.MaxValue"/> where any number may come.</returns>
    public async Task<int> LeftAsync(LiveSession session, long? butMember, CancellationToken cancel) => session.Seats is not { } seats
        ? int.MaxValue
        : Math.Max(0, seats - await Used(db, Now).CountAsync(s => s.SessionId == session.Id && s.MemberId != (butMember ?? 0), cancel));

    /// <summary>Seats that are taken, or kept for an order that can still be paid.</summary>
    public static IQueryable<Seat> Used(AppDb db, DateTime now) =>
        db.Set<Seat>().Where(s => s.State == SeatState.Taken || (s.State == SeatState.Held && s.HeldUntil > now));

    /// <summary>Whether somebody stands in the waiting list before others may have a seat.</summary>
    public Task<bool> SomebodyWaitsAsync(long sessionId, long butMember, CancellationToken cancel) => db.Set<Seat>()
        .AnyAsync(s => s.SessionId == sessionId && s.State == SeatState.Waiting && s.MemberId != butMember, cancel);

    public void Take(Seat seat, long? by, string how)
    {
        seat.Take(Now);
        db.Publish(() => new SeatTaken(seat.CommunityId, by, seat.SessionId, seat.MemberId, how));
    }

    /// <summary>Frees what somebody has; what becomes free goes to whoever waits.</summary>
    public async Task GiveUpAsync(LiveSession session, Seat seat, long? by, string reason, CancellationToken cancel)
    {
        var told = seat.State != SeatState.Held;
        seat.GiveUp(Now);
        if (told)
            db.Publish(() => new SeatGivenUp(seat.CommunityId, by, seat.SessionId, seat.MemberId, reason));
        await db.SaveChangesAsync(cancel);
        await FillAsync(session, cancel);
    }

    /// <summary>
    /// Gives free seats to those who wait: first who has paid, then who waits longest. Whom the gate lets in no more is passed over.
    /// What was changed before must have been saved.
    /// </summary>
    public async Task FillAsync(LiveSession session, CancellationToken cancel)
    {
        if (!session.TakesGuests(Now))
            return;
        var left = await LeftAsync(session, null, cancel);
        if (left == 0)
            return;
        var waiting = await db.Set<Seat>().Where(s => s.SessionId == session.Id && s.State == SeatState.Waiting)
            .OrderByDescending(s => s.IsPaid).ThenBy(s => s.Since).ThenBy(s => s.Id).Take(Math.Max(Step, Math.Min(left, 1000)))
            .ToListAsync(cancel);
        if (waiting.Count == 0)
            return;
        var may = (await access.WhoMayAsync(
            [.. waiting.Select(s => new Viewer(s.MemberId))], SessionGate.ToCome(session.CommunityId, session.Terms), Now, cancel))
            .Select(v => v.MemberId).ToHashSet();
        foreach (var seat in waiting.Where(s => may.Contains(s.MemberId)).Take(left))
            Take(seat, null, "waiting");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Looks again when what is kept for an order is free by itself.</summary>
    public void FillLater(long sessionId, DateTime at) => db.Enqueue(() => new WorkOrder(
        string.Create(CultureInfo.InvariantCulture, $"{sessionId}:{at.Ticks}"), new FillSeats(sessionId), at));
}

/// <summary>Does it.</summary>
internal sealed class FillFreeSeats(AppDb db, Seats seats) : IWork<FillSeats>
{
    public async Task RunAsync(FillSeats payload, WorkContext context, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await seats.TurnAsync(context.CommunityId, payload.SessionId, cancel) is not { } session)
            return;
        await seats.FillAsync(session, cancel);
        await transaction.CommitAsync(cancel);
    }
}
