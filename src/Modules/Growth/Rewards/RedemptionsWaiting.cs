using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Rewards;

/// <summary>Rewards that somebody has to hand over, and questions that were paid for to be answered first.</summary>
internal sealed class RedemptionsWaiting(AppDb db, Programs programs) : IWaiting
{
    public const string Entry = "/c/{community}/manage/points";

    public string Permission => PointsPermissions.Manage;

    public async Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default)
    {
        if (await programs.OpenAsync(community.Id, cancel) is null)
            return [];
        var open = await db.Set<Redemption>().Where(r => r.State == RedemptionState.Open).GroupBy(r => r.Kind == RewardKind.PriorityAnswer)
            .Select(g => new { IsQuestion = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var root = Entry.Replace("{community}", community.Slug, StringComparison.Ordinal);
        return [.. open.Select(o => o.IsQuestion
            ? new WaitingWork("1 question with priority waits for an answer", "{0} questions with priority wait for an answer", o.Count, Entry, root + "/priority")
            : new WaitingWork("1 reward waits to be handed over", "{0} rewards wait to be handed over", o.Count, Entry, root + "/redemptions?state=open"))];
    }
}
