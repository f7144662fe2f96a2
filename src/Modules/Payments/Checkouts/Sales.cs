using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Checkouts;

/// <summary>Everything that any module sells, by kind.</summary>
internal sealed class Sales(IEnumerable<ISellables> sellers, IAccess access, CommunityScope community)
{
    private readonly Dictionary<string, ISellables> _byKind = sellers.SelectMany(s => s.Kinds.Select(k => (k.Name, s)))
        .ToDictionary(pair => pair.Name, pair => pair.s, StringComparer.Ordinal);

    /// <summary>All that are sold, by name.</summary>
    public IReadOnlyList<string> Kinds => [.. _byKind.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a kind is called; of one that nobody sells any more, the kind itself.</summary>
    public SaleKind Words(string kind) =>
        _byKind.GetValueOrDefault(kind)?.Kinds.First(k => k.Name == kind) ?? new SaleKind(kind, kind, kind);

    /// <summary>As <see cref="ISellables.QuoteAsync"/>.</summary>
    public async Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel)
    {
        var seller = _byKind.GetValueOrDefault(wish.Kind)
            ?? throw Refused.AtField("kind", "kind_unknown", "Nothing of the kind “{0}” is sold here.", wish.Kind);
        var quotes = await seller.QuoteAsync(wish, buyerId, now, cancel);
        if (wish.Amount is not null && quotes.Any(q => !q.TakesAmount))
            throw Refused.AtField("amount", "amount_not_chosen", "You can't choose this price.");
        if (!wish.Unclaimed)
            return quotes;
        quotes = [.. quotes.Where(q => q.Claimable)];
        return quotes.Count > 0 ? quotes
            : throw Refused.AtField("gift", "not_giftable", "This can't be bought for someone else.");
    }

    /// <summary>Whether any of its quotes can be paid before it is known who has it.</summary>
    public async Task<bool> IsClaimableAsync(SaleWish wish, DateTime now, CancellationToken cancel) =>
        _byKind.GetValueOrDefault(wish.Kind) is { } seller
        && (await seller.QuoteAsync(wish with { Unclaimed = true }, null, now, cancel)).Any(q => q.Claimable);

    /// <summary>The one quote to order by, in the quantity that is wanted.</summary>
    /// <exception cref="Refused">403: the buyer is suspended or banned, and would pay for what stays closed. As for quotes; 422 also when
    /// it cannot be ordered or not so many of it.</exception>
    public async Task<SaleQuote> ToOrderAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel)
    {
        if (buyerId is { } buyer
            && (await access.HoldingsAsync(new Viewer(buyer), community.Required.Id, now, cancel)).Restriction?.ClosesReading == true)
            throw new Refused("restricted", 403, "You are suspended or banned here. Your account says why.");
        var quote = (await QuoteAsync(wish, buyerId, now, cancel))[0];
        if (wish.Currency is { } currency && quote.Currency != currency)
            throw Refused.AtField("currency", "currency_not_offered", "{0} is not sold in {1}.", quote.Title, currency);
        if (quote.Closed is { } closed)
            throw closed;
        return wish.Quantity <= quote.MaxQuantity ? quote
            : throw Refused.AtField("quantity", "quantity_too_large", "At most {0} per order.", quote.MaxQuantity);
    }

    /// <summary>Who sells the line.</summary>
    /// <exception cref="InvalidOperationException">A stored line names a kind that this program no longer sells.</exception>
    public ISellables Of(OrderLine line) => _byKind.GetValueOrDefault(line.ItemKind)
        ?? throw new InvalidOperationException($"Nobody sells the kind {line.ItemKind} of order line {line.Id}.");

    /// <summary>Who sells a kind that a stored row names.</summary>
    public ISellables Of(string kind) => _byKind.GetValueOrDefault(kind)
        ?? throw new InvalidOperationException($"Nobody sells the kind {kind}.");

    /// <summary>Whether an audit expects one grant under a line of that kind; what nobody sells any more is not expected to have
    /// any.</summary>
    public bool GrantsAccess(string kind) => _byKind.GetValueOrDefault(kind)?.GrantsAccess ?? false;
}
