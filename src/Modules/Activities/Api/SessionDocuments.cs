using System.Globalization;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Activities.Api;

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record SessionListDocument(IReadOnlyList<SessionSummary> Items, string? Next);

/// <param name="Space">Slug of its space.</param>
/// <param name="Seats">Null for any number.</param>
/// <param name="Mine">What the caller has in it; null for nothing.</param>
/// <param name="Locked">Whether the caller needs a membership or a ticket to come.</param>
public sealed record SessionSummary(
    long Id, string? Space, string Title, string Path, DateTime StartsAt, DateTime EndsAt, string Zone, string Place, bool Online,
    Attendance Access, SessionState State, int? Seats, int Taken, SeatState? Mine, bool Locked, bool HasRecording,
    IReadOnlyList<string> Hosts)
{
    internal static SessionSummary Of(SessionCard card, CommunityInfo community) => new(
        card.Id, community.EventSpace(card.SpaceId)?.Slug, card.Title, SessionPaths.Of(community.Slug, card.Id), card.StartsAt, card.EndsAt,
        card.Zone, card.Place, card.IsOnline, card.Access, card.State, card.Seats, card.Taken, card.Mine, card.Locked, card.HasReplay,
        card.Hosts);
}

/// <param name="Markdown">What it is about, as written.</param>
/// <param name="StartsLocal">As the clock of `zone` shows it.</param>
/// <param name="DoorAt">UTC: from then on `joinPath` leads on.</param>
/// <param name="JoinPath">Leads whoever has a seat to the room while the door is open; null where there is no link.</param>
/// <param name="RecordingPath">The same for the recording.</param>
/// <param name="Left">Seats that nobody has; null where any number may come.</param>
/// <param name="Mine">What the caller has in it; null for nothing.</param>
/// <param name="Allowed">Whether the gate lets the caller come.</param>
/// <param name="OpenedBy">The tiers on sale that would open it.</param>
/// <param name="Prices">Of a ticket.</param>
/// <param name="Notes">What was left of it, as written, for those who may come; empty for others.</param>
/// <param name="Edition">For `edition` when it is revised.</param>
public sealed record SessionDocument(
    long Id, string? Space, string Title, string Path, string Markdown, string Html, string Language, DateTime StartsAt, DateTime EndsAt,
    string StartsLocal, string Zone, DateTime DoorAt, string Place, string? JoinPath, string? RecordingPath, Attendance Access,
    long? TierId, SessionState State, string CancelReason, int? Seats, int Coming, int Waiting, int? Left, SeatState? Mine, bool Allowed,
    IReadOnlyList<TierOffer> OpenedBy, IReadOnlyList<TicketPriceDocument> Prices, string Notes, IReadOnlyList<string> Hosts, long? SeriesId,
    int Edition)
{
    internal static SessionDocument Of(SeenSession seen, CommunityInfo community)
    {
        var session = seen.Session;
        return new(
            session.Id, community.EventSpace(session.SpaceId)?.Slug, session.Title, SessionPaths.Of(community.Slug, session.Id),
            session.Markdown, session.Html, session.Language, session.StartsAt, session.EndsAt, Written(session), session.Zone,
            session.DoorAt, session.Place, seen.IsOnline ? SessionPaths.Join(community.Slug, session.Id) : null,
            seen.HasRecording ? SessionPaths.Recording(community.Slug, session.Id) : null, session.Access, session.TierId, session.State,
            session.CancelReason, session.Seats, seen.Coming, seen.Waiting, seen.Left, seen.Mine?.State, seen.Decision.Allowed,
            seen.Decision.OpenedBy, [.. seen.Prices.Select(p => new TicketPriceDocument(p.Currency, p.Amount!.Value))],
            seen.Decision.Allowed || seen.Leads ? session.Notes : "", [.. seen.Hosts.Select(h => h.Name)], session.SeriesId, session.Edition);
    }

    internal static string Written(LiveSession session) => session.StartsLocal.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}

