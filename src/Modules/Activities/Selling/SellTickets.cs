using System.Globalization;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Selling;

/// <summary>
/// Sells seats in sessions. A seat is kept when the order is placed and free again when that can be paid no longer; it is counted in the
/// session's turn, so that no seat is sold twice.
/// </summary>
internal sealed class SellTickets(AppDb db, TicketPrices prices, Seats seats, IGrants grants, IAccess access) : ISellables
{
    private const string Stream = "tickets";

    public IReadOnlyList<SaleKind> Kinds { get; } = [new(LiveSession.TicketKind, "Ticket", "Tickets of live sessions")];

    public async Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default)
    {
        if (wish.Quantity != 1)
            throw Refused.AtField("quantity", "quantity_one_ticket", "Everyone buys their own ticket.");
        var session = long.TryParse(wish.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await db.Set<LiveSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) : null;
        var sold = session?.TakesGuests(now) == true ? await prices.TodayAsync(session.Id, cancel) : [];
        if (session is null || sold.Count == 0)
            throw Refused.AtField("item", "ticket_not_sold", "No tickets are sold for this session.");
        if (wish.Currency is { } asked && sold.TrueForAll(p => p.Currency != asked))
            throw Refused.AtField("currency", "currency_not_sold", "{0} is not sold in {1}.", session.Title, asked);
        var price = TicketPrices.Pick(sold, wish.Currency, prices.Usual)!;
        var quote = new SaleQuote(
            session.Ticket, session.Title, null, price.Id, price.Amount!.Value, price.Currency, Stream, session.StartsAt, session.EndsAt)
        {
            Currencies = [.. sold.Select(p => p.Currency).OrderByDescending(c => c == prices.Usual)],
            Notes = [new SaleNote(false, null, "It takes place on {0}.", session.StartsAt)],
        };
        if (buyerId is { } buyer
            && (await access.DecideAsync(new Viewer(buyer), SessionGate.ToCome(session.CommunityId, session.Terms), now, cancel)).Allowed)
            return [quote with { Closed = Refused.AtField("item", "open_already", "You can come to this session without buying a ticket.") }];
        return await seats.LeftAsync(session, buyerId, cancel) > 0 ? [quote] : [quote with { Closed = SoldOut() }];
    }

    public async Task ReserveAsync(SoldLine line, DateTime until, DateTime now, CancellationToken cancel = default)
    {
        if (await seats.TurnAsync(line.CommunityId, line.Item.Id, cancel) is not { } session || !session.TakesGuests(now))
            throw Refused.AtField("item", "ticket_not_sold", "No tickets are sold for this session.");
        if (await seats.LeftAsync(session, line.MemberId, cancel) == 0)
            throw SoldOut();
        var seat = await seats.OfAsync(session, line.MemberId, cancel);
        if (seat.State == SeatState.Taken)
            return;
        seat.Hold(line.LineId, line.OrderId, until, now);
        seats.FillLater(session.Id, until);
    }

    public async Task ReleaseAsync(SoldLine line, DateTime now, CancellationToken cancel = default)
    {
        if (await seats.TurnAsync(line.CommunityId, line.Item.Id, cancel) is { } session
            && await seats.FindAsync(session.Id, line.MemberId, cancel) is { State: SeatState.Held } seat && seat.LineId == line.LineId)
            await seats.GiveUpAsync(session, seat, null, "", cancel);
    }

    /// <summary>
    /// Money that comes after the order could be paid may find no seat left: its buyer then stands first in the waiting list, and who hosts
    /// sees that they have paid.
    /// </summary>
    public async Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default)
    {
        await grants.GrantThingAsync(line.CommunityId, line.MemberId, line.Item, now, null, line.Source, by, now, cancel);
        if (await seats.TurnAsync(line.CommunityId, line.Item.Id, cancel) is not { } session)
            return new Fulfilment(now);
        var seat = await seats.OfAsync(session, line.MemberId, cancel);
        if (seat.IsPaid)
            return new Fulfilment(now);
        var kept = seat.State == SeatState.Taken || (seat.State == SeatState.Held && seat.HeldUntil > now);
        seat.Pay(line.LineId, line.OrderId);
        if (kept || await seats.LeftAsync(session, line.MemberId, cancel) > 0)
            seats.Take(seat, by, LiveSession.TicketKind);
        else
            seat.Wait(now);
        return new Fulfilment(now);
    }

    public async Task TakeBackAsync(SoldLine line, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default)
    {
        await grants.RevokeAsync(line.CommunityId, line.Source, reason, because, by, now, cancel);
        if (await seats.TurnAsync(line.CommunityId, line.Item.Id, cancel) is { } session
            && await seats.FindAsync(session.Id, line.MemberId, cancel) is { } seat && seat.LineId == line.LineId
            && seat.State != SeatState.GivenUp)
            await seats.GiveUpAsync(session, seat, by, reason, cancel);
    }

    public async Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        [.. (await grants.OfSourcesAsync(line.CommunityId, SoldLine.SourceKind, [line.LineId], cancel))
            .Where(g => g.RevokedAt is null).Select(g => new TakenBack(line.Title, g.From, g.Until))];

    private static Refused SoldOut() => new("sold_out", 409, "All seats are taken.") { Field = "item" };
}

/// <summary>Whether a buyer was there.</summary>
internal sealed class TicketUsage(AppDb db) : IUsage
{
    public async Task<Usage?> OfAsync(SoldLine line, DateTime from, DateTime now, CancellationToken cancel = default) =>
        line.Item.Kind == LiveSession.TicketKind
            ? new Usage(
                await db.Set<SessionVisit>().CountAsync(
                    v => v.SessionId == line.Item.Id && v.MemberId == line.MemberId && v.LastAt >= from, cancel),
                "You have joined {0} {0:session|sessions}.")
            : null;
}
