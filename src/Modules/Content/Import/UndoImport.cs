using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>
/// Takes a whole batch back: what it made goes, what it changed gets its earlier text. What was edited here since stays as it is, and
/// the report says so. Columns and stored pictures stay; nobody reaches a picture that no article shows.
/// </summary>
internal sealed class UndoImport(AppDb db, KeepArticle keep, SearchIndex search, ArticleRendering rendering, CommunityScope scope, TimeProvider time)
{
    private const int StepSize = 20;

    public async Task RunAsync(ImportBatch batch, Func<Task> stepDone, CancellationToken cancel = default)
    {
        while (await StepAsync(batch, cancel))
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

    private async Task<bool> StepAsync(ImportBatch batch, CancellationToken cancel)
    {
        var rows = await db.Set<ImportItem>()
            .Where(i => i.BatchId == batch.Id && i.ThingId != null && i.UndoneAt == null && i.Kind == ImportKind.Article)
            .OrderByDescending(i => i.Position).Take(StepSize).ToListAsync(cancel);
        if (rows.Count == 0)
            return false;

        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        int undone = 0, kept = 0;
        foreach (var row in rows)
        {
            var goes = await UndoArticleAsync(batch, row, now, cancel);
            row.Undo(kept: !goes, now);
            undone += goes ? 1 : 0;
            kept += goes ? 0 : 1;
        }
        batch.AdvanceUndo(undone, kept);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<bool> UndoArticleAsync(ImportBatch batch, ImportItem row, DateTime now, CancellationToken cancel)
    {
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == row.ThingId, cancel);
        if (article is null)
            return true;
        if (article.Version != row.VersionAfter)
            return false;
        if (row.VersionBefore is not { } before)
        {
            await search.RemoveAsync(article.Id, cancel);
            await db.Set<Article>().Where(a => a.Id == article.Id).ExecuteDeleteAsync(cancel);
            db.Entry(article).State = EntityState.Detached;
            return true;
        }
        await RestoreAsync(batch, article, before, now, cancel);
        return true;
    }

    private async Task RestoreAsync(ImportBatch batch, Article article, int version, DateTime now, CancellationToken cancel)
    {
        var earlier = await db.Set<ArticleRevision>().AsNoTracking().SingleAsync(r => r.ArticleId == article.Id && r.Version == version, cancel);
        var rendered = await rendering.RunAsync(earlier.Title, earlier.Markdown, article.SpaceId, article.Source, article.ExternalKey, cancel);
        db.Add(ArticleRevision.Of(article, batch.MemberId, now));
        article.Write(earlier.Title, article.Language, earlier.Markdown, rendered, scope.Required.PreviewBlocksOf(article.SpaceId), now);
        article.CameFrom(article.Source!, article.ExternalKey!, earlier.SourceHash);
        await keep.RunAsync(article, rendered, cancel);
    }
}
