using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// Takes back the columns and files that a batch made, once its articles are gone, unless somebody uses them: an article that was
/// edited here since, another import, the operator who arranged the column. The bytes follow a day later (<see cref="SweepFiles"/>).
/// </summary>
internal sealed class UndoLeftovers(AppDb db, ICommunities communities, FileStore store)
{
    /// <summary>One step; the caller's transaction is open and commits.</summary>
    public async Task RunAsync(ImportBatch batch, IReadOnlyList<ImportItem> rows, DateTime now, CancellationToken cancel)
    {
        foreach (var row in rows)
        {
            var goes = row.Kind == ImportKind.File ? await RemoveFileAsync(batch, row, cancel) : await RemoveColumnAsync(batch, row, cancel);
            row.Undo(kept: !goes, now);
        }
    }

    private async Task<bool> RemoveFileAsync(ImportBatch batch, ImportItem row, CancellationToken cancel)
    {
        if (row.Action != ImportAction.Create || await db.Set<ArticleFile>().AnyAsync(f => f.FileId == row.ThingId, cancel))
            return false;
        await db.Set<SourceFile>().Where(f => f.Source == batch.Source && f.Path == row.Path && f.FileId == row.ThingId).ExecuteDeleteAsync(cancel);
        if (await db.Set<SourceFile>().AnyAsync(f => f.FileId == row.ThingId, cancel))
            return true;
        var file = await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == row.ThingId && f.AddedAt >= batch.StartedAt, cancel);
        if (file is null)
            return true;
        await db.Set<StoredFile>().Where(f => f.Id == file.Id).ExecuteDeleteAsync(cancel);
        // A backup that runs now may have seen the row: its bytes wait for the sweep from now on.
        store.Touch(file.Sha256);
        return true;
    }

    private async Task<bool> RemoveColumnAsync(ImportBatch batch, ImportItem row, CancellationToken cancel) =>
        row.Action == ImportAction.Create
        && !await db.Set<Article>().AnyAsync(a => a.SpaceId == row.ThingId, cancel)
        && await communities.RemoveUnusedSpaceAsync(batch.CommunityId, row.ThingId!.Value, batch.StartedAt!.Value, cancel);
}
