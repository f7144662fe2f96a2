using Guildhall.Kernel.Ui;

namespace Guildhall.Payments.RefundClaims;

/// <summary>Refund terms and requests in words, on screen.</summary>
internal static class ClaimWords
{
    public static string State(ClaimRow row, Texts T) => row.DecidedAt is null ? T["Waiting"]
        : !row.Accepted ? T["Declined"]
        : row.AtOnce ? T["Refunded automatically"]
        : T["Accepted"];

    public static string Handling(RefundHandling handling, Texts T) => handling switch
    {
        RefundHandling.AtOnce => T["Automatic within the terms; otherwise you decide"],
        RefundHandling.OnRequest => T["You decide each time"],
        _ => T["No refunds"],
    };
}
