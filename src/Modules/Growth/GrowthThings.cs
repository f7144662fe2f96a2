using Guildhall.Growth.Rewards;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth;

/// <summary>
/// The documents of this module, as chains of reasons and operators' pages name them: by which rule somebody holds a tier, for which
/// reward.
/// </summary>
internal sealed class GrowthThings(AppDb db) : IOwnThings
{
    private static readonly Requirement ForManagers = new Requirement.Permission(PointsPermissions.Manage);

    public IReadOnlyList<string> Kinds => [TierAward.OwnKind, Redemption.OwnKind, Reward.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var root = $"/c/{community.Slug}/manage/points";
        var awards = await AwardsAsync(community.Id, Ids(things, TierAward.OwnKind), cancel);
        var redemptions = await RedemptionsAsync(community.Id, Ids(things, Redemption.OwnKind), cancel);
        var rewards = await RewardsAsync(community.Id, Ids(things, Reward.OwnKind), cancel);
        return [.. things.Select(t => t.Kind switch
        {
            TierAward.OwnKind when awards.TryGetValue(t.Id, out var rule) => Facts(t, "", NameOf(rule), root + "/levels"),
            Redemption.OwnKind when redemptions.TryGetValue(t.Id, out var title) =>
                Facts(t, title, new ThingName("the reward “{0}” for points", [title]), $"{root}/redemptions/{t.Id}"),
            Reward.OwnKind when rewards.TryGetValue(t.Id, out var title) =>
                Facts(t, title, new ThingName("the reward “{0}”", [title]), $"{root}/rewards/{t.Id}"),
            _ => null,
        }).OfType<ThingFacts>()];
    }

    private static ThingName NameOf(TierRule rule) => rule.Kind == TierRuleKind.Level
        ? new ThingName("the rule “from level {0}, as long as they are on it”", [rule.Level])
        : new ThingName("the rule “{0} points within {1} days, for {2} days”", [rule.Points, rule.WithinDays, rule.ForDays]);

    private static ThingFacts Facts(Thing thing, string title, ThingName name, string path) => new(thing, title, name, path, ForManagers);

    private async Task<Dictionary<long, TierRule>> AwardsAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? []
        : await db.Set<TierAward>().IgnoreQueryFilters().Where(a => a.CommunityId == communityId && ids.Contains(a.Id))
            .Join(db.Set<TierRule>().IgnoreQueryFilters(), a => a.RuleId, r => r.Id, (a, r) => new { a.Id, Rule = r }).AsNoTracking()
            .ToDictionaryAsync(a => a.Id, a => a.Rule, cancel);

    private async Task<Dictionary<long, string>> RedemptionsAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? []
        : await db.Set<Redemption>().IgnoreQueryFilters().Where(r => r.CommunityId == communityId && ids.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, r => r.Title, cancel);

    private async Task<Dictionary<long, string>> RewardsAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? []
        : await db.Set<Reward>().IgnoreQueryFilters().Where(r => r.CommunityId == communityId && ids.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, r => r.Title, cancel);

    private static List<long> Ids(IReadOnlyCollection<Thing> things, string kind) =>
        [.. things.Where(t => t.Kind == kind).Select(t => t.Id)];
}
