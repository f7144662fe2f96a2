using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Tiers;

/// <summary>A rule with whom it gave its tier.</summary>
internal sealed record TierRuleRow(TierRule Rule, string Tier, int Holders);

/// <summary>An operator says which tiers are held for contributions.</summary>
internal sealed class ArrangeTierRules(AppDb db, Guard guard, Programs programs, ITiers tiers, CommunityScope scope, TimeProvider time)
{
    /// <summary>Those in force.</summary>
    public async Task<IReadOnlyList<TierRuleRow>> ListAsync(CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var rules = await db.Set<TierRule>().AsNoTracking().Where(r => r.EndedAt == null).OrderBy(r => r.Id).ToListAsync(cancel);
        var holders = await db.Set<TierAward>().Where(a => a.EndedAt == null && (a.Until == null || a.Until > now))
            .GroupBy(a => a.RuleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var rows = new List<TierRuleRow>();
        foreach (var rule in rules)
            rows.Add(new TierRuleRow(rule, (await tiers.FindAsync(scope.Id, rule.TierId, cancel))?.Name ?? "–",
                holders.GetValueOrDefault(rule.Id)));
        return rows;
    }

    /// <exception cref="Refused">422 at the field.</exception>
    public async Task<TierRule> AddAsync(TierRuleTerms terms, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var program = await programs.OpenAsync(scope.Id, cancel) ?? throw Refused.NotFound();
        var good = terms.Check(program.Levels.Count);
        if (await tiers.FindAsync(scope.Id, good.TierId, cancel) is not { Archived: false })
            throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
        var rule = TierRule.Of(scope.Id, good, by, time.GetUtcNow().UtcDateTime);
        db.Add(rule);
        await SaveAsync(by, cancel);
        return rule;
    }

    /// <summary>Who holds the tier by it holds it no longer; what is paid for stays.</summary>
    public async Task EndAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var rule = await db.Set<TierRule>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        rule.End(by, time.GetUtcNow().UtcDateTime);
        await SaveAsync(by, cancel);
    }

    private async Task SaveAsync(long by, CancellationToken cancel)
    {
        db.Publish(() => new PointsProgramChanged(scope.Id, by));
        db.Enqueue(() => ReckonTiers.Of(scope.Id));
        await db.SaveChangesAsync(cancel);
    }
}
