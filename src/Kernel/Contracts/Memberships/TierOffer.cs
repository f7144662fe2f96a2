namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>A tier as it is offered.</summary>
/// <param name="Slug">Its name in addresses, unique in its community.</param>
/// <param name="Rank">0 to 1000. A tier opens what every tier of a lower or the same rank opens.</param>
/// <param name="Prices">The ways in which it is sold today, in the order of <see cref="Interval"/>, in each of its currencies; empty for a
/// free tier.</param>
/// <param name="Currency">ISO 4217, of its usual prices: those that are read first.</param>
public sealed record TierOffer(
    long TierId, string Slug, string Name, string Description, int Rank, IReadOnlyList<TierPrice> Prices, string Currency)
{
    /// <summary>Nothing is sold of it: it is joined or given.</summary>
    public bool IsFree => Prices.Count == 0;

    /// <summary>Every currency that it is sold in, the usual one first; none for a free tier.</summary>
    public IReadOnlyList<string> Currencies => [.. Prices.Select(p => p.Currency).Distinct().OrderBy(c => c != Currency)];

    /// <summary>The usual price of an interval; <c>null</c> where the interval is not sold.</summary>
    public TierPrice? PriceOf(Interval interval) =>
        Prices.FirstOrDefault(p => p.Interval == interval && p.Currency == Currency) ?? Prices.FirstOrDefault(p => p.Interval == interval);

    /// <summary>The same tier with the prices of one currency alone: the first of these that it is sold in, else its usual one.</summary>
    public TierOffer In(params ReadOnlySpan<string?> wished)
    {
        var (sold, shown) = (Currencies, Currency);
        foreach (var wish in wished)
        {
            if (wish is null || !sold.Contains(wish))
                continue;
            shown = wish;
            break;
        }
        return this with { Currency = shown, Prices = [.. Prices.Where(p => p.Currency == shown)] };
    }

    /// <summary>Lines of plain text, in the order in which the operator wrote them.</summary>
    public IReadOnlyList<string> Benefits { get; init; } = [];

    /// <summary>No longer offered; who holds it keeps it.</summary>
    public bool Archived { get; init; }
}

/// <summary>One way in which a tier is sold.</summary>
/// <param name="PriceId">Its row, for an order to point at: it never changes.</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>, above zero.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record TierPrice(long PriceId, Interval Interval, long Amount, string Currency)
{
    /// <summary>How many days it buys; only for <see cref="Interval.Days"/>.</summary>
    public int? Days { get; init; }

    /// <summary>The last day that it buys, on the community's calendar; only for <see cref="Interval.Until"/>.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Days that a newcomer may try for nothing; 0 for none.</summary>
    public int TrialDays { get; init; }

    /// <summary>What a newcomer pays for the first period, minor units; <c>null</c> where that costs as much as every other.</summary>
    public long? IntroAmount { get; init; }
}
