using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Import;

/// <summary>Looks through what was handed in and writes the report, row by row. Nothing else is changed.</summary>
internal sealed class CheckImport(
    AppDb db, CommunityScope scope, ITiers tiers, ImportFolders folders, IOptions<ContentOptions> options, TimeProvider time)
{
    private const int RowsPerSave = 500, FilesPerReport = 25;

    private static readonly TimeSpan AskedAgain = TimeSpan.FromDays(1);

    // Texts are compared one by one; whoever moves more at once moves a folder for good.
    private const int MaxGone = 5_000, TextsPerQuery = 50;

    /// <param name="looked">Told now and then how many files were looked at, of how many. The look goes on when it is done.</param>
    /// <param name="alive">Called after each file.</param>
    /// <exception cref="ImportUnreadable">It cannot be read as a whole.</exception>
    public async Task RunAsync(ImportBatch batch, Func<int, int, Task> looked, Func<Task> alive, CancellationToken cancel = default)
    {
        using var folder = folders.Open(batch.Location);
        var ground = await GroundAsync(batch, folder, cancel);
        if (batch.SpaceSlug is { } slug && ground.Community.Space(slug) is null)
            throw new ImportUnreadable(ImportTexts.NoSpace);
        var texts = folder.Entries.Count(e => ImportNames.IsMarkdown(e.Path));
        if (texts == 0)
            throw new ImportUnreadable(ImportTexts.NothingFound);

        var plan = new ImportPlan(folder, ground, options.Value, batch.Source, batch.SpaceSlug, batch.FetchesPictures,
            time.GetUtcNow().UtcDateTime);
        var rows = await Task.Run(() =>
            plan.MakeAsync(count => count % FilesPerReport == 0 ? looked(count, texts) : Task.CompletedTask, alive, cancel), cancel);
        await SaveAsync(batch, rows, texts, cancel);
    }

    private async Task<ImportGround> GroundAsync(ImportBatch batch, IImportFolder folder, CancellationToken cancel)
    {
        var community = scope.Required;
        var articles = await db.Set<Article>().AsNoTracking().Where(a => a.Source == batch.Source)
            .Select(a => new KnownArticle(
                a.ExternalKey!, a.Slug, a.Title, a.SpaceId, a.SourceHash, a.Version, a.ImportedVersion, a.Access, a.TierId,
                Publication.Of(a.PublishedAt, a.WithdrawnAt)))
            .ToListAsync(cancel);
        var files = await db.Set<SourceFile>().AsNoTracking().Where(f => f.Source == batch.Source)
            .Join(db.Set<StoredFile>(), s => s.FileId, f => f.Id, (s, f) => new { s.Path, Sha256 = f.SourceSha256 ?? f.Sha256 })
            .ToDictionaryAsync(f => f.Path, f => f.Sha256, cancel);
        return new ImportGround(
            community, await tiers.ListAsync(community.Id, cancel),
            await db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == community.Id).Select(a => a.Slug).ToHashSetAsync(cancel),
            articles.ToDictionary(a => a.Key, StringComparer.Ordinal), files,
            await GoneAsync(batch, [.. articles.Select(a => a.Key).Where(key => folder.Find(key) is null).Take(MaxGone)], cancel),
            batch.FetchesPictures ? await FailedAsync(batch, cancel) : new Dictionary<string, ImportNote>());
    }

    /// <summary>Who was asked within the last day and gave no picture is not asked again so soon.</summary>
    private async Task<Dictionary<string, ImportNote>> FailedAsync(ImportBatch batch, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime - AskedAgain;
        var rows = await db.Set<ImportItem>().AsNoTracking()
            .Where(i => i.Kind == ImportKind.File && i.Action == ImportAction.Skip && i.AppliedAt > since
                && db.Set<ImportBatch>().Any(b => b.Id == i.BatchId && b.Source == batch.Source))
            .OrderBy(i => i.Id).ToListAsync(cancel);
        var failed = new Dictionary<string, ImportNote>(StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.IsRemote && r.Notes.Count > 0))
            failed[row.Path] = row.Notes[^1];
        return failed;
    }

    private async Task<Dictionary<string, string>> GoneAsync(ImportBatch batch, List<string> keys, CancellationToken cancel)
    {
        var gone = new List<(string Hash, string Key)>(keys.Count);
        foreach (var chunk in keys.Chunk(TextsPerQuery))
        {
            var texts = await db.Set<Article>().AsNoTracking().Where(a => a.Source == batch.Source && chunk.Contains(a.ExternalKey!))
                .Select(a => new { a.ExternalKey, a.Markdown }).ToListAsync(cancel);
            gone.AddRange(texts.Select(t => (MovedFiles.HashOf(t.Markdown), t.ExternalKey!)));
        }
        return gone.GroupBy(g => g.Hash).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);
    }

    private async Task SaveAsync(ImportBatch batch, IReadOnlyList<PlannedRow> rows, int texts, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var position = 0;
        foreach (var chunk in rows.Chunk(RowsPerSave))
        {
            var items = chunk.Select(r => ImportItem.Of(batch, position++, r.Kind, r.Action, r.Path)
                .Describe(r.Title, r.Slug, r.Space, r.Hash).Say(r.Notes)).ToList();
            db.AddRange(items);
            await db.SaveChangesAsync(cancel);
            foreach (var item in items)
                db.Entry(item).State = EntityState.Detached;
        }
        batch.Checked(CountsOf(rows, texts), time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static ImportCounts CountsOf(IReadOnlyList<PlannedRow> rows, int texts)
    {
        var articles = rows.Where(r => r.Kind == ImportKind.Article).ToList();
        return new ImportCounts(
            texts,
            rows.Count(r => r.Action is ImportAction.Create or ImportAction.Update),
            articles.Count(r => r.Action == ImportAction.Create),
            articles.Count(r => r.Action == ImportAction.Update),
            articles.Count(r => r.Action == ImportAction.Unchanged),
            rows.Count(r => r.Action != ImportAction.Error && r.Notes.Any(n => n.IsWarning)),
            rows.Count(r => r.Action == ImportAction.Error));
    }
}
