using Guildhall.Growth.Program;
using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth;

/// <summary>Points of a demo: lively rules, some rewards and a tier for those who contribute most.</summary>
internal sealed class BroughtPoints(AppDb db, BeginProgram begin, ITiers tiers, CommunityScope scope, TimeProvider time) : IBroughtPoints
{
    public async Task BeginAsync(DateTime since, long by, CancellationToken cancel = default)
    {
        if (await db.Set<PointsProgram>().AnyAsync(cancel))
            return;
        var (now, community) = (time.GetUtcNow().UtcDateTime, scope.Required);
        begin.Run(community.Id, Preset.Lively, since, by, now);
        var best = (await tiers.ListAsync(community.Id, cancel)).Where(t => !t.IsFree).MinBy(t => t.Rank);
        foreach (var terms in Offered(community, best?.TierId))
            db.Add(Reward.Of(community.Id, terms.Check(), by, since));
        db.Publish(() => new PointsProgramChanged(community.Id, by));
        await db.SaveChangesAsync(cancel);
    }

    private static IEnumerable<RewardTerms> Offered(CommunityInfo community, long? tier)
    {
        var zh = community.Language == "zh";
        yield return new RewardTerms(RewardKind.Coupon, zh ? "八折券" : "20% off", 60)
        {
            About = zh ? "续费或购买任何内容都能用一次，90 天内有效。" : "For one order of anything here, within 90 days.", Percent = 20, Days = 90, PerMember = 2,
        };
        yield return new RewardTerms(RewardKind.PriorityAnswer, zh ? "优先答疑" : "Priority answer", 40)
        {
            About = zh ? "24 小时内有人回答，否则积分自动退回。" : "Somebody answers within 24 hours, or the points come back.", Hours = 24,
        };
        if (tier is { } id)
            yield return new RewardTerms(RewardKind.TierDays, zh ? "会员 7 天" : "Seven days of membership", 120)
            {
                About = zh ? "接在现有会员之后。" : "Joins on to what you have.", Days = 7, TierId = id, PerMember = 4,
            };
        yield return new RewardTerms(RewardKind.ByHand, zh ? "签名版讲义" : "A signed copy", 300)
        {
            About = zh ? "作者签名，寄到你填写的地址。" : "Signed by the authors and sent by post.", Stock = 5, PerMember = 1, MinLevel = 4,
        };
    }
}
