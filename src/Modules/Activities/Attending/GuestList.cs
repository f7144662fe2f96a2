using System.Globalization;
using System.Runtime.CompilerServices;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Attending;

/// <summary>Which guests a list shows.</summary>
internal enum GuestState { All, Coming, Waiting, Was }

/// <summary>A row of the list of those who come to a session.</summary>
/// <param name="OrderId">Of a ticket.</param>
/// <param name="FirstAt">UTC: when they came through the door; <c>null</c> where they did not.</param>
internal sealed record GuestRow(
    long Id, long MemberId, string Name, SeatState State, bool IsPaid, long? OrderId, DateTime Since, DateTime? FirstAt, DateTime? LastAt,
    int Times);

/// <summary>Who comes to a session, the last who said so first. For those who make sessions.</summary>
internal sealed class GuestList(AppDb db, Guard guard)
{
    public const int PageSize = 50;

    /// <param name="words">Of the name; <c>null</c> or empty for all.</param>
    /// <param name="after">The last one of the page before.</param>
    public async Task<Page<GuestRow, long>> PageAsync(
        long sessionId, GuestState state, string? words, long? after, int limit, CancellationToken cancel)
    {
        await guard.RequireAsync(ActivityPermissions.Host, cancel);
        if (!await db.Set<LiveSession>().AnyAsync(s => s.Id == sessionId, cancel))
            throw Refused.NotFound();
        var found = db.Set<Seat>().AsNoTracking().Where(s => s.SessionId == sessionId);
        found = state switch
        {
            GuestState.Coming => found.Where(s => s.State == SeatState.Taken),
            GuestState.Waiting => found.Where(s => s.State == SeatState.Waiting),
            GuestState.Was => found.Where(s => db.Set<SessionVisit>().Any(v => v.SessionId == sessionId && v.MemberId == s.MemberId)),
            _ => found,
        };
        if (after is { } last)
            found = found.Where(s => s.Id < last);
        var rows = from seat in found
                   join member in db.Members on seat.MemberId equals member.Id
                   join visit in db.Set<SessionVisit>().Where(v => v.SessionId == sessionId)
                       on seat.MemberId equals visit.MemberId into visits
                   from visit in visits.DefaultIfEmpty()
                   select new { Seat = seat, member.Name, Visit = visit };
        if (words?.Trim().ToLowerInvariant() is { Length: > 0 } typed)
            rows = rows.Where(r => r.Name.ToLower().Contains(typed));
        return await rows.OrderByDescending(r => r.Seat.Id).Select(r => new GuestRow(
            r.Seat.Id, r.Seat.MemberId, r.Name, r.Seat.State, r.Seat.IsPaid, r.Seat.OrderId, r.Seat.Since,
            r.Visit == null ? null : r.Visit.FirstAt, r.Visit == null ? null : r.Visit.LastAt, r.Visit == null ? 0 : r.Visit.Times))
            .PageAsync(limit, r => r.Id, cancel);
    }

    /// <summary>The whole list, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<GuestRow> AllAsync(
        long sessionId, GuestState state, string? words, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? after = null;
        do
        {
            var page = await PageAsync(sessionId, state, words, after, PageSize, cancel);
            foreach (var row in page.Items)
                yield return row;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Seats that were paid for, with their orders: what goes back when the session is called off.</summary>
    public async Task<IReadOnlyList<GuestRow>> PaidAsync(long sessionId, CancellationToken cancel)
    {
        await guard.RequireAsync(ActivityPermissions.Host, cancel);
        return await db.Set<Seat>().AsNoTracking().Where(s => s.SessionId == sessionId && s.IsPaid)
            .Join(db.Members, s => s.MemberId, m => m.Id, (s, m) => new { Seat = s, m.Name }).OrderBy(r => r.Seat.Id)
            .Select(r => new GuestRow(
                r.Seat.Id, r.Seat.MemberId, r.Name, r.Seat.State, true, r.Seat.OrderId, r.Seat.Since, null, null, 0)).ToListAsync(cancel);
    }
}

/// <summary>The same as a file for spreadsheets, narrowed as it is on the page.</summary>
internal static class GuestsCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/sessions/{id:long}/guests.csv", GetAsync).RequirePermission(ActivityPermissions.Host)
            .ExcludeFromDescription();

    private static async Task<IResult> GetAsync(
        string community, long id, string? state, string? q, GuestList guests, AppDb db, Texts t, CancellationToken cancel)
    {
        if (!await db.Set<LiveSession>().AnyAsync(s => s.Id == id, cancel))
            throw Refused.NotFound();
        return new CsvAnswer($"{community}-session-{id}.csv",
            [t["Member"], t["Number"], t["State"], t["Ticket"], t["Since"], t["Joined"], t["Last joined"], t["Times joined"]],
            guests.AllAsync(id, EnumWords.Read<GuestState>(state) ?? GuestState.All, q, cancel).Select(r => (IReadOnlyList<CsvCell>)
            [
                r.Name, r.MemberId, GuestWords.State(r.State, t), r.IsPaid ? t["Bought"] : "", Time(r.Since), Time(r.FirstAt), Time(r.LastAt),
                r.Times,
            ]));
    }

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Words of the list.</summary>
internal static class GuestWords
{
    public static string State(SeatState state, Texts t) => state switch
    {
        SeatState.Taken => t["Coming"],
        SeatState.Waiting => t["Waiting"],
        SeatState.Held => t["Paying"],
        _ => t["Not coming"],
    };
}
