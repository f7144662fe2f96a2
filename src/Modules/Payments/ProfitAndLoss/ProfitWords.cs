using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Shares;

namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>What the lines of the account are called on screen.</summary>
internal static class ProfitWords
{
    public const string Formula = "Revenue = member fees + content sales + advertising + goods + tips + tickets + services − refunds. Cost = content production + marketing + operation + processors' fees + shares of authors and partners. Each amount is booked in the money ledger on the day it happened, in the community's time zone; a refund counts on the day it is paid.";

    public static string Line(string account, Texts T) => account.Split(':', 2) switch
    {
        ["revenue", var stream] => ShareWords.Stream(stream, T),
        ["refunds", var stream] => T["Refunded: {0}", ShareWords.Stream(stream, T)],
        ["disputes", var processor] => T["Chargebacks via {0}", LedgerWords.Processor(processor, T)],
        ["share", var stream] => T["Shares: {0}", ShareWords.Stream(stream, T)],
        _ => LedgerWords.Account(account, T),
    };

    public static string Item(PricedItem item, string account, Texts T)
    {
        if (item.Title is null)
            return T["All others, and corrections"];
        if (account.StartsWith(Accounts.AnyFees, StringComparison.Ordinal))
            return T["Payments"];
        return OrderWords.What(item.Title, EnumWords.Read<Interval>(item.Interval), 1, T);
    }

    /// <summary>"+12 % on the span before"; <c>null</c> where there was nothing before.</summary>
    public static string? Change(long now, long before, Texts T) => before == 0 ? null
        : T["{0} vs the previous period", decimal.Divide(now - before, Math.Abs(before)).ToString("+0%;−0%;±0%", T.Culture)];

    public static string Span(Period period, Texts T) => period.From == period.To ? Day(period.From, T)
        : T["{0} – {1}", Day(period.From, T), Day(period.To, T)];

    public static string Part(Period part, Period whole, Texts T) =>
        part.From == part.To && whole.From != whole.To ? part.From.ToString(T.IsChinese ? "M月d日" : "d MMM", T.Culture)
        : part.To.DayNumber - part.From.DayNumber > 40 ? part.From.ToString(T.IsChinese ? "yyyy年" : "yyyy", T.Culture)
        : part.From.ToString(T.IsChinese ? "yyyy年M月" : "MMM yyyy", T.Culture);

    private static string Day(DateOnly day, Texts T) => day.ToString(T.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", T.Culture);
}
