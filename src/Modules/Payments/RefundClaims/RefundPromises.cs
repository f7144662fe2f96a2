using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;

namespace Guildhall.Payments.RefundClaims;

/// <summary>The refund terms in sentences, for those who are about to buy.</summary>
internal sealed class RefundPromises(AppDb db) : IRefundTerms
{
    public async Task<IReadOnlyList<SaleNote>> OfKindAsync(long communityId, string kind, CancellationToken cancel = default)
    {
        var rules = db.Set<RefundRule>().Where(r => r.CommunityId == communityId);
        return (await RefundRule.OfKindsAsync(rules, [kind], cancel)).GetValueOrDefault(kind) is { } rule ? Of(rule) : [];
    }

    public static IReadOnlyList<SaleNote> Of(RefundRule rule) => rule.Handling == RefundHandling.None || rule.Days == 0 ? [] :
    [
        Told("Full refund within {0} {0:day|days} of payment.", rule.Days),
        .. rule.FewerThan is 1 ? [Told("As long as you haven't opened your purchase.")]
            : rule.FewerThan is { } fewer ? [Told("As long as you have read fewer than {0} members-only articles.", fewer)]
            : Array.Empty<SaleNote>(),
        .. rule.DaysIntoPeriod is { } days ? [Told("Within the first {0} {0:day|days} of the paid period.", days)]
            : Array.Empty<SaleNote>(),
        rule.Handling == RefundHandling.AtOnce ? Told("One click on your order, and the refund starts right away.")
            : Told("Request it on your order; the operator decides."),
    ];

    private static SaleNote Told([System.ComponentModel.Localizable(true)] string text, params IReadOnlyList<object> args) =>
        new(false, null, text, args);
}
