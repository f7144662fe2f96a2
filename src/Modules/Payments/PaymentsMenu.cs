using Guildhall.Kernel.Contracts.Communities;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Payments;

/// <summary>Where the pages of this module stand in the menus.</summary>
internal static class PaymentsMenu
{
    public static readonly IReadOnlyList<MenuEntry> All =
    [
        new("Money", "/c/{community}/manage/money", "coin", MenuPlace.ManageMoney, 39, Names.ReadMoney),
        new("Orders", "/c/{community}/manage/orders", "cart", MenuPlace.ManageMoney, 40, Names.ReadMoney),
        new("Invoices", "/c/{community}/manage/invoices", "receipt", MenuPlace.ManageMoney, 40, Names.ReadMoney),
        new("Fapiao", "/c/{community}/manage/fapiao", "receipt", MenuPlace.ManageMoney, 41, Names.ReadMoney),
        new("Refund requests", "/c/{community}/manage/refund-requests", "history", MenuPlace.ManageMoney, 41, Names.Refund),
        new("Refund terms", "/c/{community}/manage/refund-terms", "shield", MenuPlace.ManageMoney, 43, Names.ManageCommunity),
        new("Coupons", "/c/{community}/manage/coupons", "tag", MenuPlace.ManageMoney, 43, Names.ManageCommunity),
        new("Money ledger", "/c/{community}/manage/ledger", "ledger", MenuPlace.ManageSettings, 41, Names.ReadMoney),
        new("Bank transfers", "/c/{community}/manage/transfers", "coin", MenuPlace.ManageMoney, 41, Names.Refund),
        new("Profit and loss", "/c/{community}/manage/profit-and-loss", "chart", MenuPlace.ManageMoney, 43, Names.ReadMoney),
        new("Costs", "/c/{community}/manage/costs", "receipt", MenuPlace.ManageMoney, 44, Names.ReadMoney),
        new("Other income", "/c/{community}/manage/income", "coin", MenuPlace.ManageMoney, 44, Names.ReadMoney),
        new("Shares and payouts", "/c/{community}/manage/shares", "users", MenuPlace.ManageMoney, 45, Names.ReadMoney),
        new("Price simulation", "/c/{community}/manage/rehearsal", "eye", MenuPlace.ManageMoney, 42, Names.ReadMoney),
        new("Reconciliation", "/c/{community}/manage/reconciliation", "check", MenuPlace.ManageMoney, 46, Names.ReadMoney),
        new("Webhooks", "/c/{community}/manage/webhooks", "refresh", MenuPlace.ManageSettings, 97, Names.ReadMoney),
        new("Payment methods", "/operate/payments", "cart", MenuPlace.Account, 92, Names.Operate),
        new("Subscriptions", "/c/{community}/manage/subscriptions", "refresh", MenuPlace.ManageMoney, 40, Names.ReadMoney),
        new("My subscriptions", "/account/subscriptions", "refresh", MenuPlace.Account, 30),
        new("My orders", "/account/orders", "receipt", MenuPlace.Account, 30),
        new("My invoices", "/account/invoices", "article", MenuPlace.Account, 30),
        new("My gifts", "/account/gifts", "star", MenuPlace.Account, 30),
        new("My earnings", "/account/earnings", "coin", MenuPlace.Account, 31),
    ];
}
