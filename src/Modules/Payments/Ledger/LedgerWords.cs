using Guildhall.Kernel.Ui;
using Guildhall.Payments.Shares;

namespace Guildhall.Payments.Ledger;

/// <summary>What accounts and documents are called on screen.</summary>
internal static class LedgerWords
{
    public static string Account(string account, Texts T)
    {
        var (kind, name) = account.Split(':', 2) is [var k, var n] ? (k, n) : (account, "");
        return (kind, name) switch
        {
            ("processor", _) => T["Held for us by {0}", Processor(name, T)],
            ("fees", _) => T["Fees of {0}", Processor(name, T)],
            ("revenue", "memberships") => T["Income from memberships"],
            ("revenue", _) => T["Income: {0}", ShareWords.Stream(name, T)],
            ("refunds", "memberships") => T["Membership refunds"],
            ("refunds", _) => T["Refunded: {0}", ShareWords.Stream(name, T)],
            ("disputes", _) => T["Chargebacks via {0}", Processor(name, T)],
            ("held", _) => T["Held pending a decision"],
            ("cost", "production") => T["Content production"],
            ("cost", "marketing") => T["Marketing"],
            ("cost", "operation") => T["Operation of the site"],
            ("share", _) => T["Shares of authors and partners: {0}", ShareWords.Stream(name, T)],
            ("bank", _) => T["Bank account"],
            ("cash", _) => T["Cash"],
            ("payable", "suppliers") => T["Payable to suppliers"],
            ("payable", _) when Accounts.MemberOf(account) is { } id => T["Payable to member {0}", id],
            _ => account,
        };
    }

    public static string Document(TransactionRow row, Texts T) => Document(row.DocumentKind, row.DocumentId, row.Purpose, T);

    public static string Document(string kind, long id, string purpose, Texts T) => purpose switch
    {
        Books.Captured => T["Payment {0} arrived", id],
        Books.Accepted => T["Held payment {0} was accepted", id],
        Books.Returned => T["Refund {0} sent", id],
        Books.Spent => T["Cost {0} was entered", id],
        Books.Received => T["Income {0} was entered", id],
        Books.Shared => T["Share {0} was earned", id],
        Books.ShareReturned => T["Share reversed by a refund ({0})", id],
        Books.PaidOut => T["Payout {0} went out", id],
        Books.Reversed => T["Reversal {0}", id],
        _ when purpose.StartsWith(Books.Disputed, StringComparison.Ordinal) => T["Dispute {0} moved money", id],
        _ => $"{kind} {id}",
    };

    public static string Processor(string name, Texts T) => name switch
    {
        "test" => T["the test processor"],
        "stripe" => "Stripe",
        "paypal" => "PayPal",
        "wechat" => T["WeChat Pay"],
        "bank" => T["Bank transfer"],
        _ => name,
    };
}
