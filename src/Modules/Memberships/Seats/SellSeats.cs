using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Memberships.Selling;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Seats;

/// <summary>Sells seats of a tier to whoever manages them for a team: the usual price of each, less what is off for many.</summary>
internal sealed class SellSeats(
    AppDb db, ITiers tiers, IGrants grants, JoinLinks links, ICommunities communities, CommunityScope community) : ISellables
{
    public const string Kind = "seats";

    public IReadOnlyList<SaleKind> Kinds { get; } = [new(Kind, "Seats for teams", "Seats for teams")];

    /// <summary>Grants rest on the seats that are taken, not on the line.</summary>
    public bool GrantsAccess => false;

    public async Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default)
    {
        var sold = await tiers.ListAsync(community.Required.Id, cancel);
        var tier = sold.FirstOrDefault(t => !t.IsFree && (t.Slug == wish.Id || t.TierId.ToString(CultureInfo.InvariantCulture) == wish.Id));
        if (tier is null || await OfferAsync(tier.TierId, cancel) is not { } offer)
            throw Refused.AtField("item", "seats_not_sold", "Seats of this tier are not sold.");
        if (wish.Quantity is < SeatOffer.Fewest or > SeatOffer.Most)
            throw Refused.AtField("quantity", "seats_out_of_range", "A team has {0} to {1} seats.", SeatOffer.Fewest, SeatOffer.Most);
        var prices = tier.In(wish, community.Required.Currency).Prices.Where(p => p.Interval.Renews() || p.Interval == Interval.Days)
            .Where(p => wish.Interval is null || p.Interval == wish.Interval).ToList();
        if (prices.Count == 0)
            throw Refused.AtField("interval", "interval_not_sold", "This tier is not sold for that period.");
        var zone = TimeZones.Find(community.Required.TimeZone);
        return
        [
            .. prices.Select(p => new SaleQuote(new Thing(Kind, tier.TierId), tier.Name, p.Interval, p.PriceId,
                offer.PriceOf(p.Amount, wish.Quantity), p.Currency, "memberships", now, Term.Of(p).After(now, zone))
            {
                Description = tier.Description,
                Currencies = tier.Currencies,
                MaxQuantity = SeatOffer.Most,
                Notes = [new SaleNote(false, null, "You're buying {0} seats for a team. You assign them afterwards; yours is one of them.", wish.Quantity)],
            }),
        ];
    }

    public async Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default)
    {
        if (await FindAsync(line, cancel) is { } known)
            return new Fulfilment(known.From, known.Until);
        var zone = TimeZones.Find((await communities.FindAsync(line.CommunityId, cancel))!.TimeZone);
        var days = await db.Set<Price>().IgnoreQueryFilters().Where(p => p.CommunityId == line.CommunityId && p.Id == line.PriceId)
            .Select(p => p.Days).SingleOrDefaultAsync(cancel);
        var team = Team.Of(line, now, new Term(line.Interval!.Value, days).After(now, zone), links.New());
        db.Add(team);
        return new Fulfilment(team.From, team.Until);
    }

    public async Task TakeBackAsync(
        SoldLine line, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default)
    {
        // First of all the row: who joins in the same moment waits for the end of this, and finds it ended.
        await db.Set<Team>().IgnoreQueryFilters()
            .Where(t => t.CommunityId == line.CommunityId && t.LineId == line.LineId && t.EndedAt == null)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.EndedAt, now), cancel);
        if (await FindAsync(line, cancel) is not { } team)
            return;
        // Of this one team, whose community the line names.
        var taken = await db.Set<Seat>().IgnoreQueryFilters().Where(s => s.TeamId == team.Id && s.FreedAt == null).ToListAsync(cancel);
        foreach (var seat in taken)
        {
            seat.Free(now);
            await grants.RevokeAsync(line.CommunityId, seat.Document, reason, because, by, now, cancel);
        }
    }

    public async Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        await FindAsync(line, cancel) is { } team && team.RunsAt(now) ? [new TakenBack(line.Title, team.From, team.Until)] : [];

    private Task<Team?> FindAsync(SoldLine line, CancellationToken cancel) => db.Set<Team>().IgnoreQueryFilters().AsNoTracking()
        .SingleOrDefaultAsync(t => t.CommunityId == line.CommunityId && t.LineId == line.LineId, cancel);

    /// <summary>The terms of today; <c>null</c> where seats are not sold.</summary>
    private async Task<SeatOffer?> OfferAsync(long tierId, CancellationToken cancel) => await db.Set<SeatOffer>().AsNoTracking()
        .Where(o => o.TierId == tierId).OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancel) is { IsOpen: true } offer ? offer : null;
}
