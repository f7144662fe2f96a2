using Guildhall.Content.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// Gives paths the files back that a batch put others in place of, unless a later import did the same to the batch's. It comes before
/// the articles, whose earlier texts are rendered with what their paths mean then. Done twice it changes nothing.
/// </summary>
internal sealed class UndoReplaced(AppDb db)
{
    private const int StepSize = 200;

    /// <param name="stepDone">Called after each step.</param>
    public async Task RunAsync(ImportBatch batch, Func<Task> stepDone, CancellationToken cancel)
    {
        var position = -1;
        while (await NextAsync(batch, position, cancel) is { Count: > 0 } rows)
        {
            await using (var transaction = await db.BeginWriteAsync(cancel))
            {
                await RestoreAsync(batch, rows, cancel);
                await db.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
            }
            position = rows[^1].Position;
            db.ChangeTracker.Clear();
            db.Attach(batch);
            await stepDone();
        }
    }

    private Task<List<ImportItem>> NextAsync(ImportBatch batch, int after, CancellationToken cancel) => db.Set<ImportItem>().AsNoTracking()
        .Where(i => i.BatchId == batch.Id && i.Position > after && i.ReplacedId != null && i.UndoneAt == null)
        .OrderBy(i => i.Position).Take(StepSize).ToListAsync(cancel);

    private async Task RestoreAsync(ImportBatch batch, List<ImportItem> rows, CancellationToken cancel)
    {
        var paths = rows.Select(r => r.Path).ToList();
        var earlier = rows.Select(r => r.ReplacedId!.Value).Distinct().ToList();
        var sources = await db.Set<SourceFile>().Where(f => f.Source == batch.Source && paths.Contains(f.Path))
            .ToDictionaryAsync(f => f.Path, cancel);
        var there = await db.Set<StoredFile>().Where(f => earlier.Contains(f.Id)).Select(f => f.Id).ToHashSetAsync(cancel);
        foreach (var row in rows)
            if (sources.TryGetValue(row.Path, out var source) && source.FileId == row.ThingId && there.Contains(row.ReplacedId!.Value))
                source.Become(row.ReplacedId!.Value);
    }
}
