using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Import;

/// <summary>The steps of taking a batch in: each does its rows and marks them in one transaction.</summary>
internal sealed class ImportSteps(AppDb db, ICommunities communities, FilesOfBatch files, ArticlesOfBatch texts, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task MakeColumnsAsync(ImportBatch batch, IReadOnlyList<ImportItem> rows, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        foreach (var row in rows)
        {
            var space = await communities.EnsureSpaceAsync(
                batch.CommunityId, row.Slug, row.Title, SpaceKind.Column, row.TierId, cancel);
            row.Became(space, null, null, Now);
        }
        await CommitAsync(batch, rows, transaction, cancel);
    }

    public async Task KeepFilesAsync(
        ImportBatch batch, IReadOnlyList<ImportItem> rows, IImportFolder folder, Func<Task> alive, CancellationToken cancel)
    {
        // Bytes first, outside of the transaction: what a failure leaves there is found again by its hash.
        var kept = await files.StoreAsync(rows, folder, alive, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await files.RecordAsync(batch, kept, Now, cancel);
        await CommitAsync(batch, rows, transaction, cancel);
    }

    public async Task KeepArticlesAsync(
        ImportBatch batch, IReadOnlyList<ImportItem> rows, IImportFolder folder, ImportComposer composer, Func<Task> alive,
        CancellationToken cancel)
    {
        var composed = await texts.ComposeAsync(batch, rows, folder, composer, Now, alive, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await texts.KeepAsync(batch, composed, Now, cancel);
        await CommitAsync(batch, rows, transaction, cancel);
    }

    public async Task FinishAsync(ImportBatch batch, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        batch.Finish(Now);
        if (batch.Applied > 0)
            db.Publish(() => new ArticlesImported(batch.CommunityId, batch.MemberId, batch.Id, batch.Created, batch.Updated, 0));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CommitAsync(
        ImportBatch batch, IReadOnlyList<ImportItem> rows, WriteTransaction transaction, CancellationToken cancel)
    {
        batch.Advance(rows.Count, rows.Count(r => r.Action == ImportAction.Error));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>The pictures and other files of a batch.</summary>
internal sealed class FilesOfBatch(AppDb db, FileStore store, KeepFile keep, IOptions<ContentOptions> options)
{
    public async Task<List<(ImportItem Row, KeptBytes? Bytes)>> StoreAsync(
        IReadOnlyList<ImportItem> rows, IImportFolder folder, Func<Task> alive, CancellationToken cancel)
    {
        var kept = new List<(ImportItem, KeptBytes?)>(rows.Count);
        foreach (var row in rows)
        {
            kept.Add((row, await StoreAsync(row, folder, cancel)));
            await alive();
        }
        return kept;
    }

    /// <returns><c>null</c> where the file is not what was checked.</returns>
    private async Task<KeptBytes?> StoreAsync(ImportItem row, IImportFolder folder, CancellationToken cancel)
    {
        if (folder.Find(row.Path) is not { } entry)
            return null;
        try
        {
            await using var content = folder.Open(entry);
            var bytes = await store.KeepAsync(content, options.Value.PictureBytes, cancel);
            return bytes.SourceSha256 == row.Hash ? bytes : null;
        }
        catch (Exception gone) when (gone
            is IOException or InvalidDataException or UnauthorizedAccessException or Refused { Status: < 500 })
        {
            return null;
        }
    }

    public async Task RecordAsync(ImportBatch batch, List<(ImportItem Row, KeptBytes? Bytes)> kept, DateTime now, CancellationToken cancel)
    {
        var paths = kept.Select(k => k.Row.Path).ToList();
        var known = await db.Set<SourceFile>().Where(f => f.Source == batch.Source && paths.Contains(f.Path))
            .ToDictionaryAsync(f => f.Path, cancel);
        var stored = new List<(ImportItem Row, StoredFile File)>();
        foreach (var (row, bytes) in kept)
        {
            if (bytes is null)
                row.FailNow(ImportNote.Error(ImportTexts.ChangedMeanwhile), now);
            else
                stored.Add((row, await keep.EnsureAsync(bytes, Path.GetFileName(row.Path), batch.MemberId, cancel)));
        }
        await db.SaveChangesAsync(cancel);
        foreach (var (row, file) in stored)
        {
            row.BecameFile(file.Id, known.GetValueOrDefault(row.Path)?.FileId, now);
            if (known.TryGetValue(row.Path, out var source))
                source.Become(file.Id);
            else
                db.Add(SourceFile.Of(batch.CommunityId, batch.Source, row.Path, file.Id));
        }
    }
}
