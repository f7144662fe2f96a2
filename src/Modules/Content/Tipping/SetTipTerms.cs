using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Tipping;

/// <summary>Terms of tips as they were typed.</summary>
internal sealed record TipTermsTyped(bool IsOpen, string? Amounts, string? Least, string? Most);

/// <summary>Lets readers tip authors, or ends that.</summary>
internal sealed class SetTipTerms(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <exception cref="Refused">404; 422: no amount, too many, or not in order.</exception>
    public async Task RunAsync(TipTermsTyped typed, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var currency = scope.Required.Currency;
        var (least, most) = (Read("least", typed.Least, currency), Read("most", typed.Most, currency));
        if (least > most)
            throw Refused.AtField("most", "tip_bounds", "The largest tip can't be smaller than the smallest.");
        var amounts = (typed.Amounts ?? "").Split([' ', '\n', '\r', ';', '；', '、'], StringSplitOptions.RemoveEmptyEntries)
            .Select(a => Read("amounts", a, currency)).Distinct().Order().ToList();
        if (amounts.Count is 0 or > TipTerms.MostAmounts)
            throw Refused.AtField("amounts", "tip_amounts", "Offer 1 to {0} amounts.", TipTerms.MostAmounts);
        if (amounts.Exists(a => a < least || a > most))
            throw Refused.AtField("amounts", "tip_amount_out_of_bounds", "Each amount must be between the smallest and the largest tip.");
        db.Add(TipTerms.Set(scope.Id, typed.IsOpen, amounts, least, most, currency, by, time.GetUtcNow().UtcDateTime));
        // Every article says whether its author can be tipped.
        db.Publish(() => new CommunityChanged(scope.Id, by, "tips"));
        await db.SaveChangesAsync(cancel);
    }

    private static long Read(string field, string? typed, string currency) =>
        Money.TryParse(typed?.Trim() ?? "", currency, out var money) && money.Minor is > 0 and <= Money.MaxMinor ? money.Minor
            : throw Refused.AtField(field, "price_malformed", "This is not a valid price. Write it like {0}.", "12.50");
}

/// <summary>What givers and authors do with tips.</summary>
internal sealed class OwnTips(AppDb db, CurrentMember current)
{
    /// <summary>The caller lets everyone read their name beside their tips for an article, or takes that back.</summary>
    public async Task NameAsync(long articleId, bool isNamed, CancellationToken cancel)
    {
        var me = current.RequireId();
        foreach (var tip in await db.Set<Tip>().Where(t => t.MemberId == me && t.ArticleId == articleId).ToListAsync(cancel))
            tip.Name(isNamed);
        await db.SaveChangesAsync(cancel);
    }
}
