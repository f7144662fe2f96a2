using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Search;

/// <summary>
/// What SQLite's index took in together stays a segment of its own, and every word is looked up in each of them. Merging them made a search
/// among a hundred thousand articles three to five times cheaper (<c>merge</c> and <c>usermerge</c>, sqlite.org/fts5.html, 6).
/// </summary>
internal sealed class MergeSearch(AppDb db) : IRecurringJob
{
    // Small steps, so that writers come in between; what is left is done the next time.
    private const int PagesPerStep = 200, MaxSteps = 100;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
            return;
        for (var step = 0; step < MaxSteps && await StepAsync(cancel); step++)
            cancel.ThrowIfCancellationRequested();
    }

    /// <returns>Whether there was anything to merge: then more than the command itself changed.</returns>
    private async Task<bool> StepAsync(CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var before = await ChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync($"INSERT INTO search_entries (search_entries, rank) VALUES ('merge', {PagesPerStep})", cancel);
        var changed = await ChangesAsync(cancel) - before;
        await transaction.CommitAsync(cancel);
        return changed > 1;
    }

    private Task<long> ChangesAsync(CancellationToken cancel) => db.Database.SqlQueryRaw<long>("SELECT total_changes() AS Value").SingleAsync(cancel);
}
