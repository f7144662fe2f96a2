using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Parts;
using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Gifts;

/// <summary>What gifts are called on screen.</summary>
internal static class GiftWords
{
    public static string What(GiftRow gift, Texts T) => OrderWords.What(gift.Title, gift.Interval, 1, T);

    public static string State(GiftRow gift, Texts T) => gift.State switch
    {
        ClaimState.Claimed => T["Claimed"],
        ClaimState.Expired => T["Not claimed in time"],
        ClaimState.TakenBack => T["Refunded"],
        ClaimState.Unpaid => T["Awaiting payment"],
        _ when gift.Email is not null && gift.MailedAt is null => T["Will be mailed"],
        _ => T["Waiting to be claimed"],
    };

    public static Tone ToneOf(ClaimState state) => state switch
    {
        ClaimState.Claimed => Tone.Success,
        ClaimState.Open => Tone.Info,
        _ => Tone.Warning,
    };
}
