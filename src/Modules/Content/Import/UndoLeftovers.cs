using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// Takes back the columns and files that a batch made, once its articles are gone, unless somebody uses them: an article that was
/// edited here since, another import or its undo, the operator who arranged the column. The bytes follow a day later (<see
/// cref="SweepFiles"/>).
/// </summary>
internal sealed class UndoLeftovers(AppDb db, ICommunities communities, FileStore store)
{
    /// <summary>One step; the caller's transaction is open and commits.</summary>
    public async Task RunAsync(ImportBatch batch, IReadOnlyList<ImportItem> rows, DateTime now, CancellationToken cancel)
    {
        foreach (var row in rows)
        {
            var goes = row.Kind == ImportKind.File ? await RemoveFileAsync(batch, row, cancel)
                : await RemoveColumnAsync(batch, row, cancel);
            row.Undo(kept: !goes, now);
        }
    }

    private async Task<bool> RemoveFileAsync(ImportBatch batch, ImportItem row, CancellationToken cancel)
    {
        var source = db.Set<SourceFile>().Where(f => f.Source == batch.Source && f.Path == row.Path);
        if (row.ReplacedId is not null)
        {
            if (!await source.AnyAsync(f => f.FileId == row.ReplacedId, cancel))
            {
                row.Say([.. row.Notes, ImportNote.Warning(ImportTexts.ReplacedSince)]);
                return false;
            }
        }
        else if (row.Action != ImportAction.Create || await db.Set<ArticleFile>().AnyAsync(f => f.FileId == row.ThingId, cancel))
            return false;
        else
            await source.Where(f => f.FileId == row.ThingId).ExecuteDeleteAsync(cancel);
        await ForgetAsync(batch, row.ThingId!.Value, cancel);
        return true;
    }

    private async Task ForgetAsync(ImportBatch batch, long fileId, CancellationToken cancel)
    {
        var file = await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId && f.AddedAt >= batch.StartedAt
            && !db.Set<SourceFile>().Any(s => s.FileId == f.Id) && !db.Set<ArticleFile>().Any(a => a.FileId == f.Id)
            && !db.Set<ImportItem>().Any(i => i.ReplacedId == f.Id && i.UndoneAt == null), cancel);
        if (file is null)
            return;
        await db.Set<StoredFile>().Where(f => f.Id == file.Id).ExecuteDeleteAsync(cancel);
        // A backup that runs now may have seen the row: its bytes wait for the sweep from now on.
        store.Touch(file.Sha256);
    }

    private async Task<bool> RemoveColumnAsync(ImportBatch batch, ImportItem row, CancellationToken cancel) =>
        row.Action == ImportAction.Create
        && !await db.Set<Article>().AnyAsync(a => a.SpaceId == row.ThingId, cancel)
        && await communities.RemoveUnusedSpaceAsync(batch.CommunityId, row.ThingId!.Value, batch.StartedAt!.Value, row.TierId, cancel);
}
