using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Lets an operator ask of an article why somebody can or cannot read it.</summary>
internal sealed class GuardedArticles(AppDb db, ICommunities communities) : IGuardedThings
{
    private const int MaxFound = 20;

    public IReadOnlyList<string> Kinds => [ArticleGate.Kind];

    public async Task<GuardedThing?> FindAsync(long communityId, Thing thing, CancellationToken cancel = default) =>
        thing.Kind == ArticleGate.Kind && await communities.FindAsync(communityId, cancel) is { } community
            ? (await ToThingsAsync(community, db.Set<Article>().Where(a => a.CommunityId == communityId && a.Id == thing.Id), cancel)).FirstOrDefault()
            : null;

    public async Task<IReadOnlyList<GuardedThing>> SearchAsync(long communityId, string text, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return [];
        var articles = db.Set<Article>().Where(a => a.CommunityId == communityId);
        if (SlugIn(text) is { } slug)
            return await ToThingsAsync(community, articles.Where(a => a.Slug == slug), cancel);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
        {
            var pattern = $"%{word.ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            articles = articles.Where(a => EF.Functions.Like(a.Title.ToLower(), pattern, "\\"));
        }
        return await ToThingsAsync(community, articles.OrderByDescending(a => a.RevisedAt).ThenByDescending(a => a.Id).Take(MaxFound), cancel);
    }

    /// <summary>The slug of a path of this site, or of a whole address that was copied from the browser.</summary>
    private static string? SlugIn(string text)
    {
        const string folder = "/articles/";
        var at = text.IndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var slug = text[(at + folder.Length)..].Trim();
        var end = slug.IndexOfAny(['/', '?', '#', '.']);
        return Uri.UnescapeDataString(end < 0 ? slug : slug[..end]);
    }

    private static async Task<List<GuardedThing>> ToThingsAsync(CommunityInfo community, IQueryable<Article> articles, CancellationToken cancel)
    {
        var rows = await articles.AsNoTracking().Select(a => new { a.Id, a.SpaceId, a.Access, a.TierId, a.Title, a.Slug }).ToListAsync(cancel);
        return [.. rows.Select(a => new GuardedThing(ArticleGate.ToRead(community, a.Id, a.SpaceId, a.Access, a.TierId), a.Title, ArticlePaths.Of(community.Slug, a.Slug)))];
    }
}
