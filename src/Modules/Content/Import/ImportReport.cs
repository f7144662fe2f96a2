using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// A batch for programs; texts and the words for enums are in English. The pages read the rows themselves (<see cref="ImportBatches"/>).
/// </summary>
/// <param name="State">checking, ready, importing, done, undoing, undone, failed.</param>
/// <param name="Failure">Why it failed as a whole.</param>
/// <param name="Total">Rows to take in, columns and files included.</param>
/// <param name="KeptOnUndo">Articles that an undo left because they were edited here since.</param>
public sealed record ImportReport(
    long Id, string Source, string Name, string State, string? Failure, DateTime CreatedAt, DateTime? FinishedAt, int Total, int Applied,
    int Created, int Updated, int Unchanged, int Warnings, int Errors, int Undone, int KeptOnUndo, bool CanUndo, bool CanDrop,
    IReadOnlyList<ImportReportRow> Rows)
{
    private const int MaxRows = 100_000;

    internal static async Task<ImportReport> ReadAsync(AppDb db, ImportBatch batch, CancellationToken cancel) =>
        Of(batch, await ItemsAsync(db, batch.Id, cancel));

    internal static Task<List<ImportItem>> ItemsAsync(AppDb db, long batchId, CancellationToken cancel) =>
        db.Set<ImportItem>().AsNoTracking().Where(i => i.BatchId == batchId).OrderBy(i => i.Position).Take(MaxRows).ToListAsync(cancel);

    internal static ImportReport Of(ImportBatch batch, IEnumerable<ImportItem> items) => new(
        batch.Id, batch.Source, batch.Name, Word(batch.State), batch.Failure, batch.CreatedAt, batch.FinishedAt, batch.Total, batch.Applied,
        batch.Created, batch.Updated, batch.Unchanged, batch.Warnings, batch.Errors, batch.Undone, batch.KeptOnUndo, batch.CanUndo,
        batch.CanDrop,
        [.. items.Select(ImportReportRow.Of)]);

    internal static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => EnumWords.Of(value);
}

/// <param name="Kind">column, file, article, other.</param>
/// <param name="Action">create, update, unchanged, skip, error.</param>
/// <param name="Address">Slug of the article or column.</param>
/// <param name="Space">Slug of the article's column.</param>
public sealed record ImportReportRow(
    int Position, string Kind, string Action, string Path, string Title, string Address, string Space,
    IReadOnlyList<ImportReportNote> Notes)
{
    internal static ImportReportRow Of(ImportItem item) => new(
        item.Position, ImportReport.Word(item.Kind), ImportReport.Word(item.Action), item.Path, item.Title, item.Slug, item.Space,
        [.. item.Notes.Select(n => new ImportReportNote(n.IsError, n.IsInfo, TextOf(n)))]);

    private static string TextOf(ImportNote note) =>
        string.Format(CultureInfo.InvariantCulture, note.Text, [.. note.Args]) + (note.Detail is { } detail ? $" ({detail})" : "");
}

/// <param name="IsInfo">Good to know; neither an error nor a warning.</param>
public sealed record ImportReportNote(bool IsError, bool IsInfo, string Text);
