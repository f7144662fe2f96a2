using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Rewards;

/// <summary>A reward with what is left of it.</summary>
/// <param name="Left"><c>null</c> for no limit.</param>
/// <param name="Taken">How many were taken and not given back.</param>
/// <param name="Mine">How many of those the member took.</param>
/// <param name="Tier">The name of the tier; <c>null</c> for other kinds.</param>
internal sealed record RewardRow(Reward Reward, int? Left, int Taken, int Mine, string? Tier)
{
    public bool IsGone => Left == 0;

    public bool IsTaken => Reward.PerMember <= Mine;
}

/// <summary>What can be had for points, and what was taken.</summary>
internal sealed class ReadRewards(AppDb db, PointsGate gate, Guard guard, ITiers tiers, CommunityScope scope)
{
    public const int MostRedemptions = 50;

    /// <summary>What is offered now, the cheapest first.</summary>
    public async Task<IReadOnlyList<RewardRow>> OfferedAsync(CancellationToken cancel)
    {
        var me = await gate.RequireMemberAsync(cancel);
        return await RowsAsync(db.Set<Reward>().Where(r => r.ArchivedAt == null), me, cancel);
    }

    public async Task<RewardRow> OfferedAsync(long id, CancellationToken cancel)
    {
        var me = await gate.RequireMemberAsync(cancel);
        return (await RowsAsync(db.Set<Reward>().Where(r => r.Id == id && r.ArchivedAt == null), me, cancel)).SingleOrDefault()
            ?? throw Refused.NotFound();
    }

    /// <summary>All of them, for operators.</summary>
    public async Task<IReadOnlyList<RewardRow>> AllAsync(CancellationToken cancel)
    {
        var me = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        return await RowsAsync(db.Set<Reward>(), me, cancel);
    }

    public async Task<RewardRow> OneAsync(long id, CancellationToken cancel)
    {
        var me = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        return (await RowsAsync(db.Set<Reward>().Where(r => r.Id == id), me, cancel)).SingleOrDefault() ?? throw Refused.NotFound();
    }

    /// <summary>What the member has taken, the newest first.</summary>
    public async Task<IReadOnlyList<Redemption>> MineAsync(CancellationToken cancel)
    {
        var me = await gate.RequireMemberAsync(cancel);
        return await db.Set<Redemption>().AsNoTracking().Where(r => r.MemberId == me).OrderByDescending(r => r.Id)
            .Take(MostRedemptions).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<RewardRow>> RowsAsync(IQueryable<Reward> which, long me, CancellationToken cancel)
    {
        var rewards = await which.AsNoTracking().OrderBy(r => r.Cost).ThenBy(r => r.Id).ToListAsync(cancel);
        var ids = rewards.ConvertAll(r => r.Id);
        var taken = await db.Set<Redemption>().Where(r => ids.Contains(r.RewardId) && r.State != RedemptionState.Refused)
            .GroupBy(r => r.RewardId).Select(g => new { g.Key, All = g.Count(), Mine = g.Count(r => r.MemberId == me) })
            .ToDictionaryAsync(g => g.Key, cancel);
        var names = new Dictionary<long, string>();
        foreach (var tier in rewards.Select(r => r.TierId).OfType<long>().Distinct())
            names[tier] = (await tiers.FindAsync(scope.Id, tier, cancel))?.Name ?? "";
        return [.. rewards.Select(r =>
        {
            var (all, mine) = taken.TryGetValue(r.Id, out var count) ? (count.All, count.Mine) : (0, 0);
            return new RewardRow(r, r.Stock is { } stock ? Math.Max(0, stock - all) : null, all, mine,
                r.TierId is { } tier ? names[tier] : null);
        })];
    }
}
