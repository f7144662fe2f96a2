using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Costs;

/// <summary>A cost as a person or a file says it.</summary>
/// <param name="Kind">A word of <see cref="CostKind"/>, or its Chinese.</param>
/// <param name="Currency">Empty: the community's.</param>
/// <param name="Account">A word of <see cref="PaidFrom"/>, or its Chinese; empty: the bank.</param>
public sealed record CostTyped(
    string? Day, string? Kind, string? Text, string? Quantity, string? UnitPrice, string? Currency, string? Account);

/// <summary>Reads what was typed, by a form, a program or a file, with every fault at its field.</summary>
internal static class CostReading
{
    /// <summary>One million of something.</summary>
    private const long MaxQuantity = 1_000_000_000;

    private static readonly Dictionary<string, CostKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["production"] = CostKind.Production, ["marketing"] = CostKind.Marketing, ["operation"] = CostKind.Operation,
        ["内容制作"] = CostKind.Production, ["内容制作成本"] = CostKind.Production, ["制作"] = CostKind.Production,
        ["推广"] = CostKind.Marketing, ["推广成本"] = CostKind.Marketing, ["营销"] = CostKind.Marketing,
        ["运营"] = CostKind.Operation, ["运营成本"] = CostKind.Operation,
    };

    private static readonly Dictionary<string, PaidFrom> Accounts = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = PaidFrom.Bank, ["bank"] = PaidFrom.Bank, ["cash"] = PaidFrom.Cash, ["payable"] = PaidFrom.Payable,
        ["银行"] = PaidFrom.Bank, ["现金"] = PaidFrom.Cash, ["应付"] = PaidFrom.Payable,
    };

    /// <param name="usual">The community's currency.</param>
    /// <param name="today">By the community's clock.</param>
    /// <param name="faults">What is wrong is added, each with its field.</param>
    /// <returns><c>null</c> where something is wrong.</returns>
    public static CostWish? Read(CostTyped typed, string usual, DateOnly today, List<Refused> faults)
    {
        var before = faults.Count;
        var day = DayOf(typed.Day, today, faults);
        var kind = Kinds.TryGetValue(typed.Kind?.Trim() ?? "", out var known) ? known : Fault<CostKind>(faults,
            Refused.AtField("kind", "cost_kind_unknown", "Choose production, marketing or operation."));
        var text = typed.Text?.Trim() is { Length: > 0 and <= Cost.MaxText } good && !good.Any(char.IsControl) ? good
            : Fault<string>(faults,
            Refused.AtField("text", "cost_text_missing", "Describe what it was for in one line of 1 to {0} characters.", Cost.MaxText));
        var from = Accounts.TryGetValue(typed.Account?.Trim() ?? "", out var account) ? account : Fault<PaidFrom>(faults,
            Refused.AtField("account", "account_unknown", "Choose bank, cash or payable."));
        var quantity = QuantityOf(typed.Quantity, faults);
        var price = PriceOf(typed, usual, faults);
        if (faults.Count > before)
            return null;
        var wish = new CostWish(day, kind, text!, quantity, price.Minor, price.Currency, from);
        // Half a minor unit rounds up, less than that is nothing.
        return wish.Amount is > 0 and <= Money.MaxMinor ? wish : Fault<CostWish>(faults,
            Refused.AtField("unitPrice", "cost_out_of_range", "Quantity × price must be between the smallest unit and {0}.",
                new Money(Money.MaxMinor, price.Currency).ToDecimalString()));
    }

    private static DateOnly DayOf(string? typed, DateOnly today, List<Refused> faults) => Days.Read(typed) switch
    {
        null => Fault<DateOnly>(faults, Refused.AtField("day", "day_unreadable", "Write the day as year, month, day, like 2026-03-31.")),
        { } day when day > today => Fault<DateOnly>(faults,
            Refused.AtField("day", "day_ahead", "That day is in the future. Enter a cost once it occurs.")),
        { } day => day,
    };

    private static long QuantityOf(string? typed, List<Refused> faults)
    {
        var text = TypedNumber.Plain(typed);
        if (text.Length == 0)
            return 1000;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity)
            && quantity * 1000 is var exact && exact == decimal.Truncate(exact) && exact is >= 1 and <= MaxQuantity
            ? (long)exact
            : Fault<long>(faults, Refused.AtField("quantity", "quantity_unreadable", "Enter a quantity above zero with at most three decimals, like 2.5."));
    }

    private static Money PriceOf(CostTyped typed, string usual, List<Refused> faults)
    {
        var code = typed.Currency?.Trim() is { Length: > 0 } given ? given : usual;
        if (Currencies.Find(code) is not { } currency)
            return Fault<Money>(faults, Refused.AtField("currency", "currency_unknown", "Write the currency as its code, like CNY."));
        return MoneyText.Read(typed.UnitPrice, currency.Code, out var price) switch
        {
            MoneyFault.None when price.Minor > 0 => price,
            MoneyFault.TooManyDecimals => Fault<Money>(faults,
                Refused.AtField("unitPrice", "too_many_decimals", "{0} has fewer decimal places than that.", currency.Code)),
            MoneyFault.TooLarge => Fault<Money>(faults, Refused.AtField("unitPrice", "amount_too_large", "That is more than can be entered.")),
            MoneyFault.None or MoneyFault.Negative or MoneyFault.Missing => Fault<Money>(faults,
                Refused.AtField("unitPrice", "amount_not_positive", "Enter an amount above zero.")),
            _ => Fault<Money>(faults,
                Refused.AtField("unitPrice", "amount_unreadable", "This is not a valid amount. Write it like 12.50.")),
        };
    }

    private static T? Fault<T>(List<Refused> faults, Refused fault)
    {
        faults.Add(fault);
        return default;
    }
}
