using Guildhall.Kernel.Ui;

namespace Guildhall.Payments.Ledger;

/// <summary>What accounts and documents are called on screen.</summary>
internal static class LedgerWords
{
    public static string Account(string account, Texts T)
    {
        var (kind, name) = account.Split(':', 2) is [var k, var n] ? (k, n) : (account, "");
        return kind switch
        {
            "processor" => T["Held for us by {0}", Processor(name, T)],
            "fees" => T["Fees of {0}", Processor(name, T)],
            "revenue" => T["Income from memberships"],
            "refunds" => T["Memberships given back"],
            "held" => T["Held until somebody decides"],
            _ => account,
        };
    }

    public static string Document(TransactionRow row, Texts T) => row.Purpose switch
    {
        Books.Captured => T["Payment {0} arrived", row.DocumentId],
        Books.Accepted => T["Held payment {0} was accepted", row.DocumentId],
        Books.Returned => T["Refund {0} went out", row.DocumentId],
        _ => $"{row.DocumentKind} {row.DocumentId}",
    };

    private static string Processor(string name, Texts T) => name == "test" ? T["the test processor"] : name;
}
