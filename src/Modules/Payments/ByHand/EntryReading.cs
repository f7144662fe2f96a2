using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;

namespace Guildhall.Payments.ByHand;

/// <summary>Reads the fields that every document has, with every fault at its field.</summary>
internal static class EntryReading
{
    public static DateOnly DayOf(string? typed, DateOnly today, List<Refused> faults) => Days.Read(typed) switch
    {
        null => Fault<DateOnly>(faults, Refused.AtField("day", "day_unreadable", "Write the day as year, month, day, like 2026-03-31.")),
        { } day when day > today => Fault<DateOnly>(faults,
            Refused.AtField("day", "day_ahead", "That day is in the future. Enter it once it occurs.")),
        { } day => day,
    };

    /// <summary>One line of text.</summary>
    /// <returns><c>null</c> where it is empty, too long, or holds what cannot be shown.</returns>
    public static string? LineOf(string? typed, int longest) =>
        typed?.Trim() is { Length: > 0 } good && good.Length <= longest && !good.Any(char.IsControl) ? good : null;

    /// <param name="usual">The currency where none is typed.</param>
    public static Money AmountOf(string field, string? typed, string? currency, string usual, List<Refused> faults)
    {
        var code = currency?.Trim() is { Length: > 0 } given ? given : usual;
        if (Currencies.Find(code) is not { } known)
            return Fault<Money>(faults, Refused.AtField("currency", "currency_unknown", "Write the currency as its code, like CNY."));
        return MoneyText.Read(typed, known.Code, out var price) switch
        {
            MoneyFault.None when price.Minor > 0 => price,
            MoneyFault.TooManyDecimals => Fault<Money>(faults,
                Refused.AtField(field, "too_many_decimals", "{0} has fewer decimal places than that.", known.Code)),
            MoneyFault.TooLarge => Fault<Money>(faults, Refused.AtField(field, "amount_too_large", "That is more than can be entered.")),
            MoneyFault.None or MoneyFault.Negative or MoneyFault.Missing => Fault<Money>(faults,
                Refused.AtField(field, "amount_not_positive", "Enter an amount above zero.")),
            _ => Fault<Money>(faults, Refused.AtField(field, "amount_unreadable", "This is not a valid amount. Write it like 12.50.")),
        };
    }

    public static T? Fault<T>(List<Refused> faults, Refused fault)
    {
        faults.Add(fault);
        return default;
    }
}
