using System.Security.Cryptography;
using System.Text;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Drawing;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>Makes whole sessions and draws for the demo, with those who come to them.</summary>
internal sealed class BringSessions(AppDb db, CommunityScope scope, TimeProvider time) : IBroughtSessions
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<long> BringAsync(BroughtSession wanted, CancellationToken cancel = default)
    {
        if (await db.Set<LiveSession>().Where(s => s.SpaceId == wanted.SpaceId && s.Title == wanted.Title).Select(s => (long?)s.Id)
            .OrderBy(id => id).FirstOrDefaultAsync(cancel) is { } known)
            return known;
        var made = wanted.StartsAt < Now ? wanted.StartsAt.AddDays(-14) : Now.AddDays(-2);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = LiveSession.In(scope.Id, wanted.SpaceId, wanted.HostId, null, made);
        var zone = scope.Required.TimeZone;
        session.Describe(new SessionText(wanted.Title, wanted.Markdown, SessionText.Render(wanted.Markdown, "markdown"), wanted.Language,
            PlannedTime.Of(wanted.StartsAt, TimeZones.Find(zone), zone), wanted.Minutes, wanted.JoinUrl, "", wanted.Seats,
            Attendance.Members, null, SessionText.UsualDoor), made);
        session.Publish(made);
        if (wanted.RecordingUrl is not null || wanted.Notes.Length > 0)
            session.Recall(
                wanted.RecordingUrl, wanted.Notes, SessionText.Render(wanted.Notes, "notes", "notes-").FullHtml, wanted.StartsAt.AddHours(3));
        db.Add(session);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        db.Add(SessionHost.Of(session, wanted.HostId, 0));
        foreach (var guest in wanted.Guests)
        {
            var seat = Seat.Of(session, guest);
            seat.Take(made);
            db.Add(seat);
            if (session.IsOver(Now))
                db.Add(SessionVisit.Of(session, guest, session.StartsAt));
        }
        db.Publish(() => new SessionPublished(scope.Id, wanted.HostId, session.Id, wanted.SpaceId), made);
        foreach (var reminder in RemindOfSession.Of(session, Now).ToList())
            db.Enqueue(() => reminder);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return session.Id;
    }

    public async Task BringDrawAsync(BroughtDraw wanted, CancellationToken cancel = default)
    {
        if (await db.Set<Draw>().AnyAsync(d => d.Title == wanted.Title, cancel))
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var (draw, closes) = (Draw.In(scope.Id, null, wanted.OwnerId, wanted.At), wanted.At.AddDays(3));
        var zone = scope.Required.TimeZone;
        draw.Describe(new DrawText(wanted.Title, wanted.Markdown, SessionText.Render(wanted.Markdown, "markdown"), scope.Required.Language,
            Attendance.Members, null, null, PlannedTime.Of(closes, TimeZones.Find(zone), zone),
            [.. wanted.Prizes.Select(p => new PrizeText(p.Name, p.Count))]));
        // The demo is the same each time; nobody wins anything in it.
        draw.Open(SHA256.HashData(Encoding.UTF8.GetBytes(wanted.Title)), wanted.At);
        db.Add(draw);
        await db.SaveChangesAsync(cancel);
        db.AddRange(wanted.Prizes.Select((p, place) => DrawPrize.Of(draw, place + 1, new PrizeText(p.Name, p.Count))));
        List<DrawEntry> entries = [.. wanted.Entrants.Select(m => DrawEntry.Of(draw, m, wanted.At.AddHours(1)))];
        db.AddRange(entries);
        db.Publish(() => new DrawOpened(scope.Id, wanted.OwnerId, draw.Id, draw.Commitment, closes), wanted.At);
        await db.SaveChangesAsync(cancel);
        draw.Close([.. entries.Select(e => e.Id)], closes);
        List<int> places = [.. wanted.Prizes.SelectMany((p, place) => Enumerable.Repeat(place + 1, p.Count))];
        var drawn = Lots.Cast(Convert.FromHexString(draw.SecretSeed), draw.EntryIds, places.Count);
        var people = entries.ToDictionary(e => e.Id, e => e.MemberId);
        db.Publish(() => new DrawClosed(scope.Id, null, draw.Id, entries.Count, draw.EntriesHash), closes);
        draw.Decide(closes);
        db.AddRange(drawn.Select((entry, place) => DrawWinner.Of(draw, place, places[place], entry, people[entry])));
        db.Publish(() => new DrawDecided(scope.Id, draw.Id, draw.SecretSeed, drawn, [.. drawn.Select(e => people[e])]), closes);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