/// <param name="Space">Slug of a space of events; only when it is made.</param>
/// <param name="Starts">The time on the wall, such as 2027-03-01T20:00.</param>
/// <param name="Zone">IANA name; null for the community's.</param>
/// <param name="JoinUrl">Where one joins; told to nobody but at the door.</param>
/// <param name="Seats">Null for any number; 0 takes the limit away.</param>
/// <param name="Access">"everyone", "members", "ticket", or the slug of a tier.</param>
/// <param name="DoorMinutes">The door opens so many minutes before the start; null for 15.</param>
/// <param name="Hosts">E-mail addresses or numbers; null for the caller.</param>
/// <param name="Weeks">How many of it, a week apart; only when it is made.</param>
/// <param name="Edition">The one that was read; null overwrites whatever stands there.</param>
public sealed record SessionInput(
    string? Space, string? Title, string? Markdown, string? Language, string? Starts, string? Zone, int? Minutes, string? JoinUrl,
    string? Place, int? Seats, string? Access, int? DoorMinutes, IReadOnlyList<string>? Hosts, int? Weeks = null, int? Edition = null)
{
    internal SessionDraft Draft => new(
        Title, Markdown, Language, Starts, Zone, Text(Minutes), JoinUrl, Place, Seats == 0 ? null : Text(Seats), Access, Text(DoorMinutes));

    /// <summary>What is given, over what stands there.</summary>
    internal SessionDraft Over(LiveSession now, IReadOnlyList<TierOffer> tiers) => new(
        Title ?? now.Title, Markdown ?? now.Markdown, Language ?? now.Language, Starts ?? SessionDocument.Written(now), Zone ?? now.Zone,
        Text(Minutes) ?? Text((int)(now.EndsAt - now.StartsAt).TotalMinutes), JoinUrl, Place ?? now.Place,
        Seats == 0 ? null : Text(Seats ?? now.Seats),
        Access ?? (now.Access == Attendance.Tier ? tiers.FirstOrDefault(t => t.TierId == now.TierId)?.Slug : EnumWords.Of(now.Access)),
        Text(DoorMinutes ?? now.DoorMinutes));

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

public sealed record SessionCreated(long Id);

public sealed record CancellationInput(string? Reason);

/// <param name="ToRefund">Orders that were paid: their money goes back by hand.</param>
public sealed record CancelledSession(IReadOnlyList<PaidSeat> ToRefund);

public sealed record PaidSeat(long MemberId, string Name, long? OrderId);

/// <param name="Recording">Its address; null leaves what is there, "-" takes it away.</param>
/// <param name="Notes">Markdown.</param>
public sealed record ReplayInput(string? Recording, string? Notes);

public sealed record OwnAttendance(SeatState State);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record AttendeeList(IReadOnlyList<AttendeeDocument> Items, string? Next);

/// <param name="FirstAt">UTC: when they joined first; null where they did not.</param>
public sealed record AttendeeDocument(
    long Id, long MemberId, string Name, SeatState State, bool Paid, long? OrderId, DateTime Since, DateTime? FirstAt, DateTime? LastAt,
    int Times)
{
    internal static AttendeeDocument Of(GuestRow row) => new(
        row.Id, row.MemberId, row.Name, row.State, row.IsPaid, row.OrderId, row.Since, row.FirstAt, row.LastAt, row.Times);
}

/// <param name="Amount">Minor units.</param>
public sealed record TicketPriceDocument(string? Currency, long Amount);

/// <param name="Prices">One a currency; none ends the sale.</param>
public sealed record TicketOfferInput(IReadOnlyList<TicketPriceDocument>? Prices)
{
    /// <exception cref="Refused">422: an unknown currency.</exception>
    internal IReadOnlyList<Money> Money =>
        [.. (Prices ?? []).OfType<TicketPriceDocument>().Select(p => new Money(p.Amount, Code(p.Currency)))];

    private static string Code(string? currency) => Currencies.Find(currency)?.Code
        ?? throw Refused.AtField("prices", "currency_unknown", "Choose a currency from the list, such as CNY.");
}
