using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Addresses of articles within their community.</summary>
internal sealed class ArticleSlugs(AppDb db)
{
    /// <summary>The address that was asked for, or a free one made from the title. Call it inside the write transaction.</summary>
    /// <param name="articleId">The article that may keep its own; <c>null</c> for a new one.</param>
    /// <exception cref="Refused">The address that was asked for belongs to another article.</exception>
    public async Task<string> ChooseAsync(string? wanted, string title, long? articleId, CancellationToken cancel)
    {
        var start = wanted ?? Slug.From(title, "article");
        // A number makes a long slug lose its end.
        var prefix = start.Length > Slug.MaxLength - 10 ? start[..(Slug.MaxLength - 10)] : start;
        var taken = await db.Set<Article>().AsNoTracking().Where(a => a.Slug.StartsWith(prefix) && a.Id != articleId).Select(a => a.Slug)
            .ToHashSetAsync(cancel);
        if (wanted is null)
            return Slug.Unique(start, taken);
        return taken.Contains(wanted) ? throw Taken(wanted) : wanted;
    }

    /// <summary>Remembers the address that a public article leaves, and frees the one that it takes.</summary>
    public async Task MoveAsync(Article article, string formerSlug, CancellationToken cancel)
    {
        await db.Set<Redirect>().Where(r => r.Slug == article.Slug || r.Slug == formerSlug).ExecuteDeleteAsync(cancel);
        if (article.PublishedAt is not null)
            db.Add(Redirect.To(article, formerSlug));
    }

    /// <summary>Keeps the addresses that a saved article had on its old site; one that another article has stays its.</summary>
    public async Task KeepFormerAsync(Article article, IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        var keys = addresses.Select(FormerAddresses.KeyOf).OfType<string>().Distinct().Take(FormerAddresses.MaxPerArticle).ToList();
        if (keys.Count == 0)
            return;
        var taken = await db.Set<Redirect>().Where(r => keys.Contains(r.Slug)).Select(r => r.Slug).ToListAsync(cancel);
        foreach (var key in keys.Except(taken.Concat(db.Set<Redirect>().Local.Select(r => r.Slug))))
            db.Add(Redirect.To(article, key));
    }

    public static Refused Taken(string slug) => Refused.AtField("slug", "slug_taken", "Another article already has the address \"{0}\".", slug);
}
