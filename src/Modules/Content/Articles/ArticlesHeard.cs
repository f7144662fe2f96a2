using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Of a public article everybody may hear title and address; of any other, who may write.</summary>
internal sealed class ArticlesHeard(AppDb db, ICommunities communities)
    : IHeardBy<ArticlePublished>, IHeardBy<ArticleRevised>, IHeardBy<ArticleWithdrawn>
{
    public ValueTask<Heard> OfAsync(ArticlePublished happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ArticleId, cancel);

    public ValueTask<Heard> OfAsync(ArticleRevised happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ArticleId, cancel);

    public ValueTask<Heard> OfAsync(ArticleWithdrawn happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ArticleId, cancel);

    private async ValueTask<Heard> OfAsync(long communityId, long articleId, CancellationToken cancel)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return Heard.ByNobody;
        // Asked on behalf of several communities, outside of any.
        var article = await db.Set<Article>().IgnoreQueryFilters().AsNoTracking()
            .Where(a => a.CommunityId == communityId && a.Id == articleId)
            .Select(a => new { a.Title, a.Slug, a.SpaceId, a.PublishedAt, a.WithdrawnAt }).SingleOrDefaultAsync(cancel);
        if (article is null)
            return Heard.ByNobody;
        var need = article.PublishedAt is null || article.WithdrawnAt is not null
            ? Need.Permission(communityId, Permissions.WriteContent)
            : Need.ToRead(communityId, new Thing(ArticleGate.Kind, articleId), new Requirement.Open());
        return new Heard(new Audience.Needing(need), new
        {
            article = new { id = articleId, article.Title, path = ArticlePaths.Of(community.Slug, article.Slug),
                space = community.Space(article.SpaceId)?.Slug, article.PublishedAt },
        });
    }
}
