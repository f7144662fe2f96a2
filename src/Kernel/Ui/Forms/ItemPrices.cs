using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Ui.Forms;

/// <summary>What a single thing shall cost, in each currency that it is sold in.</summary>
public static class ItemPrices
{
    public const int MostCurrencies = 10;

    /// <summary>The field of a price; that of the community's currency has the plain name.</summary>
    public static string FieldOf(string currency, string main) => currency == main ? "price" : $"price-{currency}";

    /// <exception cref="Refused">422 at the field.</exception>
    public static void Check(IReadOnlyList<Money> prices, string main)
    {
        if (prices.Count > MostCurrencies)
            throw Refused.AtField("addCurrency", "too_many_currencies", "It can be sold in at most {0} currencies.", MostCurrencies);
        foreach (var price in prices)
        {
            if (price.Minor < 1)
                throw Refused.AtField(FieldOf(price.Currency, main), "price_out_of_range", "Enter a price above zero.");
            if (price.Minor > Money.MaxMinor)
                throw Refused.AtField(FieldOf(price.Currency, main), "price_out_of_range", "A price can be at most {0}.",
                    new Money(Money.MaxMinor, price.Currency).ToDecimalString());
        }
        if (prices.GroupBy(p => p.Currency).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Refused.AtField(FieldOf(twice.Key, main), "currency_twice", "{0} has two prices.", twice.Key);
    }
}

/// <summary>The form of these prices, kept as it was typed.</summary>
public sealed class ItemPriceForm
{
    private readonly Dictionary<string, string?> _typed = [];
    private readonly string _main;

    /// <summary>As it is sold now.</summary>
    public ItemPriceForm(IReadOnlyList<Money> sold, string main)
    {
        _main = main;
        Currencies = [main, .. sold.Select(o => o.Currency).Where(c => c != main)];
        foreach (var offer in sold)
            _typed[ItemPrices.FieldOf(offer.Currency, main)] = offer.ToDecimalString();
    }

    /// <summary>As it was sent.</summary>
    public ItemPriceForm(IFormCollection posted, string main)
    {
        _main = main;
        var more = posted["do"] == "add" ? Guildhall.Kernel.Values.Currencies.Find(posted["addCurrency"]) : null;
        HasMore = more is not null;
        Currencies = [.. posted["currencies"].ToString().Split(',').Select(c => Guildhall.Kernel.Values.Currencies.Find(c)?.Code).Append(more?.Code)
            .OfType<string>().Prepend(main).Distinct().Take(ItemPrices.MostCurrencies)];
        foreach (var currency in Currencies)
            _typed[ItemPrices.FieldOf(currency, main)] = posted[ItemPrices.FieldOf(currency, main)];
    }

    /// <summary>Those that have a field, the community's first.</summary>
    public IReadOnlyList<string> Currencies { get; }

    /// <summary>It was sent for one more field, not to be saved.</summary>
    public bool HasMore { get; }

    public string? this[string currency] => _typed.GetValueOrDefault(ItemPrices.FieldOf(currency, _main));

    /// <summary>An empty field is no price; every fault is told at its field.</summary>
    public IReadOnlyList<Money> Read(FormState form)
    {
        var prices = new List<Money>();
        foreach (var currency in Currencies.Where(c => !string.IsNullOrWhiteSpace(this[c])))
        {
            if (Money.TryParse(this[currency], currency, out var price))
                prices.Add(price);
            else
                form.Add(ItemPrices.FieldOf(currency, _main), "This is not a valid price. Write it like {0}.",
                    new Money(12_50, currency).ToDecimalString());
        }
        return prices;
    }
}
