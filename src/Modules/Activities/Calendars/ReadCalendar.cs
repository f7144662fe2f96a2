using System.Security.Cryptography;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Calendars;

/// <summary>Sessions for calendar programs: one by itself, or all that a member comes to, across communities.</summary>
internal sealed class ReadCalendar(AppDb db, ICommunities communities, PublicAddress site, TimeProvider time)
{
    private const int Most = 500;
    private static readonly TimeSpan Back = TimeSpan.FromDays(90);

    /// <exception cref="Refused">404: there is none that everybody may know.</exception>
    public async Task<string> OneAsync(CommunityInfo community, long id, CancellationToken cancel)
    {
        var session = await db.Set<LiveSession>().AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id && s.State != SessionState.Draft, cancel) ?? throw Refused.NotFound();
        return CalendarText.Write("", [Event(session, community.Slug)]);
    }

    /// <param name="secret">Of the address.</param>
    /// <exception cref="Refused">404: nobody has this address, or no longer.</exception>
    public async Task<string> FeedAsync(string secret, CancellationToken cancel)
    {
        var memberId = await db.Set<CalendarFeed>().AsNoTracking().Where(f => f.Secret == secret).Select(f => (long?)f.MemberId)
            .SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        var sessions = await OfMemberAsync(memberId, time.GetUtcNow().UtcDateTime - Back, Most, cancel);
        return CalendarText.Write("Guildhall", sessions.Where(s => s.Seat != SeatState.Waiting).Select(s => Event(s.Session, s.Community.Slug)));
    }

    /// <summary>What a member comes to or leads, in every community, by its time.</summary>
    /// <param name="from">UTC: what ended before is left out.</param>
    public async Task<IReadOnlyList<(LiveSession Session, CommunityInfo Community, SeatState? Seat)>> OfMemberAsync(
        long memberId, DateTime from, int most, CancellationToken cancel)
    {
        var known = (await communities.ListAsync(cancel)).ToDictionary(c => c.Id);
        // A member's own seats, in every community.
        var rows = await db.Set<LiveSession>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.State != SessionState.Draft && s.EndsAt > from
                && (db.Set<Seat>().IgnoreQueryFilters().Any(t => t.SessionId == s.Id && t.MemberId == memberId
                        && (t.State == SeatState.Taken || t.State == SeatState.Waiting))
                    || db.Set<SessionHost>().IgnoreQueryFilters().Any(h => h.SessionId == s.Id && h.MemberId == memberId)))
            .OrderBy(s => s.StartsAt).Take(most)
            .Select(s => new
            {
                Session = s,
                Seat = db.Set<Seat>().IgnoreQueryFilters().Where(t => t.SessionId == s.Id && t.MemberId == memberId)
                    .Select(t => (SeatState?)t.State).SingleOrDefault(),
            }).ToListAsync(cancel);
        return [.. rows.Where(r => known.ContainsKey(r.Session.CommunityId))
            .Select(r => (r.Session, known[r.Session.CommunityId], r.Seat))];
    }

    private CalendarEvent Event(LiveSession session, string community) => new(
        $"session-{session.Id}@{new Uri(site.Of("/")).Host}", session.Title, session.StartsAt, session.EndsAt, session.Place,
        site.Of(SessionPaths.Of(community, session.Id)), session.Timing, session.State == SessionState.Cancelled, session.ChangedAt);
}

/// <summary>The member's own secret address of that calendar.</summary>
internal sealed class CalendarAddress(AppDb db, CurrentMember member, TimeProvider time)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <returns><c>null</c> while there is none.</returns>
    public async Task<string?> FindAsync(CancellationToken cancel)
    {
        var me = member.RequireId();
        return await db.Set<CalendarFeed>().AsNoTracking().Where(f => f.MemberId == me).Select(f => f.Secret).SingleOrDefaultAsync(cancel)
            is { } secret ? PathOf(secret) : null;
    }

    /// <summary>Makes the address, or another one in its place: the earlier one finds nothing from then on.</summary>
    public async Task<string> RenewAsync(CancellationToken cancel)
    {
        var (me, now, secret) = (member.RequireId(), time.GetUtcNow().UtcDateTime, RandomNumberGenerator.GetString(Letters, 32));
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        if (await db.Set<CalendarFeed>().SingleOrDefaultAsync(f => f.MemberId == me, cancel) is { } feed)
            feed.Renew(secret, now);
        else
            db.Add(CalendarFeed.Of(me, secret, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return PathOf(secret);
    }

    /// <summary>Takes it away.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        var me = member.RequireId();
        db.RemoveRange(await db.Set<CalendarFeed>().Where(f => f.MemberId == me).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
    }

    private static string PathOf(string secret) => $"/calendar/{secret}.ics";
}
