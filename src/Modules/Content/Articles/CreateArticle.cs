using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Writes a new article, as a draft or published at once.</summary>
internal sealed class CreateArticle(AppDb db, CommunityScope scope, ITiers tiers, ArticleTools tools, TimeProvider time)
{
    /// <param name="publishedAt"><c>null</c> leaves it a draft.</param>
    public async Task<long> RunAsync(ArticleText handedIn, long authorId, DateTime? publishedAt, CancellationToken cancel = default)
    {
        var community = scope.Required;
        var text = handedIn.Tidy();
        text.Check(community, await tiers.ListAsync(community.Id, cancel));
        var rendered = await tools.Rendering.RunAsync(text.Title, text.Markdown, text.SpaceId, null, null, cancel);
        var now = time.GetUtcNow().UtcDateTime;

        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = Article.Draft(community.Id, authorId, now);
        article.Place(await tools.Slugs.ChooseAsync(text.Slug, text.Title, null, cancel), text.SpaceId, text.Access, text.TierId);
        article.Write(text.Title, text.Language, text.Markdown, rendered, community.PreviewBlocksOf(text.SpaceId), now);
        db.Add(article);
        if (publishedAt is { } at)
        {
            article.Publish(at);
            db.Publish(() => new ArticlePublished(community.Id, authorId, article.Id));
        }
        await tools.KeepAsync(article, rendered, cancel);
        await transaction.CommitAsync(cancel);
        return article.Id;
    }
}
