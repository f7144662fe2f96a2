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

    public static string What(string tier, Interval interval, Texts T) => interval == Interval.Month ? T["{0}, one month", tier] : T["{0}, one year", tier];

    public static string Reason(HeldReason reason, Texts T) => reason switch
    {
        HeldReason.WrongAmount => T["Another amount arrived than the order asks for."],
        HeldReason.WrongCurrency => T["The money arrived in another currency than the order asks for."],
        _ => T["It was paid a second time."],
    };
}
