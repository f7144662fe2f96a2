using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Selling;

internal static class WishedCurrency
{
    /// <summary>Its prices in the wished currency; else in the community's, or in one that has the wished period.</summary>
    /// <param name="own">The community's currency.</param>
    /// <exception cref="Refused">422: it is not sold in the wished one.</exception>
    public static TierOffer In(this TierOffer offer, SaleWish wish, string own)
    {
        if (wish.Currency is { } asked && !offer.IsFree && !offer.Currencies.Contains(asked))
            throw Refused.AtField("currency", "currency_not_sold", "{0} is not sold in {1}.", offer.Name, asked);
        var usual = wish.Interval is not { } interval || offer.Prices.Any(p => p.Interval == interval && p.Currency == own)
            ? own : offer.PriceOf(interval)?.Currency;
        return offer.In(wish.Currency, usual);
    }
}
