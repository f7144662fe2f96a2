using System.Globalization;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Selling;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>A session as a list shows it.</summary>
/// <param name="Mine">What the viewer has in it; <c>null</c> for nothing.</param>
/// <param name="Locked">Whether this viewer needs a membership or a ticket to come.</param>
/// <param name="Price">In the currency to show; <c>null</c> where no tickets are sold.</param>
/// <param name="HasReplay">Whether there is a recording.</param>
public sealed record SessionCard(
    long Id, long SpaceId, string Title, string? Cover, string Language, DateTime StartsAt, DateTime EndsAt, string Zone, string Place,
    bool IsOnline, Attendance Access, SessionState State, int? Seats, int Taken, SeatState? Mine, bool Locked, ShownPrice? Price,
    bool HasReplay, IReadOnlyList<string> Hosts, bool IsPublished);

/// <summary>What a ticket costs, in the currency to show.</summary>
/// <param name="Amount">Minor units.</param>
public sealed record ShownPrice(long Amount, string Currency);

/// <summary>Which sessions a list shows.</summary>
/// <param name="IsPast">What was, the latest first; else what comes, the next first.</param>
/// <param name="WithDrafts">For those who make sessions.</param>
/// <param name="Currency">In which prices are shown where there is a choice.</param>
internal sealed record SessionListing(long? SpaceId = null, bool IsPast = false, bool WithDrafts = false, string? Currency = null);

/// <summary>Lists sessions by their time.</summary>
internal sealed class SessionLists(AppDb db, TicketPrices prices, TimeProvider time)
{
    /// <param name="after">The last one of the page before.</param>
    public async Task<Page<SessionCard, SortedKey>> PageAsync(
        CommunityInfo community, Holdings holdings, SessionListing listing, SortedKey? after, int limit, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var sessions = db.Set<LiveSession>().AsNoTracking().Where(s => s.CommunityId == community.Id);
        sessions = listing.IsPast ? sessions.Where(s => s.EndsAt <= now) : sessions.Where(s => s.EndsAt > now);
        if (!listing.WithDrafts)
            sessions = sessions.Where(s => s.State != SessionState.Draft && (listing.IsPast ? s.State == SessionState.Published : true));
        if (listing.SpaceId is { } space)
            sessions = sessions.Where(s => s.SpaceId == space);
        if (after is { } last && TimeOf(last) is { } at)
            sessions = listing.IsPast
                ? sessions.Where(s => s.StartsAt < at || (s.StartsAt == at && s.Id < last.Id))
                : sessions.Where(s => s.StartsAt > at || (s.StartsAt == at && s.Id > last.Id));
        sessions = listing.IsPast ? sessions.OrderByDescending(s => s.StartsAt).ThenByDescending(s => s.Id)
            : sessions.OrderBy(s => s.StartsAt).ThenBy(s => s.Id);
        return Paging.Cut([.. await CardsAsync(community, holdings, sessions.Take(limit + 1), listing.Currency, cancel)], limit,
            c => new SortedKey(c.StartsAt.Ticks.ToString(CultureInfo.InvariantCulture), c.Id));
    }

    /// <summary>Those of this series that are public, or all of them for those who make sessions, in the order of their time.</summary>
    public Task<IReadOnlyList<SessionCard>> SeriesAsync(
        CommunityInfo community, Holdings holdings, long series, bool withDrafts, CancellationToken cancel) =>
        CardsAsync(community, holdings, db.Set<LiveSession>().AsNoTracking()
            .Where(s => s.SeriesId == series && (withDrafts || s.State != SessionState.Draft)).OrderBy(s => s.StartsAt).Take(100),
            null, cancel);

    private async Task<IReadOnlyList<SessionCard>> CardsAsync(
        CommunityInfo community, Holdings holdings, IQueryable<LiveSession> sessions, string? currency, CancellationToken cancel)
    {
        var (me, now) = (holdings.MemberId ?? 0, time.GetUtcNow().UtcDateTime);
        var used = Attending.Seats.Used(db, now);
        var rows = await sessions.Select(s => new
        {
            s.Id, s.SpaceId, s.Title, s.Cover, s.Language, s.StartsAt, s.EndsAt, s.Zone, s.Place, IsOnline = s.SecretJoinUrl != "",
            s.Access, s.TierId, s.State, s.Seats, Taken = used.Count(u => u.SessionId == s.Id),
            Mine = db.Set<Seat>().Where(m => m.SessionId == s.Id && m.MemberId == me).Select(m => (SeatState?)m.State).SingleOrDefault(),
            HasReplay = s.SecretRecordingUrl != "",
        }).ToListAsync(cancel);
        List<long> ids = [.. rows.Select(r => r.Id)];
        var sold = await prices.TodayAsync(ids, cancel);
        var hosts = await HostsAsync(ids, cancel);
        return [.. rows.Select(r => new SessionCard(
            r.Id, r.SpaceId, r.Title, r.Cover, r.Language, r.StartsAt, r.EndsAt, r.Zone, r.Place, r.IsOnline, r.Access, r.State, r.Seats,
            r.Taken, r.Mine, !holdings.Opens(SessionGate.RequirementOf(new SessionTerms(r.Id, r.Access, r.TierId))),
            PriceOf(sold[r.Id], currency, community.Currency), r.HasReplay, [.. hosts[r.Id]], r.State != SessionState.Draft))];
    }

    private async Task<ILookup<long, string>> HostsAsync(List<long> sessions, CancellationToken cancel) =>
        sessions.Count == 0 ? Enumerable.Empty<string>().ToLookup(_ => 0L)
        : (await db.Set<SessionHost>().Where(h => sessions.Contains(h.SessionId))
            .Join(db.Members, h => h.MemberId, m => m.Id, (h, m) => new { h.SessionId, h.Position, m.Name })
            .OrderBy(h => h.Position).ToListAsync(cancel)).ToLookup(h => h.SessionId, h => h.Name);

    private static ShownPrice? PriceOf(IEnumerable<TicketPrice> sold, string? chosen, string usual) =>
        TicketPrices.Pick(sold, chosen, usual) is { Amount: { } amount } price ? new ShownPrice(amount, price.Currency) : null;

    private static DateTime? TimeOf(SortedKey key) =>
        long.TryParse(key.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
