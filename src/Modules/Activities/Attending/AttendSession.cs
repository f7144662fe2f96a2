using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Attending;

/// <summary>A member says that they come to a session, or that they do not.</summary>
internal sealed class AttendSession(AppDb db, IAccess access, CurrentMember member, CommunityScope scope, Seats seats)
{
    /// <returns>Whether they have a seat now, or wait for one. Saying it twice is saying it once.</returns>
    /// <exception cref="Refused">401; 404; 403 session_closed: it asks for a membership or a ticket; 409 session_over.</exception>
    public async Task<SeatState> RunAsync(long sessionId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = await TurnAsync(sessionId, cancel);
        if (!session.TakesGuests(seats.Now))
            throw Over();
        if (!(await access.DecideAsync(member.Viewer, SessionGate.ToCome(scope.Id, session.Terms), seats.Now, cancel)).Allowed)
            throw new Refused("session_closed", 403, "This session asks for a membership or a ticket first.");
        var seat = await seats.OfAsync(session, me, cancel);
        if (seat.State is SeatState.Taken or SeatState.Waiting)
            return seat.State;
        if (await seats.LeftAsync(session, me, cancel) > 0 && !await seats.SomebodyWaitsAsync(sessionId, me, cancel))
            seats.Take(seat, me, "own");
        else
            seat.Wait(seats.Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return seat.State;
    }

    /// <summary>They do not come after all, or wait no longer; the seat goes to whoever waits. Repeating it changes nothing.</summary>
    /// <exception cref="Refused">409 ticket_seat: it was paid for.</exception>
    public async Task LeaveAsync(long sessionId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = await TurnAsync(sessionId, cancel);
        if (await seats.FindAsync(sessionId, me, cancel) is not { State: SeatState.Taken or SeatState.Waiting } seat)
            return;
        if (session.IsOver(seats.Now))
            throw Over();
        if (seat.IsPaid)
            throw new Refused("ticket_seat", 409, "You bought this seat. Ask for the order's money back instead, and the seat is free.");
        await seats.GiveUpAsync(session, seat, me, "", cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<LiveSession> TurnAsync(long sessionId, CancellationToken cancel) =>
        await seats.TurnAsync(scope.Id, sessionId, cancel) is { IsPublic: true } session ? session : throw Refused.NotFound();

    private static Refused Over() => new("session_over", 409, "This session is over, or it doesn't take place.");
}

/// <summary>
/// The door: gives the link of a session to who may come, at the moment of asking, and writes down that they came. Nothing else reads it.
/// </summary>
internal sealed class JoinSession(AppDb db, IAccess access, CurrentMember member, CommunityScope scope, Seats seats)
{
    /// <returns>Where the session takes place.</returns>
    /// <exception cref="Refused">401; 404; 403 session_closed or seat_needed; 409 door_closed or session_over.</exception>
    public async Task<string> RunAsync(long sessionId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = await seats.TurnAsync(scope.Id, sessionId, cancel);
        if (session is not { IsPublic: true, SecretJoinUrl.Length: > 0 })
            throw Refused.NotFound();
        if (!session.TakesGuests(seats.Now))
            throw new Refused("session_over", 409, "This session is over, or it doesn't take place.");
        if (!await LeadsAsync(session, me, cancel))
            await RequireSeatAsync(session, me, cancel);
        if (await db.Set<SessionVisit>().SingleOrDefaultAsync(v => v.SessionId == sessionId && v.MemberId == me, cancel) is { } visit)
        {
            visit.Again(seats.Now);
        }
        else
        {
            db.Add(SessionVisit.Of(session, me, seats.Now));
            db.Publish(() => new SessionJoined(scope.Id, me, sessionId));
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return session.SecretJoinUrl;
    }

    /// <returns>Where the recording of a session is.</returns>
    /// <exception cref="Refused">401; 404; 403 session_closed.</exception>
    public async Task<string> ReplayAsync(long sessionId, CancellationToken cancel)
    {
        var me = member.RequireId();
        var session = await db.Set<LiveSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId, cancel);
        if (session is not { IsPublic: true, SecretRecordingUrl.Length: > 0 })
            throw Refused.NotFound();
        if (!await LeadsAsync(session, me, cancel))
            await RequireRightAsync(session, cancel);
        return session.SecretRecordingUrl;
    }

    /// <summary>Hosts open the room, before the door opens to others.</summary>
    private async Task<bool> LeadsAsync(LiveSession session, long me, CancellationToken cancel) =>
        await db.Set<SessionHost>().AnyAsync(h => h.SessionId == session.Id && h.MemberId == me, cancel)
        || (await access.DecideAsync(member.Viewer, Need.Permission(scope.Id, ActivityPermissions.Host), seats.Now, cancel)).Allowed;

    private async Task RequireRightAsync(LiveSession session, CancellationToken cancel)
    {
        if (!(await access.DecideAsync(member.Viewer, SessionGate.ToCome(scope.Id, session.Terms), seats.Now, cancel)).Allowed)
            throw new Refused("session_closed", 403, "This session asks for a membership or a ticket first.");
    }

    private async Task RequireSeatAsync(LiveSession session, long me, CancellationToken cancel)
    {
        await RequireRightAsync(session, cancel);
        if (seats.Now < session.DoorAt)
            throw new Refused("door_closed", 409, "The door opens {0} min before the start.", session.DoorMinutes)
            {
                Extra = { ["opensAt"] = session.DoorAt },
            };
        var seat = await seats.OfAsync(session, me, cancel);
        if (seat.State == SeatState.Taken)
            return;
        // Whoever may come and did not say so before takes a seat at the door, where one is left.
        if (await seats.LeftAsync(session, me, cancel) == 0 || await seats.SomebodyWaitsAsync(session.Id, me, cancel))
            throw new Refused("seat_needed", 403, "All seats are taken. You can join the waiting list.");
        seats.Take(seat, me, "own");
    }
}
