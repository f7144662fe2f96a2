using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Priority;

/// <summary>A question that was paid for to be answered first.</summary>
/// <param name="DueAt">UTC.</param>
/// <param name="Path"><c>null</c> where it is gone.</param>
internal sealed record PriorityRow(long RedemptionId, string Title, string? Path, DateTime At, DateTime DueAt);

/// <summary>The questions that are to be answered first, whoever is due next on top.</summary>
internal sealed class PriorityQueue(AppDb db, Guard guard, IThings things, CommunityScope scope)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<PriorityRow>> ReadAsync(CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var open = await db.Set<Redemption>().AsNoTracking()
            .Where(r => r.State == RedemptionState.Open && r.Kind == RewardKind.PriorityAnswer && r.TopicId != null && r.DueAt != null)
            .OrderBy(r => r.DueAt).Take(Most).ToListAsync(cancel);
        var names = await things.NamesAsync(scope.Id, [.. open.Select(r => new Thing("topic", r.TopicId!.Value))], cancel);
        return [.. open.Select(r =>
        {
            var topic = names.GetValueOrDefault(new Thing("topic", r.TopicId!.Value));
            return new PriorityRow(r.Id, topic?.Title ?? r.Title, topic?.Path, r.At, r.DueAt!.Value);
        })];
    }
}
