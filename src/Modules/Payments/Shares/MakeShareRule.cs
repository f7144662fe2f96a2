using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Shares;

/// <summary>An operator promises a member a part of what is sold from now on, or from a day that is to come.</summary>
internal sealed class MakeShareRule(
    AppDb db, Guard guard, IMembers members, Sales sales, CommunityScope community, TimeProvider time)
{
    /// <exception cref="Refused">422 at the field: nobody of that address, no such item, more than 100 percent in all.</exception>
    public async Task<ShareRule> RunAsync(ShareTyped typed, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var member = await members.FindAsync(typed.Member?.Trim() ?? "", cancel)
            ?? throw Refused.AtField("member", "member_unknown", "No one here has that email address.");
        var points = ShareReading.BasisPoints(typed.Percent);
        var item = await ItemAsync(typed.Item, now, cancel);
        var stream = item?.Stream ?? ShareReading.Stream(typed.Stream);
        var (from, until) = SpanOf(typed, now);
        var note = typed.Note?.Trim() ?? "";
        if (note.Length > ShareRule.MaxNote)
            throw Refused.AtField("note", "too_long", "At most {0} characters.", ShareRule.MaxNote);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        await CheckSumAsync(points, stream, item, from, until, cancel);
        var rule = ShareRule.Make(db.CommunityId,
            new ShareWish(member.Id, points, stream, item?.Item, ShareReading.HoldDays(typed.HoldDays), from, until, note), by, now);
        db.Add(rule);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return rule;
    }

    private async Task<SaleQuote?> ItemAsync(string? typed, DateTime now, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var parts = typed.Trim().Split(':', 2);
        if (parts.Length == 1)
            throw Refused.AtField("item", "item_unreadable", "Name an item by its kind and address, like article:first-steps.");
        try
        {
            return (await sales.QuoteAsync(new SaleWish(parts[0].Trim(), parts[1].Trim()), null, now, cancel))[0];
        }
        catch (Refused unknown) when (unknown.Status is 404 or 409 or 422)
        {
            throw Refused.AtField("item", "item_unknown", "Nothing of that kind and address is sold here.");
        }
    }

    private (DateTime From, DateTime? Until) SpanOf(ShareTyped typed, DateTime now)
    {
        var clock = BookClock.Of(community.Required);
        var first = ShareReading.Day("from", typed.From);
        var last = ShareReading.Day("until", typed.Until);
        var today = clock.DayOf(now);
        if (first < today)
            throw Refused.AtField("from", "day_past", "Sales before today are already shared. Start today or later.");
        var from = first is null || first == today ? now : clock.StartOf(first.Value);
        DateTime? until = last is { } day ? clock.StartOf(day.AddDays(1)) : null;
        return until <= from ? throw Refused.AtField("until", "span_empty", "The last day is before the first.") : (from, until);
    }

    /// <summary>Whoever promises more than there is would find that out at the first sale.</summary>
    private async Task CheckSumAsync(
        int points, string stream, SaleQuote? item, DateTime from, DateTime? until, CancellationToken cancel)
    {
        var rules = db.Set<ShareRule>().Where(r => (until == null || r.From < until) && (r.Until == null || r.Until > from));
        var (kind, id) = (item?.Item.Kind, item?.Item.Id);
        rules = item is null ? rules.Where(r => r.Stream == stream)
            : rules.Where(r => r.Stream == stream || (r.ItemKind == kind && r.ItemId == id));
        var promised = await rules.SumAsync(r => r.BasisPoints, cancel);
        if (promised + points > 10_000)
            throw Refused.AtField("percent", "share_too_large", "{0} % is already promised, so at most {1} % is left.",
                promised / 100m, (10_000 - promised) / 100m);
    }
}

/// <summary>No sale is shared by the rule any more; what was shared stays.</summary>
internal sealed class EndShareRule(AppDb db, Guard guard, TimeProvider time)
{
    /// <exception cref="Refused">404.</exception>
    public async Task RunAsync(long ruleId, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var rule = await db.Set<ShareRule>().SingleOrDefaultAsync(r => r.Id == ruleId, cancel) ?? throw Refused.NotFound();
        rule.End(by, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }
}
