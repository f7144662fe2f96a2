using System.ComponentModel;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.Moderation.Own;

/// <summary>What decisions are called among those whom they concern.</summary>
internal static class DecisionWords
{
    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string Of(OwnDecision decision) => decision switch
    {
        { Waits: true } => "Awaiting a moderator",
        { Verdict.UndoneAt: not null } => "Taken back",
        { Verdict.Kind: VerdictKind.Publish } => "Published",
        { Verdict.Kind: VerdictKind.Refuse } => "Not published",
        { Verdict.Kind: VerdictKind.Remove } => "Removed",
        _ => "Kept",
    };

    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string Of(VerdictKind? outcome) =>
        outcome is not { } kind ? "Not decided yet" : kind.IsAgainst() ? "Action was taken" : "Reviewed and kept";

    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string OfSanction(SanctionKind kind) => kind switch
    {
        SanctionKind.Warned => "You were warned",
        SanctionKind.Slowed => "You post in slow mode",
        SanctionKind.Silenced => "You can read, but not post",
        SanctionKind.Suspended => "You were suspended",
        _ => "You were banned",
    };
}
