using Guildhall.Kernel.Ui;
using Guildhall.Payments.Ledger;

namespace Guildhall.Payments.Shares;

/// <summary>What shares and streams of income are called on screen.</summary>
internal static class ShareWords
{
    /// <summary>In the order of the profit and loss account.</summary>
    public static readonly IReadOnlyList<string> Streams = ["memberships", "content", "advertising", "goods", "tips", "tickets", "services"];

    public static string Stream(string stream, Texts T) => stream switch
    {
        "memberships" => T["Member fees"],
        "content" => T["Content sales"],
        "advertising" => T["Advertising"],
        "goods" => T["Goods"],
        "tips" => T["Tips"],
        "tickets" => T["Tickets"],
        "services" => T["Services"],
        _ => stream,
    };

    public static string Percent(int basisPoints, Texts T) => (basisPoints / 100m).ToString("0.##", T.Culture) + " %";

    public static string What(StatementRow row, Texts T) => row.DocumentKind switch
    {
        LedgerDocuments.Share => T["{0} of {1}", Percent(row.BasisPoints ?? 0, T), row.Title ?? "–"],
        LedgerDocuments.ShareReturn => T["Reversed by a refund: {0}", row.Title ?? "–"],
        LedgerDocuments.Payout => T["Paid out"],
        LedgerDocuments.Reversal => T["Payout or cost reversed"],
        LedgerDocuments.Cost => T["Bill {0}", row.DocumentId],
        _ => $"{row.DocumentKind} {row.DocumentId}",
    };
}
