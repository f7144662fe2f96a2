using Guildhall.Kernel.Http;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Costs;

namespace Guildhall.Payments.Incomes;

/// <summary>Income as a person or a file says it.</summary>
/// <param name="Stream">One of <see cref="Income.Streams"/> or its Chinese; empty: advertising.</param>
/// <param name="Currency">Empty: the community's.</param>
/// <param name="Account">Bank or cash, or their Chinese; empty: the bank.</param>
/// <param name="Number">Of the bill or the bank's entry; may be empty.</param>
public sealed record IncomeTyped(
    string? Day, string? Stream, string? Payer, string? Amount, string? Currency, string? Account, string? Number, string? Note);

/// <summary>Reads what was typed, by a form, a program or a file, with every fault at its field.</summary>
internal static class IncomeReading
{
    private static readonly Dictionary<string, string> Streams = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "advertising", ["advertising"] = "advertising", ["goods"] = "goods", ["tickets"] = "tickets", ["services"] = "services",
        ["广告"] = "advertising", ["广告费"] = "advertising", ["赞助"] = "advertising", ["商品"] = "goods", ["门票"] = "tickets",
        ["服务"] = "services",
    };

    private static readonly Dictionary<string, PaidFrom> Accounts = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = PaidFrom.Bank, ["bank"] = PaidFrom.Bank, ["cash"] = PaidFrom.Cash, ["银行"] = PaidFrom.Bank, ["现金"] = PaidFrom.Cash,
    };

    public static readonly EntryColumns Columns = new(
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["day"] = "day", ["date"] = "day", ["日期"] = "day", ["到账日期"] = "day",
            ["stream"] = "stream", ["kind"] = "stream", ["类别"] = "stream", ["类型"] = "stream",
            ["payer"] = "payer", ["from"] = "payer", ["customer"] = "payer", ["付款方"] = "payer", ["客户"] = "payer", ["付款人"] = "payer",
            ["amount"] = "amount", ["金额"] = "amount",
            ["currency"] = "currency", ["币种"] = "currency", ["货币"] = "currency",
            ["account"] = "account", ["账户"] = "account", ["收款账户"] = "account",
            ["number"] = "number", ["document"] = "number", ["document_number"] = "number", ["单号"] = "number", ["凭证号"] = "number",
            ["note"] = "note", ["text"] = "note", ["备注"] = "note", ["说明"] = "note", ["摘要"] = "note",
        },
        ["day", "payer", "amount"],
        () => Refused.AtField("lines", "file_unnamed", "The first line must name the columns: day, stream, payer, amount, currency, account, number, note. Only day, payer and amount are needed."));

    /// <inheritdoc cref="IEntered{TSelf, TTyped, TWish}.Read"/>
    public static IncomeWish? Read(IncomeTyped typed, string usual, DateOnly today, List<Refused> faults)
    {
        var before = faults.Count;
        var day = EntryReading.DayOf(typed.Day, today, faults);
        var stream = Streams.TryGetValue(typed.Stream?.Trim() ?? "", out var known) ? known : EntryReading.Fault<string>(faults,
            Refused.AtField("stream", "stream_unknown", "Choose advertising, goods, tickets or services. Memberships, content and tips are booked when they are paid here."));
        var payer = EntryReading.LineOf(typed.Payer, Income.MaxPayer) ?? EntryReading.Fault<string>(faults,
            Refused.AtField("payer", "payer_missing", "Say who paid, 1 to {0} characters.", Income.MaxPayer));
        var amount = EntryReading.AmountOf("amount", typed.Amount, typed.Currency, usual, faults);
        var into = Accounts.TryGetValue(typed.Account?.Trim() ?? "", out var account) ? account : EntryReading.Fault<PaidFrom>(faults,
            Refused.AtField("account", "account_unknown", "Choose bank or cash."));
        var number = Optional("number", typed.Number, Income.MaxNumber, faults);
        var note = Optional("note", typed.Note, Income.MaxNote, faults);
        return faults.Count > before ? null
            : new IncomeWish(day, stream!, payer!, amount.Minor, amount.Currency, into, number!, note!);
    }

    private static string? Optional(string field, string? typed, int longest, List<Refused> faults) =>
        string.IsNullOrWhiteSpace(typed) ? ""
        : EntryReading.LineOf(typed, longest) ?? EntryReading.Fault<string>(faults,
            Refused.AtField(field, "text_invalid", "Write one line of at most {0} characters.", longest));
}
