using Guildhall.Activities.Attending;
using Guildhall.Activities.Selling;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>Somebody who leads a session.</summary>
public sealed record SeenHost(long MemberId, string Name, string? Face);

/// <summary>A session as one viewer sees it. The link to its room is not in it.</summary>
public sealed class SeenSession
{
    internal LiveSession Session { get; init; } = null!;

    internal IReadOnlyList<SeenHost> Hosts { get; init; } = [];

    /// <summary>Who has a seat.</summary>
    internal int Coming { get; init; }

    internal int Waiting { get; init; }

    /// <summary>Seats that nobody has; <c>null</c> where any number may come.</summary>
    internal int? Left { get; init; }

    /// <summary>What the viewer has in it; <c>null</c> for nothing.</summary>
    internal Seat? Mine { get; init; }

    /// <summary>How many wait before the viewer, where they wait.</summary>
    internal int Ahead { get; init; }

    internal Decision Decision { get; init; } = Decision.No;

    internal IReadOnlyList<TicketPrice> Prices { get; init; } = [];

    internal bool MayHost { get; init; }

    /// <summary>Whether they pass its door before others do.</summary>
    internal bool Leads { get; init; }

    internal DateTime Now { get; init; }

    internal bool IsOnline => Session.SecretJoinUrl.Length > 0;

    internal bool HasRecording => Session.SecretRecordingUrl.Length > 0;

    /// <summary>Whether the door lets this viewer in now, or would take a seat for them.</summary>
    internal bool MayJoin => IsOnline && Session.TakesGuests(Now) && (Leads
        || (Decision.Allowed && Now >= Session.DoorAt && (Mine?.State == SeatState.Taken || (Left is null or > 0 && Waiting == 0))));
}

/// <summary>Reads a session; a draft only for those who make sessions.</summary>
internal sealed class ReadSession(AppDb db, IAccess access, TicketPrices prices, CurrentHoldings held, TimeProvider time)
{
    /// <exception cref="Refused">404: there is none, or it is a draft.</exception>
    public async Task<SeenSession> RunAsync(CommunityInfo community, long id, Viewer viewer, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var session = await db.Set<LiveSession>().AsNoTracking()
            .SingleOrDefaultAsync(s => s.CommunityId == community.Id && s.Id == id, cancel) ?? throw Refused.NotFound();
        var mayHost = (await held.GetAsync(cancel)).MayHost();
        if (!session.IsPublic && !mayHost)
            throw Refused.NotFound();
        var hosts = await db.Set<SessionHost>().Where(h => h.SessionId == id).OrderBy(h => h.Position)
            .Join(db.Members, h => h.MemberId, m => m.Id, (h, m) => new { h.Position, m.Id, m.Name, m.Face })
            .OrderBy(h => h.Position).Select(h => new SeenHost(h.Id, h.Name, h.Face)).ToListAsync(cancel);
        var counts = await db.Set<Seat>().Where(s => s.SessionId == id).GroupBy(s => s.State)
            .Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, cancel);
        var used = session.Seats is null ? 0 : await Attending.Seats.Used(db, now).CountAsync(s => s.SessionId == id, cancel);
        var me = viewer.MemberId;
        var mine = me is null ? null : await db.Set<Seat>().AsNoTracking()
            .SingleOrDefaultAsync(s => s.SessionId == id && s.MemberId == me && s.State != SeatState.GivenUp, cancel);
        var ahead = mine is not { State: SeatState.Waiting } ? 0 : await db.Set<Seat>()
            .CountAsync(s => s.SessionId == id && s.State == SeatState.Waiting && s.Since < mine.Since, cancel);
        return new SeenSession
        {
            Session = session,
            Hosts = hosts,
            Coming = counts.GetValueOrDefault(SeatState.Taken),
            Waiting = counts.GetValueOrDefault(SeatState.Waiting),
            Left = session.Seats is { } seats ? Math.Max(0, seats - used) : null,
            Mine = mine,
            Ahead = ahead,
            Decision = await access.DecideAsync(viewer, SessionGate.ToCome(community.Id, session.Terms), now, cancel),
            Prices = await prices.TodayAsync(id, cancel),
            MayHost = mayHost,
            Leads = mayHost || hosts.Any(h => h.MemberId == me),
            Now = now,
        };
    }
}
