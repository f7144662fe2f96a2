using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Answers the other modules' questions about articles.</summary>
internal sealed class ArticleIndex(AppDb db, ICommunities communities, CreateArticle create, CommunityScope scope) : IArticles
{
    public async Task<PublicArticle?> FindPublicAsync(long communityId, long id, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return null;
        var found = await OfCommunity(communityId).Where(Publication.IsPublic).Where(a => a.Id == id)
            .Select(a => new { a.SpaceId, a.AuthorId, a.Title, a.Slug }).SingleOrDefaultAsync(cancel);
        return found is null ? null
            : new PublicArticle(id, found.SpaceId, found.AuthorId, found.Title, ArticlePaths.Of(community.Slug, found.Slug));
    }

    public async Task<long> PublishAsync(NewArticle article, CancellationToken cancel = default)
    {
        scope.Enter(await communities.FindAsync(article.CommunityId, cancel) ?? throw Refused.NotFound());
        var existing = await OfCommunity(article.CommunityId).Where(a => a.Slug == article.Slug).Select(a => (long?)a.Id)
            .FirstOrDefaultAsync(cancel);
        if (existing is { } id)
            return id;
        var text = new ArticleText(article.Title, article.Slug, article.SpaceId, ArticleAccess.Space, null, article.Language,
            article.Markdown);
        return await create.WriteAsync(text, article.AuthorId, article.PublishedAt, cancel);
    }

    // Asked by pages of the whole installation too, which stand in no community; so the community is named here.
    private IQueryable<Article> OfCommunity(long communityId) =>
        db.Set<Article>().AsNoTracking().IgnoreQueryFilters().Where(a => a.CommunityId == communityId);
}
