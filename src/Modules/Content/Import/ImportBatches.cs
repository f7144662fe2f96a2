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

/// <summary>A row of a report as people see it.</summary>
/// <param name="Address">Slug of the article or column.</param>
/// <param name="Space">Slug of the article's column.</param>
public sealed record ImportRow(
    int Position, ImportKind Kind, ImportAction Action, string Path, string Title, string Address, string Space,
    IReadOnlyList<ImportRemark> Remarks);

/// <param name="Text">In the reader's language.</param>
/// <param name="Detail">Somebody else's words on it, in English.</param>
public sealed record ImportRemark(bool IsError, string Text, string? Detail);

/// <summary>Batches and their reports, as people see them.</summary>
internal sealed class ImportBatches(AppDb db, Texts texts)
{
    public const int PageSize = 100;
    private const int MaxBatches = 50;

    public async Task<IReadOnlyList<ImportBatch>> ListAsync(CancellationToken cancel) =>
        await db.Set<ImportBatch>().AsNoTracking().OrderByDescending(b => b.Id).Take(MaxBatches).ToListAsync(cancel);

    /// <returns><c>null</c> when there is none.</returns>
    public Task<ImportBatch?> FindAsync(long id, CancellationToken cancel) =>
        db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancel);

    /// <summary>The columns that it would make: slug and name, in their order.</summary>
    public async Task<IReadOnlyList<(string Slug, string Name)>> NewColumnsAsync(long id, CancellationToken cancel) =>
        [.. (await db.Set<ImportItem>().AsNoTracking()
            .Where(i => i.BatchId == id && i.Kind == ImportKind.Column && i.Action == ImportAction.Create)
            .OrderBy(i => i.Position).Select(i => new { i.Slug, i.Title }).ToListAsync(cancel)).Select(i => (i.Slug, i.Title))];

    /// <summary>Articles that are public and whose files are not there any more.</summary>
    public Task<int> CountGoneAsync(long id, CancellationToken cancel) => db.Set<ImportItem>().CountAsync(
        i => i.BatchId == id && i.Kind == ImportKind.Article && i.Action == ImportAction.Skip && i.Hash == ImportItem.GoneHash, cancel);

    /// <summary>Pictures of other servers: how many were asked for so far, of how many.</summary>
    public async Task<(int Done, int All)> CountPicturesAsync(long id, CancellationToken cancel)
    {
        var remote = db.Set<ImportItem>().Where(i => i.BatchId == id && i.Kind == ImportKind.File && (i.AppliedAt != null
            || i.Action == ImportAction.Create) && (i.Path.StartsWith("https://") || i.Path.StartsWith("http://")));
        return (await remote.CountAsync(i => i.AppliedAt != null, cancel), await remote.CountAsync(cancel));
    }

    /// <summary>After an undo: files that a later import replaced again, which stayed.</summary>
    public Task<int> CountKeptFilesAsync(long id, CancellationToken cancel) =>
        db.Set<ImportItem>().CountAsync(i => i.BatchId == id && i.KeptOnUndo && i.ReplacedId != null, cancel);

    /// <returns>Rows with remarks in the reader's language, by their position.</returns>
    public async Task<Page<ImportRow, int>> RowsAsync(long id, ImportFilter filter, int after, CancellationToken cancel)
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
        return (await items.OrderBy(i => i.Position).PageAsync(PageSize, i => i.Position, cancel)).Select(ToRow);
    }

    private ImportRow ToRow(ImportItem item) => new(
        item.Position, item.Kind, item.Action, item.Path, item.Title, item.Slug, item.Space,
        [.. item.Notes.Select(n => new ImportRemark(n.IsError, texts[n.Text, [.. n.Args]], n.Detail))]);
}
