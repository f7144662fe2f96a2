using Guildhall.Kernel.Ui;

namespace Guildhall.Payments.Reconciliation;

/// <summary>What differences are called on screen.</summary>
internal static class CaseWords
{
    public static string Kind(CaseKind kind, Texts T) => kind switch
    {
        CaseKind.MissingHere => T["Missing here"],
        CaseKind.MissingThere => T["Missing on their list"],
        CaseKind.AmountDiffers => T["Another amount"],
        CaseKind.FeeDiffers => T["Another fee"],
        CaseKind.DisputeDiffers => T["A dispute that isn't known here"],
        _ => T["Other refunds"],
    };

    public static string State(CaseState state, Texts T) => state switch
    {
        CaseState.Open => T["Open"],
        CaseState.Done => T["Done"],
        _ => T["Ignored"],
    };

    public static string Repair(CaseRepair repair, Texts T) => repair switch
    {
        CaseRepair.ReadAgain => T["Read the checkout from the processor again and book what is new."],
        CaseRepair.AskProcessor => T["No order here matches it. Look for it at the processor, and refund it there if no one ordered anything."],
        _ => T["The two records differ. Correct it with a refund, or enter the difference as a cost."],
    };

    public static string Reason(CaseRow one, Texts T) =>
        one.Reason is null ? T["Both sides agree again."] : one.Reason == RepairCase.Healed ? T[RepairCase.Healed] : one.Reason;
}
