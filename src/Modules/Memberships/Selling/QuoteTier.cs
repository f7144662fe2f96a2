using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Selling;

/// <summary>Says what a tier costs somebody now, and which days that would cover.</summary>
internal sealed class QuoteTier(ITiers tiers, IGrants grants, IAccess access, NewcomerOffers newcomers, CommunityScope community)
{
    public async Task<IReadOnlyList<SaleQuote>> RunAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel)
    {
        if (wish.Quantity != 1)
            throw Refused.AtField("quantity", "quantity_one", "One membership per order.");
        var sold = await tiers.ListAsync(community.Required.Id, cancel);
        var found = await FindAsync(sold, wish.Id, cancel);
        var offer = found.In(wish, community.Required.Currency);
        if (wish.Unclaimed)
            return [.. PricesOf(offer, wish.Interval).Select(p => ForSomebody(offer, p) with { Currencies = found.Currencies })];
        var standing = await TierStanding.OfAsync(grants, access, community.Required.Id, buyerId, offer, sold, now, cancel);
        if (offer.IsFree)
            return [Free(offer, standing, now)];

        var held = buyerId is { } buyer ? await grants.PeriodsAsync(community.Required.Id, buyer, offer.TierId, cancel) : [];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(community.Required.TimeZone);
        var rights = await newcomers.RightsAsync(offer, buyerId, now, cancel);
        var quotes = PricesOf(offer, wish.Interval).Select(p => Quote(offer, p, held, standing, rights, wish, now, zone) with
        {
            Currencies = found.Currencies,
        });
        return wish.Trial ? [.. quotes.Select(q => Trial(q, wish, now, zone))] : [.. quotes];
    }

    private async Task<TierOffer> FindAsync(IReadOnlyList<TierOffer> sold, string tier, CancellationToken cancel)
    {
        var offer = sold.FirstOrDefault(t => t.Slug == tier || t.TierId.ToString(CultureInfo.InvariantCulture) == tier);
        if (offer is not null)
            return offer;
        if (long.TryParse(tier, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await tiers.FindAsync(community.Required.Id, id, cancel) is not null)
            throw Refused.AtField("tier", "tier_archived", "This tier is no longer sold.");
        throw new Refused("tier_unknown", 422, "There is no such tier in this community.") { Field = "tier" };
    }

    private static IEnumerable<TierPrice> PricesOf(TierOffer offer, Interval? wanted)
    {
        if (wanted is not { } one)
            return offer.Prices;
        return offer.PriceOf(one) is { } price
            ? [price]
            : throw Refused.AtField("interval", "interval_not_sold", "This tier is not sold for that period.");
    }

    private static SaleQuote Quote(
        TierOffer offer, TierPrice price, IReadOnlyList<HeldPeriod> held, TierStanding standing, NewcomerRights rights, SaleWish wish,
        DateTime now, TimeZoneInfo zone)
    {
        var next = NextPeriod.Find(held, Term.Of(price), now, zone);
        var intro = rights.Introduction ? price.IntroAmount : null;
        return new SaleQuote(
            new Thing(SellTiers.Tier, offer.TierId), offer.Name, price.Interval, price.PriceId, intro ?? price.Amount, price.Currency,
            "memberships", next?.From ?? standing.RunsUntil ?? now, next?.Until)
        {
            Description = offer.Description,
            Notes = standing.NotesFor(offer, next),
            Closed = next is not null ? null
                : price.Interval == Interval.Until && standing.RunsUntil is not null
                    ? Refused.AtField("interval", "term_over", "This term ends before your purchase would start.")
                    : Refused.AtField("tier", "already_yours", "You have this tier with no end date: there is nothing to buy."),
            Renewal = price.Interval.Renews() ? new SaleRenewal(price.Interval, price.Amount) : null,
            TrialDays = !price.Interval.Renews() || standing.Runs ? 0 : Math.Max(rights.Trial ? price.TrialDays : 0, wish.TrialDays),
            TrialIsBrought = wish.TrialDays > (rights.Trial ? price.TrialDays : 0),
        };
    }

    /// <summary>
    /// Whoever will have it is not known: the usual price, and the period begins when it is claimed. What is sold until a fixed day could
    /// be over by then.
    /// </summary>
    private static SaleQuote ForSomebody(TierOffer offer, TierPrice price) => new(
        new Thing(SellTiers.Tier, offer.TierId), offer.Name, price.Interval, price.PriceId, price.Amount, price.Currency, "memberships",
        null, null)
    {
        Description = offer.Description,
        Claimable = price.Interval != Interval.Until,
    };

    private static SaleQuote Trial(SaleQuote quote, SaleWish wish, DateTime now, TimeZoneInfo zone) => quote with
    {
        Interval = Interval.Days,
        UnitAmount = 0,
        IsTrial = true,
        CoversFrom = now,
        CoversUntil = Term.Trial(Math.Max(quote.TrialDays, 1)).After(now, zone),
        Closed = quote.Closed ?? (quote.TrialDays > 0 ? null
            : wish.TrialDays > 0
                ? Refused.AtField("coupon", "coupon_needs_beginning", "Free days apply before a new monthly, quarterly or yearly subscription, not while you already have it.")
            : Refused.AtField("trial", "no_trial", "You can't use this trial: it is for new members, once each.")),
    };

    private static SaleQuote Free(TierOffer offer, TierStanding standing, DateTime now) => new(
        new Thing(SellTiers.Tier, offer.TierId), offer.Name, null, null, 0, offer.Currency, "memberships", now, null)
    {
        Description = offer.Description,
        Notes = standing.NotesFor(offer, null),
        Closed = Refused.AtField("tier", "tier_is_free", "This tier is free: join instead of buying."),
        IsJoined = true,
    };
}
