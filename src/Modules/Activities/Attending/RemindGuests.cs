using System.Globalization;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Attending;

/// <summary>Work: those who come to a session are reminded of it, if it still begins when it was to begin.</summary>
internal sealed record RemindOfSession(long SessionId, int Timing, bool IsSoon)
{
    public static readonly TimeSpan Day = TimeSpan.FromHours(24), Soon = TimeSpan.FromMinutes(15);

    /// <summary>The reminders that are still to come, after a session became public or was moved.</summary>
    public static IEnumerable<WorkOrder> Of(LiveSession session, DateTime now)
    {
        foreach (var (ahead, isSoon) in new[] { (Day, false), (Soon, true) })
            if (session.StartsAt - ahead is var due && due > now)
                yield return new WorkOrder(
                    string.Create(CultureInfo.InvariantCulture, $"{session.Id}:{session.Timing}:{(isSoon ? "soon" : "day")}"),
                    new RemindOfSession(session.Id, session.Timing, isSoon), due);
    }
}

/// <summary>Tells it. Who is told twice hears it once: what they are told has a key of session, time and kind.</summary>
internal sealed class RemindGuests(AppDb db, TimeProvider time) : IWork<RemindOfSession>
{
    public async Task RunAsync(RemindOfSession payload, WorkContext context, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var session = await db.Set<LiveSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == payload.SessionId, cancel);
        if (session is not { State: SessionState.Published } || session.Timing != payload.Timing || session.StartsAt <= now
            // The program stood still, and the other reminder is due too.
            || (!payload.IsSoon && session.StartsAt - RemindOfSession.Soon <= now))
            return;
        db.Publish(() => new SessionDue(context.CommunityId, session.Id, payload.IsSoon, session.StartsAt, session.Timing));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Who comes to a session.</summary>
internal sealed class SessionGuests(AppDb db) : ISessionGuests
{
    public async Task<IReadOnlyList<long>> ComingAsync(long communityId, long sessionId, CancellationToken cancel = default) =>
        await db.Set<Seat>().Where(s => s.CommunityId == communityId && s.SessionId == sessionId && s.State == SeatState.Taken)
            .Select(s => s.MemberId)
            .Union(db.Set<SessionHost>().Where(h => h.CommunityId == communityId && h.SessionId == sessionId).Select(h => h.MemberId))
            .ToListAsync(cancel);
}
