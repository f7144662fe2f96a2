using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Search;

/// <summary>Backups hold the words but not the index made from them: it is written anew after a restore.</summary>
internal sealed class RebuildSearch : IAfterRestore
{
    public async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("DELETE FROM search_entries", cancel);
        // A restore works on the whole installation, so the filter by community is off.
        await db.Set<SearchText>().IgnoreQueryFilters().ExecuteUpdateAsync(s => s.SetProperty(t => t.IndexVersion, 0), cancel);
        while (await ReindexSearch.StepAsync(db, 100, isNew: true, cancel))
            cancel.ThrowIfCancellationRequested();
    }
}

/// <summary>
/// Indexes anew, across communities, what an earlier version of the program has cut into other terms, a few at a time, so that whoever
/// saves comes in between.
/// </summary>
internal sealed class ReindexSearch(AppDb db) : IRecurringJob
{
    private const int StepSize = 20, MaxSteps = 500;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var more = await StepAsync(db, StepSize, isNew: false, cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
            if (!more)
                return;
        }
    }

    /// <returns>Whether there was anything to do.</returns>
    public static async Task<bool> StepAsync(AppDb db, int size, bool isNew, CancellationToken cancel)
    {
        // A job and a restore work on the whole installation.
        var stale = await db.Set<SearchText>().IgnoreQueryFilters().Where(t => t.IndexVersion != SearchTerms.Version)
            .OrderBy(t => t.Kind).ThenBy(t => t.ThingId).Take(size).Select(t => new { t.Kind, t.ThingId }).ToListAsync(cancel);
        var (kinds, things) = (stale.Select(s => s.Kind).Distinct().ToList(), stale.Select(s => s.ThingId).ToList());
        var rows = db.Set<SearchText>().IgnoreQueryFilters().Where(t => kinds.Contains(t.Kind) && things.Contains(t.ThingId));
        // Written before it is read, so that whoever saves the same thing now comes either before or after this.
        await rows.ExecuteUpdateAsync(s => s.SetProperty(t => t.IndexVersion, SearchTerms.Version), cancel);
        var texts = await rows.ToListAsync(cancel);
        var ids = texts.Where(t => t.Kind == ArticleGate.Kind).Select(t => t.ThingId).ToList();
        // Rows of the first version know neither title nor scope of their articles.
        var articles = await db.Set<Article>().IgnoreQueryFilters().AsNoTracking().Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancel);
        foreach (var text in texts)
            if (text.Kind == ArticleGate.Kind && articles.TryGetValue(text.ThingId, out var article))
                text.List(article);
        await db.SaveChangesAsync(cancel);
        var index = new SearchIndex(db);
        foreach (var text in texts)
            await index.WriteAsync(text, isNew, cancel);
        db.ChangeTracker.Clear();
        return texts.Count > 0;
    }
}
