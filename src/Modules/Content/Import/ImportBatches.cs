using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>Which rows of a report are shown.</summary>
internal enum ImportFilter
{
    All,
    Created,
    Updated,
    Warnings,
    Errors,
    Kept,
}

/// <summary>Batches and their reports, as people see them.</summary>
internal sealed class ImportBatches(AppDb db, Texts texts)
{
    public const int PageSize = 100;
    private const int MaxBatches = 50;

    public async Task<IReadOnlyList<ImportReport>> ListAsync(CancellationToken cancel)
    {
        var batches = await db.Set<ImportBatch>().AsNoTracking().OrderByDescending(b => b.Id).Take(MaxBatches).ToListAsync(cancel);
        return [.. batches.Select(b => ImportReport.Of(b, []))];
    }

    /// <summary>A batch without its rows; <c>null</c> when there is none.</summary>
    public async Task<ImportReport?> FindAsync(long id, CancellationToken cancel)
    {
        var batch = await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancel);
        return batch is null ? null : ImportReport.Of(batch, []) with { Failure = batch.Failure is { } why ? texts[why] : null };
    }

    /// <summary>How far the check has come.</summary>
    public async Task<(int Looked, int Files)> ProgressAsync(long id, CancellationToken cancel)
    {
        // Not as a tuple at once: PostgreSQL would send a record, which cannot be read back.
        var progress = await db.Set<ImportBatch>().AsNoTracking().Where(b => b.Id == id).Select(b => new { b.Looked, b.Files }).SingleAsync(cancel);
        return (progress.Looked, progress.Files);
    }

    /// <summary>After an undo: files that a later import replaced again, which stayed.</summary>
    public Task<int> CountKeptFilesAsync(long id, CancellationToken cancel) =>
        db.Set<ImportItem>().CountAsync(i => i.BatchId == id && i.KeptOnUndo && i.ReplacedId != null, cancel);

    /// <returns>The page's rows with notes in the reader's language, and the position behind which the next page begins.</returns>
    public async Task<(IReadOnlyList<ImportReportRow> Rows, int? Next)> RowsAsync(long id, ImportFilter filter, int after, CancellationToken cancel)
    {
        var items = db.Set<ImportItem>().AsNoTracking().Where(i => i.BatchId == id && i.Position > after);
        items = filter switch
        {
            ImportFilter.Created => items.Where(i => i.Action == ImportAction.Create),
            ImportFilter.Updated => items.Where(i => i.Action == ImportAction.Update),
            ImportFilter.Warnings => items.Where(i => i.HasWarning),
            ImportFilter.Errors => items.Where(i => i.Action == ImportAction.Error),
            ImportFilter.Kept => items.Where(i => i.KeptOnUndo),
            _ => items,
        };
        var rows = await items.OrderBy(i => i.Position).Take(PageSize + 1).ToListAsync(cancel);
        return ([.. rows.Take(PageSize).Select(ToRow)], rows.Count > PageSize ? rows[PageSize - 1].Position : null);
    }

    private ImportReportRow ToRow(ImportItem item) =>
        ImportReportRow.Of(item) with { Notes = [.. item.Notes.Select(n => new ImportReportNote(n.IsError, texts[n.Text, [.. n.Args]]))] };
}
