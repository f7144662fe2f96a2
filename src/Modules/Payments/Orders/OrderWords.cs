using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;

namespace Guildhall.Payments.Orders;

/// <summary>What orders and their parts are called on screen.</summary>
internal static class OrderWords
{
    public static string State(OrderState state, Texts T) => state switch
    {
        OrderState.Pending => T["Awaiting payment"],
        OrderState.Expired => T["Expired"],
        OrderState.Cancelled => T["Cancelled"],
        OrderState.Paid => T["Paid"],
        OrderState.Held => T["Held"],
        _ => T["Refunded"],
    };

    /// <summary>What a line sold: "Premium, one month", "Locks × 2".</summary>
    public static string What(string item, Interval? interval, int quantity, Texts T)
    {
        var what = interval switch
        {
            Interval.Month => T["{0}, one month", item],
            Interval.Quarter => T["{0}, three months", item],
            Interval.Year => T["{0}, one year", item],
            Interval.Lifetime => T["{0}, for good", item],
            Interval.Days or Interval.Until => T["{0}, for a fixed time", item],
            _ => item,
        };
        return quantity == 1 ? what : T["{0} × {1}", what, quantity];
    }

    public static string What(OrderLine line, Texts T) => What(line.Description, line.Interval, line.Quantity, T);

    /// <summary>An order in one line: what it begins with, and how much else there is.</summary>
    public static string What(Order order, Texts T) => order.Lines.Count == 1 ? What(order.Lines[0], T)
        : T["{0} and {1} more", What(order.Lines[0], T), order.Lines.Count - 1];

    public static string Reason(HeldReason reason, Texts T) => reason switch
    {
        HeldReason.WrongAmount => T["The amount received differs from the order."],
        HeldReason.WrongCurrency => T["The currency received differs from the order."],
        HeldReason.CouponSpent => T["The coupon was used with this address before."],
        HeldReason.AfterEnd => T["It was charged although the subscription had ended."],
        _ => T["It was paid a second time."],
    };
}
