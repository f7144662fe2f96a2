using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.ByHand;

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

    public static readonly EntryColumns Columns = new(
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["day"] = "day", ["date"] = "day", ["日期"] = "day",
            ["kind"] = "kind", ["type"] = "kind", ["类别"] = "kind", ["类型"] = "kind",
            ["text"] = "text", ["description"] = "text", ["内容"] = "text", ["说明"] = "text", ["摘要"] = "text",
            ["quantity"] = "quantity", ["数量"] = "quantity",
            ["unit_price"] = "unitAmount", ["unit price"] = "unitAmount", ["price"] = "unitAmount", ["单价"] = "unitAmount", ["金额"] = "unitAmount",
            ["currency"] = "currency", ["币种"] = "currency", ["货币"] = "currency",
            ["account"] = "account", ["账户"] = "account", ["付款账户"] = "account",
        },
        ["day", "kind", "text", "unitAmount"],
        () => Refused.AtField("lines", "file_unnamed", "The first line must name the columns: day, kind, text, quantity, unit_price, currency, account. Quantity, currency and account may be left out."));

    /// <inheritdoc cref="IEntered{TSelf, TTyped, TWish}.Read"/>
    public static CostWish? Read(CostTyped typed, string usual, DateOnly today, List<Refused> faults)
    {
        var before = faults.Count;
        var day = EntryReading.DayOf(typed.Day, today, faults);
        var kind = Kinds.TryGetValue(typed.Kind?.Trim() ?? "", out var known) ? known : EntryReading.Fault<CostKind>(faults,
            Refused.AtField("kind", "cost_kind_unknown", "Choose production, marketing or operation."));
        var text = EntryReading.LineOf(typed.Text, Cost.MaxText) ?? EntryReading.Fault<string>(faults,
            Refused.AtField("text", "cost_text_missing", "Describe what it was for in one line of 1 to {0} characters.", Cost.MaxText));
        var from = Accounts.TryGetValue(typed.Account?.Trim() ?? "", out var account) ? account : EntryReading.Fault<PaidFrom>(faults,
            Refused.AtField("account", "account_unknown", "Choose bank, cash or payable."));
        var quantity = QuantityOf(typed.Quantity, faults);
        var price = EntryReading.AmountOf("unitAmount", typed.UnitPrice, typed.Currency, usual, faults);
        if (faults.Count > before)
            return null;
        var wish = new CostWish(day, kind, text!, quantity, price.Minor, price.Currency, from);
        // Half a minor unit rounds up, less than that is nothing.
        return wish.Amount is > 0 and <= Money.MaxMinor ? wish : EntryReading.Fault<CostWish>(faults,
            Refused.AtField("unitAmount", "cost_out_of_range", "Quantity × price must be between the smallest unit and {0}.",
                new Money(Money.MaxMinor, price.Currency).ToDecimalString()));
    }

    private static long QuantityOf(string? typed, List<Refused> faults)
    {
        var text = TypedNumber.Plain(typed);
        if (text.Length == 0)
            return 1000;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity)
            && quantity * 1000 is var exact && exact == decimal.Truncate(exact) && exact is >= 1 and <= MaxQuantity
            ? (long)exact
            : EntryReading.Fault<long>(faults, Refused.AtField("quantity", "quantity_unreadable", "Enter a quantity above zero with at most three decimals, like 2.5."));
    }
}
