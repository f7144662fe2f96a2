using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;

namespace Guildhall.Payments.Api;

/// <param name="Amount">Minor units; null for all that is left of the payment.</param>
/// <param name="PaymentId">Null: the payment that the order was paid with.</param>
/// <param name="EndsAccess">A part ends what was bought too; all of it always does.</param>
public sealed record RefundPreviewAsked(long? Amount, long? PaymentId, bool EndsAccess);

/// <summary>Amounts are minor units of the currency.</summary>
/// <param name="Left">What can still go back.</param>
/// <param name="Parts">What each module takes back, in the order in which it happens; none of held money.</param>
/// <param name="Shown">Pass it as <c>shown</c> with the refund: it is refused when any of this has changed.</param>
public sealed record RefundPreviewAnswer(
    long PaymentId, long Amount, long Left, string Currency, bool IsHeld, bool EndsAccess, long FeeLost, IReadOnlyList<EntryRow> Ledger,
    IReadOnlyList<RefundPartAnswer> Parts, string Shown)
{
    internal static RefundPreviewAnswer Of(RefundPreview preview, Texts texts, ReaderTime time, TimeZoneInfo zone) => new(
        preview.PaymentId, preview.Amount, preview.Left, preview.Currency, preview.IsHeld, preview.EndsAccess, preview.FeeLost,
        preview.Postings,
        [.. preview.Parts.Select(p => new RefundPartAnswer(texts[p.Heading],
            [.. p.Effects.Select(e => new RefundEffectAnswer(EffectText.Of(e, texts, time, zone), e.Amount, e.IsWarning))]))],
        preview.Shown);
}

/// <param name="Heading">In the caller's language.</param>
public sealed record RefundPartAnswer(string Heading, IReadOnlyList<RefundEffectAnswer> Effects);

/// <param name="Text">In the caller's language.</param>
/// <param name="Amount">Minor units that it takes from somebody; null where it is about no money.</param>
public sealed record RefundEffectAnswer(string Text, long? Amount, bool IsWarning);

/// <param name="Reason">In the member's own words; may be left out.</param>
public sealed record RefundClaimAsked(string? Reason);

/// <param name="Handling">"none", "on_request" or "at_once".</param>
/// <param name="Fits">It is within the terms.</param>
/// <param name="CanAsk">It can be asked for now.</param>
/// <param name="Until">When the terms end, UTC; null where nothing is offered.</param>
/// <param name="Left">What would go back, minor units.</param>
/// <param name="Claim">What was asked for already.</param>
public sealed record RefundStandingAnswer(
    RefundHandling Handling, bool Fits, bool CanAsk, DateTime? Until, long Left, string Currency, IReadOnlyList<RefundReasonAnswer> Reasons,
    OwnClaim? Claim)
{
    internal static RefundStandingAnswer Of(RefundStanding standing, Texts texts, Func<DateTime, string> instant) => new(
        standing.Handling, standing.Fits, standing.CanAsk, standing.Handling == RefundHandling.None ? null : standing.Until, standing.Left,
        standing.Currency,
        [.. standing.Reasons.Select(r => new RefundReasonAnswer(r.Holds,
            texts[r.Text, [.. r.Args.Select(a => a is DateTime at ? instant(at) : a)]]))],
        standing.Claim);
}

/// <param name="Text">In the caller's language.</param>
public sealed record RefundReasonAnswer(bool Holds, string Text);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record ClaimAnswers(IReadOnlyList<ClaimRow> Items, long? Next);

/// <param name="Answer">Why not; the member reads it. Only asked for with a no.</param>
public sealed record ClaimDecision(bool Accept, string? Answer);

/// <param name="Kind">"tier", "article" and so on; empty for everything without a rule of its own.</param>
/// <param name="FewerThan">Null where use does not matter.</param>
/// <param name="DaysIntoPeriod">Null where the period does not matter.</param>
public sealed record RefundRuleAnswer(string Kind, RefundHandling Handling, int Days, int? FewerThan, int? DaysIntoPeriod);

/// <param name="PerYear">How often a year a member gets the money for one item back at once.</param>
public sealed record RefundTermsAnswer(bool GivesCouponsBack, int PerYear, IReadOnlyList<RefundRuleAnswer> Rules);

/// <param name="Handling">"none", "on_request" or "at_once".</param>
public sealed record RefundRulePatch(string? Kind, string? Handling, int? Days, int? FewerThan, int? DaysIntoPeriod);

public sealed record RefundTermsPatch(bool? GivesCouponsBack, int? PerYear, IReadOnlyList<RefundRulePatch>? Rules);
