using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>Takes one article of a batch back.</summary>
internal sealed class UndoArticle(AppDb db, KeepArticle keep, SearchIndex search, ArticleRendering rendering, CommunityScope scope)
{
    /// <returns>Whether it was undone; what was edited here since stays.</returns>
    public async Task<bool> RunAsync(ImportBatch batch, ImportItem row, DateTime now, CancellationToken cancel)
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
