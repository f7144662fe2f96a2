using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// Takes a whole batch back: what it made goes, what it changed gets its earlier text, readers and address, or its earlier picture
/// (<see cref="UndoReplaced"/>). What was edited here or replaced since stays as it is, and the report says so. Then columns and
/// pictures go that it made and that nobody uses (<see cref="UndoLeftovers"/>).
/// </summary>
internal sealed class UndoImport(AppDb db, UndoReplaced replaced, UndoArticle article, UndoLeftovers leftovers, TimeProvider time)
{
    private const int StepSize = 20;

    /// <param name="stepDone">Called after each step.</param>
    /// <param name="alive">Called inside of steps, outside of transactions.</param>
    public async Task RunAsync(ImportBatch batch, Func<Task> stepDone, Func<Task> alive, CancellationToken cancel = default)
    {
        await replaced.RunAsync(batch, stepDone, cancel);
        while (await StepAsync(batch, alive, cancel))
        {
            db.ChangeTracker.Clear();
            db.Attach(batch);
            await stepDone();
        }
        await using var transaction = await db.BeginWriteAsync(cancel);
        batch.FinishUndo(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ArticlesImported(batch.CommunityId, batch.MemberId, batch.Id, 0, 0, batch.Undone));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<bool> StepAsync(ImportBatch batch, Func<Task> alive, CancellationToken cancel)
    {
        var rows = await NextAsync(batch, cancel);
        if (rows.Count == 0)
            return false;
        var texts = new List<(ImportItem Row, EarlierText? Earlier)>(rows.Count);
        foreach (var row in rows.Where(r => r.Kind == ImportKind.Article))
        {
            texts.Add((row, await article.ComposeAsync(row, cancel)));
            await alive();
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (texts.Count > 0)
            await UndoArticlesAsync(batch, texts, now, cancel);
        else
            await leftovers.RunAsync(batch, rows, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>From the last row to the first: articles, then files, then columns.</summary>
    private async Task<List<ImportItem>> NextAsync(ImportBatch batch, CancellationToken cancel)
    {
        var rows = await db.Set<ImportItem>().Where(i => i.BatchId == batch.Id && i.ThingId != null && i.UndoneAt == null)
            .OrderByDescending(i => i.Position).Take(StepSize).ToListAsync(cancel);
        return [.. rows.TakeWhile(r => (r.Kind == ImportKind.Article) == (rows[0].Kind == ImportKind.Article))];
    }

    private async Task UndoArticlesAsync(
        ImportBatch batch, List<(ImportItem Row, EarlierText? Earlier)> texts, DateTime now, CancellationToken cancel)
    {
        var kept = 0;
        foreach (var (row, earlier) in texts)
        {
            var goes = await article.RunAsync(batch, row, earlier, now, cancel);
            row.Undo(kept: !goes, now);
            kept += goes ? 0 : 1;
        }
        batch.AdvanceUndo(texts.Count - kept, kept);
    }
}
