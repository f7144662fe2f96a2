using System.Globalization;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>
/// An amount as PayPal writes it: a decimal in a string. Some currencies take no decimals there although they have them elsewhere
/// (https://developer.paypal.com/api/rest/reference/currency-codes/).
/// </summary>
internal sealed record PayPalAmount(string CurrencyCode, string Value)
{
    // CNY: for accounts of merchants in China only.
    private static readonly HashSet<string> Taken =
    [
        "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN",
        "SEK", "SGD", "THB", "TWD", "USD",
    ];

    private static readonly HashSet<string> Whole = ["HUF", "JPY", "TWD"];

    public static bool Takes(string currency) => Taken.Contains(currency);

    /// <exception cref="ProcessorFailure">amount_not_whole: it has decimals that PayPal does not take.</exception>
    public static PayPalAmount Of(long minor, string currency)
    {
        var text = new Money(minor, currency).ToDecimalString();
        if (!Whole.Contains(currency) || !text.Contains('.', StringComparison.Ordinal))
            return new PayPalAmount(currency, text);
        return text.Split('.') is [var whole, var fraction] && fraction.All(c => c == '0')
            ? new PayPalAmount(currency, whole)
            : throw new ProcessorFailure("amount_not_whole", final: true);
    }

    /// <summary>Minor units, as this site counts them; negative where they write a minus.</summary>
    /// <exception cref="ProcessorFailure">It is no amount.</exception>
    public long Minor()
    {
        if (Currencies.Find(CurrencyCode) is not { } currency
            || !decimal.TryParse(Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var amount))
            throw new ProcessorFailure("answer_unreadable");
        for (var i = 0; i < currency.Exponent; i++)
            amount *= 10;
        return amount == decimal.Truncate(amount) && decimal.Abs(amount) < long.MaxValue
            ? (long)amount
            : throw new ProcessorFailure("answer_unreadable");
    }
}
