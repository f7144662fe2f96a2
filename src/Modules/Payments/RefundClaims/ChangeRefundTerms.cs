using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.RefundClaims;

/// <summary>An operator says on which terms money goes back. Orders are judged by the terms of the day on which somebody asks.</summary>
internal sealed class ChangeRefundTerms(AppDb db, Guard guard, Sales sales)
{
    /// <exception cref="Refused">422 at the field.</exception>
    public async Task GenerallyAsync(bool givesCouponsBack, int? perYear, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (perYear is not (>= 1 and <= RefundTerms.MostPerYear))
            throw Refused.AtField("perYear", "number_out_of_range", "Enter a number between {0} and {1}.", 1, RefundTerms.MostPerYear);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var terms = await db.Set<RefundTerms>().SingleOrDefaultAsync(cancel);
        if (terms is null)
            db.Add(terms = RefundTerms.Usual(db.CommunityId));
        terms.Change(givesCouponsBack, perYear.Value);
        await SaveAsync(by, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <param name="kind">What it is for; empty for everything without a rule of its own.</param>
    /// <exception cref="Refused">422 at the field.</exception>
    public async Task ForKindAsync(string kind, RefundRuleTyped typed, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (kind != RefundRule.Everything && !sales.Kinds.Contains(kind))
            throw Refused.AtField("kind", "kind_unknown", "Nothing of the kind “{0}” is sold here.", kind);
        var handling = typed.Handling ?? throw Refused.AtField("handling", "handling_unknown", "Choose one of these.");
        var days = InRange("days", handling == RefundHandling.None ? typed.Days ?? 0 : typed.Days, 0, RefundRule.MostDays) ?? 0;
        var fewer = InRange("fewerThan", typed.FewerThan, 1, RefundRule.MostCount, optional: true);
        var into = InRange("daysIntoPeriod", typed.DaysIntoPeriod, 1, RefundRule.MostDays, optional: true);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var rule = await db.Set<RefundRule>().SingleOrDefaultAsync(r => r.Kind == kind, cancel);
        if (rule is null)
            db.Add(rule = RefundRule.For(db.CommunityId, kind));
        rule.Change(handling, days, fewer, into);
        await SaveAsync(by, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task SaveAsync(long by, CancellationToken cancel)
    {
        db.Publish(() => new RefundTermsChanged(db.CommunityId, by));
        await db.SaveChangesAsync(cancel);
    }

    private static int? InRange(string field, int? number, int least, int most, bool optional = false) =>
        number is null && optional || number >= least && number <= most ? number
            : throw Refused.AtField(field, "number_out_of_range", "Enter a number between {0} and {1}.", least, most);
}

/// <summary>A rule as it was typed.</summary>
/// <param name="FewerThan"><c>null</c> where use does not matter.</param>
/// <param name="DaysIntoPeriod"><c>null</c> where the period does not matter.</param>
internal sealed record RefundRuleTyped(RefundHandling? Handling, int? Days, int? FewerThan, int? DaysIntoPeriod);
