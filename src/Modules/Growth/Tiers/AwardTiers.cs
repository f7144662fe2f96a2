using System.ComponentModel;
using Guildhall.Growth.Books;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Tiers;

/// <summary>
/// Gives a member the tiers that the rules say, and ends those that they no longer do. Inside the caller's transaction and under the
/// member's lock; repeating it changes nothing.
/// </summary>
internal sealed class AwardTiers(AppDb db, Programs programs, ReadPoints points, IGrants grants, ITiers tiers, TimeProvider time)
{
    [Localizable(true)] private const string Ended = "What it was given for is no longer so.";

    public async Task ConsiderAsync(long communityId, long memberId, CancellationToken cancel)
    {
        var rules = await db.Set<TierRule>().AsNoTracking().Where(r => r.EndedAt == null).ToListAsync(cancel);
        var running = await db.Set<TierAward>().Where(a => a.MemberId == memberId && a.EndedAt == null).ToListAsync(cancel);
        if (rules.Count == 0 && running.Count == 0)
            return;
        var (now, program) = (time.GetUtcNow().UtcDateTime, await programs.OpenAsync(communityId, cancel));
        var level = await db.Set<MemberStanding>().Where(s => s.MemberId == memberId).Select(s => s.Level).SingleOrDefaultAsync(cancel);
        foreach (var rule in rules)
        {
            var award = running.Find(a => a.RuleId == rule.Id && a.RunsAt(now));
            var holds = program is not null && (rule.Kind == TierRuleKind.Level ? level >= rule.Level
                : await points.EarnedSinceAsync(memberId, now.AddDays(-rule.WithinDays), cancel) >= rule.Points);
            if (holds && award is null)
                await BeginAsync(rule, memberId, now, cancel);
            else if (!holds && award is not null && rule.Kind == TierRuleKind.Level)
                await EndAsync(award, rule.TierId, now, cancel);
        }
        var ended = running.Where(a => a.RunsAt(now) && rules.TrueForAll(r => r.Id != a.RuleId)).ToList();
        foreach (var award in ended)
            await EndAsync(award, await db.Set<TierRule>().Where(r => r.Id == award.RuleId).Select(r => r.TierId).SingleAsync(cancel),
                now, cancel);
    }

    private async Task BeginAsync(TierRule rule, long memberId, DateTime now, CancellationToken cancel)
    {
        if (await tiers.FindAsync(rule.CommunityId, rule.TierId, cancel) is not { } tier)
            return;
        var award = TierAward.Of(rule, memberId, now);
        db.Add(award);
        // The grant rests on its id.
        await db.SaveChangesAsync(cancel);
        await grants.GrantTierAsync(
            rule.CommunityId, memberId, rule.TierId, now, award.Until, award.Document, by: null, now, cancel);
        db.Publish(() => new TierEarned(rule.CommunityId, null, memberId, award.Id, tier.Name, award.Until, IsOn: true));
        await db.SaveChangesAsync(cancel);
    }

    private async Task EndAsync(TierAward award, long tierId, DateTime now, CancellationToken cancel)
    {
        award.End(now);
        await grants.RevokeAsync(award.CommunityId, award.Document, Ended, award.Document, by: null, now, cancel);
        var name = (await tiers.FindAsync(award.CommunityId, tierId, cancel))?.Name ?? "";
        db.Publish(() => new TierEarned(award.CommunityId, null, award.MemberId, award.Id, name, award.Until, IsOn: false));
        await db.SaveChangesAsync(cancel);
    }
}
