using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>The text that an undo brings back.</summary>
/// <param name="PreviewBlocks">By which its free part was cut.</param>
internal sealed record EarlierText(ArticleRevision Revision, RenderedMarkdown Rendered, int PreviewBlocks);

/// <summary>Takes one article of a batch back.</summary>
internal sealed class UndoArticle(AppDb db, ArticleRendering rendering, ArticleSlugs slugs, KeepArticle keep, SearchIndex search)
{
    /// <summary>Renders the text from before a row; ahead of the transaction, which shall be short.</summary>
    /// <returns><c>null</c> where there is none to bring back: it was new, is gone, or was edited here since.</returns>
    public async Task<EarlierText?> ComposeAsync(ImportItem row, CancellationToken cancel)
    {
        if (row.VersionBefore is not { } before || row.IsGone)
            return null;
        var now = await db.Set<Article>().AsNoTracking().Where(a => a.Id == row.ThingId && a.Version == row.VersionAfter)
            .Select(a => new { a.SpaceId, a.Source, a.ExternalKey }).SingleOrDefaultAsync(cancel);
        if (now is null)
            return null;
        var earlier = await db.Set<ArticleRevision>().AsNoTracking()
            .SingleAsync(r => r.ArticleId == row.ThingId && r.Version == before, cancel);
        var rendered = await rendering.RunAsync(earlier.Title, earlier.Markdown, now.SpaceId, now.Source, now.ExternalKey, cancel);
        return new EarlierText(earlier, rendered, rendering.PreviewBlocksOf(now.SpaceId));
    }

    /// <returns>Whether it was undone; what was edited here since stays.</returns>
    public async Task<bool> RunAsync(ImportBatch batch, ImportItem row, EarlierText? earlier, DateTime now, CancellationToken cancel)
    {
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == row.ThingId, cancel);
        if (article is null)
            return true;
        if (article.Version != row.VersionAfter)
            return false;
        if (row.IsGone)
        {
            if (article.WithdrawnAt == row.AppliedAt)
                article.Publish(now);
            await keep.RunAsync(article, null, cancel);
            return true;
        }
        if (row.VersionBefore is null)
        {
            await search.RemoveAsync(new Thing(ArticleGate.Kind, article.Id), cancel);
            await db.Set<Article>().Where(a => a.Id == article.Id).ExecuteDeleteAsync(cancel);
            db.Entry(article).State = EntityState.Detached;
            return true;
        }
        // A version never comes back, so whoever has it now had it when the text was rendered.
        await RestoreAsync(batch, row, article, earlier!, now, cancel);
        return true;
    }

    private async Task RestoreAsync(
        ImportBatch batch, ImportItem row, Article article, EarlierText earlier, DateTime now, CancellationToken cancel)
    {
        var revision = earlier.Revision;
        db.Add(ArticleRevision.Of(article, batch.MemberId, now));
        if (row.HasPublished)
            article.Unpublish();
        // At another instant somebody withdrew it here.
        else if (row.HasWithdrawn && article.WithdrawnAt == row.AppliedAt)
            article.Publish(now);
        if (row.SlugBefore is { } slug)
            await MoveBackAsync(row, article, slug, cancel);
        article.Write(
            revision.Title, row.LanguageBefore ?? article.Language, revision.Markdown, earlier.Rendered, earlier.PreviewBlocks, now);
        article.CameFrom(article.Source!, row.FormerPath ?? article.ExternalKey!, revision.SourceHash);
        await keep.RunAsync(article, earlier.Rendered, cancel);
    }

    /// <summary>Who may read it is what it was, whatever became of its address.</summary>
    private async Task MoveBackAsync(ImportItem row, Article article, string slug, CancellationToken cancel)
    {
        var formerSlug = article.Slug;
        var isFree = !await db.Set<Article>().AnyAsync(a => a.Slug == slug && a.Id != article.Id, cancel);
        article.Place(isFree ? slug : formerSlug, article.SpaceId, row.AccessBefore ?? article.Access, row.TierIdBefore);
        if (article.Slug != formerSlug)
            await slugs.MoveAsync(article, formerSlug, cancel);
    }
}
