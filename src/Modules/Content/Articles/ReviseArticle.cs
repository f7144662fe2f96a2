using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Saves an article anew. The text before stays as a revision; who saves over a version that they have not seen is told.</summary>
internal sealed class ReviseArticle(
    AppDb db, Guard guard, PrepareArticle prepare, ArticleSlugs slugs, KeepArticle keep, TimeProvider time)
{
    /// <param name="version">The version that the editor had before them.</param>
    /// <exception cref="Refused">404 where there is none; 409 <c>edited_meanwhile</c>; 422 at a field.</exception>
    public async Task RunAsync(long articleId, int version, ArticleText handedIn, long editorId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var known = await db.Set<Article>().AsNoTracking().Where(a => a.Id == articleId)
            .Select(a => new { a.Source, a.ExternalKey, a.TierId }).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        var prepared = await prepare.RunAsync(handedIn, known.Source, known.ExternalKey, known.TierId, cancel);
        var (community, text, rendered) = prepared;
        var now = time.GetUtcNow().UtcDateTime;

        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        if (article.Version != version)
            throw KeepArticle.EditedMeanwhile();

        db.Add(ArticleRevision.Of(article, editorId, now));
        var (formerSlug, formerSpace) = (article.Slug, article.SpaceId);
        var (access, tierId) = text.Access is { } wanted ? (wanted, text.TierId) : (article.Access, article.TierId);
        article.Place(text.Slug == formerSlug ? formerSlug : await slugs.ChooseAsync(text.Slug, text.Title, article.Id, cancel),
            text.SpaceId, access, tierId);
        article.Write(text.Title, text.Language, text.Markdown, rendered, prepared.PreviewBlocks, now);
        if (article.Slug != formerSlug)
            await slugs.MoveAsync(article, formerSlug, cancel);
        db.Publish(() => new ArticleRevised(community.Id, editorId, article.Id, article.SpaceId == formerSpace ? article.SpaceId : 0,
            article.IsPublic));
        await keep.RunAsync(article, rendered, cancel);
        await transaction.CommitAsync(cancel);
    }
}
