using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Appeals;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Queue;

/// <summary>The one queue: what was reported, held and appealed. What waits longest comes first; of what is done, the newest.</summary>
internal sealed class CaseQueue(AppDb db, SeenThings things, JudgedThings judged, IMembers members)
{
    public const int PageSize = 20;

    /// <param name="after">The last case of the page before.</param>
    public async Task<Page<CaseRow, long>> ReadAsync(CaseFilter filter, long me, long? after, int limit, CancellationToken cancel)
    {
        var found = Of(filter, me);
        found = filter == CaseFilter.Done
            ? found.Where(c => after == null || c.Id < after).OrderByDescending(c => c.Id)
            : found.Where(c => after == null || c.Id > after).OrderBy(c => c.Id);
        var page = await found.PageAsync(limit, c => c.Id, cancel);
        var rows = await RowsAsync(page.Items, cancel);
        return new Page<CaseRow, long>(rows, page.Next);
    }

    /// <returns><c>null</c> where there is no such case.</returns>
    public async Task<CaseRow?> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Case>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } one
            ? (await RowsAsync([one], cancel))[0] : null;

    /// <summary>How many wait in each filter.</summary>
    public async Task<IReadOnlyDictionary<CaseFilter, int>> CountAsync(long me, CancellationToken cancel)
    {
        var counts = await db.Set<Case>().Where(Case.Waits).GroupBy(c => 1).Select(all => new
        {
            Open = all.Count(),
            Mine = all.Count(c => c.ClaimedBy == me),
            Held = all.Count(c => c.HeldFor != null && c.State == CaseState.Open),
            Reported = all.Count(c => c.Reports > 0 && c.State == CaseState.Open),
            Appeals = all.Count(c => c.State == CaseState.Appealed),
        }).SingleOrDefaultAsync(cancel);
        return new Dictionary<CaseFilter, int>
        {
            [CaseFilter.Open] = counts?.Open ?? 0,
            [CaseFilter.Mine] = counts?.Mine ?? 0,
            [CaseFilter.Held] = counts?.Held ?? 0,
            [CaseFilter.Reported] = counts?.Reported ?? 0,
            [CaseFilter.Appeals] = counts?.Appeals ?? 0,
        };
    }

    public async Task<IReadOnlyList<CaseRow>> RowsAsync(IReadOnlyList<Case> some, CancellationToken cancel)
    {
        if (some.Count == 0)
            return [];
        var ids = some.Select(c => c.Id).ToList();
        var seen = await things.OfAsync([.. some.Select(c => c.Thing)], cancel);
        var reasons = (await db.Set<Report>().Where(r => ids.Contains(r.CaseId)).GroupBy(r => new { r.CaseId, r.Reason })
            .Select(g => new { g.Key.CaseId, g.Key.Reason, Count = g.Count() }).ToListAsync(cancel)).ToLookup(r => r.CaseId);
        var verdicts = (await db.Set<Verdict>().AsNoTracking().Where(v => ids.Contains(v.CaseId) && v.UndoneAt == null)
            .OrderByDescending(v => v.Turn).ToListAsync(cancel)).ToLookup(v => v.CaseId);
        var appeals = (await db.Set<Appeal>().AsNoTracking().Where(a => ids.Contains(a.CaseId)).OrderByDescending(a => a.Id)
            .ToListAsync(cancel)).ToLookup(a => a.CaseId);
        var names = await members.ManyAsync([.. some.Select(c => c.AuthorId).Concat(some.Select(c => c.ClaimedBy ?? 0))
            .Concat(verdicts.SelectMany(v => v.Select(one => one.DecidedBy))).Distinct()], cancel);
        return [.. some.Select(c =>
        {
            var last = verdicts[c.Id].FirstOrDefault();
            return new CaseRow(c, seen[c.Thing], Name(c.AuthorId) ?? "", c.Choices(judged.Removable))
            {
                ClaimedBy = Name(c.ClaimedBy),
                Reasons = [.. reasons[c.Id].OrderByDescending(r => r.Count).Select(r => new SaidReason(r.Reason, r.Count))],
                Last = last,
                Decider = Name(last?.DecidedBy),
                Appeal = appeals[c.Id].FirstOrDefault(),
            };
        })];

        string? Name(long? member) => member is { } id ? names.GetValueOrDefault(id)?.Name : null;
    }

    private IQueryable<Case> Of(CaseFilter filter, long me)
    {
        var all = db.Set<Case>().AsNoTracking();
        return filter switch
        {
            CaseFilter.Mine => all.Where(Case.Waits).Where(c => c.ClaimedBy == me),
            CaseFilter.Held => all.Where(c => c.State == CaseState.Open && c.HeldFor != null),
            CaseFilter.Reported => all.Where(c => c.State == CaseState.Open && c.Reports > 0),
            CaseFilter.Appeals => all.Where(c => c.State == CaseState.Appealed),
            CaseFilter.Done => all.Where(c => c.State == CaseState.Closed),
            _ => all.Where(Case.Waits),
        };
    }
}
