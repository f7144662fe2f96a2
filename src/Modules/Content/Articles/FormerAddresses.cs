using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>
/// Paths of old sites, kept as redirects whose slug begins with a slash, which no slug of ours does.
/// They are looked for across communities: an old link names none.
/// </summary>
internal sealed class FormerAddresses(AppDb db, ICommunities communities) : IFormerAddresses
{
    /// <summary>Of one article; more than that is no moving house.</summary>
    public const int MaxPerArticle = 20;

    public async Task<string?> FindAsync(string path, CancellationToken cancel = default)
    {
        if (KeyOf(path) is not { } key)
            return null;
        var found = await db.Set<Redirect>().IgnoreQueryFilters().AsNoTracking().Where(r => r.Slug == key)
            .Join(db.Set<Article>().IgnoreQueryFilters().Where(Publication.IsPublic), r => r.ArticleId, a => a.Id,
                (r, a) => new { a.CommunityId, a.Slug })
            .OrderBy(a => a.CommunityId).FirstOrDefaultAsync(cancel);
        return found is not null && await communities.FindAsync(found.CommunityId, cancel) is { } community
            ? ArticlePaths.Of(community.Slug, found.Slug) : null;
    }

    /// <summary>The same address however it is written: with or without host, ending and slash at its end.</summary>
    /// <returns><c>null</c> where it is the front page, longer than is kept, or no path.</returns>
    public static string? KeyOf(string address)
    {
        var path = WellFormed.Text(address).Trim();
        if (Uri.TryCreate(path, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https")
            path = whole.AbsolutePath;
        else if (path.IndexOfAny(['?', '#']) is >= 0 and var tail)
            path = path[..tail];
        path = "/" + WellFormed.Text(Uri.UnescapeDataString(path)).Trim('/').Normalize().ToLowerInvariant();
        foreach (var ending in (string[])["/index.html", "/index", ".html", ".htm", ".md"])
            if (path.EndsWith(ending, StringComparison.Ordinal))
                path = path[..^ending.Length];
        path = path.TrimEnd('/');
        return path.Length is < 2 or > Slug.MaxLength || path.Any(char.IsControl) || path.Contains("//", StringComparison.Ordinal)
            || path.StartsWith("/c/", StringComparison.Ordinal) ? null : path;
    }
}
