using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Rewards;

/// <summary>A redemption as operators see it.</summary>
internal sealed record RedemptionRow(Redemption Redemption, string Member, string? Face)
{
    public long Id => Redemption.Id;
}

/// <summary>What members took for points; the newest first.</summary>
internal sealed class RedemptionList(AppDb db, Guard guard)
{
    public const int PageSize = 50;

    /// <param name="search">Of the member's name or the reward's title.</param>
    public async Task<Page<RedemptionRow, long>> ReadAsync(
        string? search, RedemptionState? state, long? before, int limit, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var found = db.Set<Redemption>().AsNoTracking().Join(db.Members, r => r.MemberId, m => m.Id, (r, m) => new { r, m.Name, m.Face });
        if (state is { } wanted)
            found = found.Where(f => f.r.State == wanted);
        if (search?.Trim().ToLowerInvariant() is { Length: > 0 } words)
            found = found.Where(f => f.Name.ToLower().Contains(words) || f.r.Title.ToLower().Contains(words));
        var page = await found.Where(f => before == null || f.r.Id < before).OrderByDescending(f => f.r.Id).PageAsync(limit, f => f.r.Id,
            cancel);
        return page.Select(f => new RedemptionRow(f.r, f.Name, f.Face));
    }

    /// <summary>All of them, page by page, so that memory does not grow with the list.</summary>
    public async IAsyncEnumerable<RedemptionRow> AllAsync(
        string? search, RedemptionState? state, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (long? before = null; ;)
        {
            var page = await ReadAsync(search, state, before, 500, cancel);
            foreach (var row in page.Items)
                yield return row;
            if (page.Next is null)
                yield break;
            before = page.Next;
        }
    }

    public async Task<RedemptionRow> OneAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        return await db.Set<Redemption>().AsNoTracking().Where(r => r.Id == id)
            .Join(db.Members, r => r.MemberId, m => m.Id, (r, m) => new RedemptionRow(r, m.Name, m.Face)).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
    }
}
