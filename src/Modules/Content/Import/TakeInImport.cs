using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// Takes a checked batch in, in the order of its rows: columns, files, articles. A step is one transaction that also marks its rows,
/// so that after a crash the next run goes on behind the last step that was committed.
/// </summary>
internal sealed class TakeInImport(
    AppDb db, CommunityScope scope, ICommunities communities, ImportFolders folders, ImportSteps steps, RemotePicturesOfBatch pictures)
{
    private const int StepSize = 20;

    /// <param name="stepDone">Called after each step.</param>
    /// <param name="alive">Called inside of steps, outside of transactions.</param>
    /// <exception cref="ImportUnreadable">What was handed in is not there any more, or damaged.</exception>
    public async Task RunAsync(ImportBatch batch, Func<Task> stepDone, Func<Task> alive, CancellationToken cancel = default)
    {
        using var folder = folders.Open(batch.Location);
        ImportComposer? composer = null;
        while (await NextAsync(batch, cancel) is { Count: > 0 } rows)
        {
            switch (rows[0].Kind)
            {
                case ImportKind.Column:
                    await steps.MakeColumnsAsync(batch, rows, cancel);
                    scope.Enter(await communities.FindAsync(batch.CommunityId, cancel) ?? throw Refused.NotFound());
                    break;
                case ImportKind.File when rows[0].IsRemote:
                    await pictures.BringAsync(batch, rows, alive, cancel);
                    break;
                case ImportKind.File:
                    await steps.KeepFilesAsync(batch, rows, folder, alive, cancel);
                    break;
                default:
                    composer ??= await ComposerAsync(batch, cancel);
                    await steps.KeepArticlesAsync(batch, rows, folder, composer, alive, cancel);
                    break;
            }
            db.ChangeTracker.Clear();
            db.Attach(batch);
            await stepDone();
        }
        await steps.FinishAsync(batch, cancel);
        folders.Forget(batch.Location);
    }

    /// <summary>The next rows of one kind that are still to be taken in.</summary>
    private async Task<List<ImportItem>> NextAsync(ImportBatch batch, CancellationToken cancel)
    {
        var rows = await db.Set<ImportItem>()
            .Where(i => i.BatchId == batch.Id && i.AppliedAt == null
                && (i.Action == ImportAction.Create || i.Action == ImportAction.Update))
            .OrderBy(i => i.Position).Take(StepSize).ToListAsync(cancel);
        var others = rows.SkipWhile(r => r.Kind == rows[0].Kind && r.IsRemote == rows[0].IsRemote).ToList();
        foreach (var other in others)
            db.Entry(other).State = EntityState.Detached;
        return rows[..(rows.Count - others.Count)];
    }

    /// <summary>How references are answered now that every file is stored.</summary>
    private async Task<ImportComposer> ComposerAsync(ImportBatch batch, CancellationToken cancel)
    {
        var community = scope.Required;
        var slugs = await db.Set<ImportItem>().AsNoTracking()
            .Where(i => i.BatchId == batch.Id && i.Kind == ImportKind.Article && i.Action != ImportAction.Error
                && i.Action != ImportAction.Skip)
            .ToDictionaryAsync(i => i.Path, i => i.Slug, cancel);
        var refused = await db.Set<ImportItem>().AsNoTracking()
            .Where(i => i.BatchId == batch.Id && i.Kind == ImportKind.File && i.Action == ImportAction.Error).Select(i => i.Path)
            .ToHashSetAsync(cancel);
        var files = await db.Set<SourceFile>().AsNoTracking().Where(f => f.Source == batch.Source)
            .Join(db.Set<StoredFile>(), s => s.FileId, f => f.Id,
                (s, f) => new { s.Path, Sha256 = f.SourceSha256 ?? f.Sha256, f.Code, f.Name, f.MediaType })
            .ToDictionaryAsync(f => f.Path, f => new ReferencedFile(f.Path, f.Sha256, ArticlePaths.File(community.Slug, f.Code, f.Name),
                f.MediaType.StartsWith("image/", StringComparison.Ordinal)), cancel);
        return new ImportComposer(community, path => slugs.GetValueOrDefault(path),
            (path, _) => refused.Contains(path) ? null : files.GetValueOrDefault(path),
            target => RemotePicture.KeyOf(target) is { } key ? files.GetValueOrDefault(key) : null, path => refused.Contains(path));
    }
}
