using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Content.Articles;

/// <summary>Writes a new article, as a draft or published at once.</summary>
internal sealed class CreateArticle(
    AppDb db, Guard guard, PrepareArticle prepare, ArticleSlugs slugs, KeepArticle keep, TimeProvider time)
{
    /// <param name="publishedAt"><c>null</c> leaves it a draft.</param>
    public async Task<long> RunAsync(ArticleText handedIn, long authorId, DateTime? publishedAt, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        return await WriteAsync(handedIn, authorId, publishedAt, cancel);
    }

    /// <summary>The same inside the operation of another module, which has asked the gate itself.</summary>
    public async Task<long> WriteAsync(ArticleText handedIn, long authorId, DateTime? publishedAt, CancellationToken cancel)
    {
        var prepared = await prepare.RunAsync(handedIn, null, null, null, cancel);
        var (community, text, rendered) = prepared;
        if (publishedAt is not null && string.IsNullOrWhiteSpace(text.Markdown))
            throw ArticleText.Missing();
        var now = time.GetUtcNow().UtcDateTime;

        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = Article.Draft(community.Id, authorId, now);
        article.Place(
            await slugs.ChooseAsync(text.Slug, text.Title, null, cancel), text.SpaceId, text.Access ?? ArticleAccess.Space, text.TierId);
        article.Write(text.Title, text.Language, text.Markdown, rendered, prepared.PreviewBlocks, now);
        db.Add(article);
        if (publishedAt is { } at)
        {
            article.Publish(at);
            db.Publish(() => new ArticlePublished(community.Id, authorId, article.Id, article.SpaceId));
        }
        await keep.RunAsync(article, rendered, cancel);
        await transaction.CommitAsync(cancel);
        return article.Id;
    }
}
