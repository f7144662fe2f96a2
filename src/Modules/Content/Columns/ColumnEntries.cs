using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Columns;

/// <summary>Keeps the places of articles in step with the articles, inside the transaction that saves them.</summary>
internal sealed class ColumnEntries(AppDb db)
{
    /// <summary>
    /// What becomes public goes to the end of its column, several in the order in which they are given. What was never public, or is a
    /// draft again, has no place.
    /// </summary>
    /// <param name="articles">Saved, so that they have their ids. The caller saves again.</param>
    public async Task FollowAsync(IReadOnlyList<Article> articles, CancellationToken cancel)
    {
        var ids = articles.Select(a => a.Id).ToList();
        var known = await db.Set<ColumnEntry>().Where(e => ids.Contains(e.ArticleId)).ToDictionaryAsync(e => e.ArticleId, cancel);
        if (known.Count == 0 && articles.All(a => a.PublishedAt is null))
            return;
        var ends = await EndsAsync([.. articles.Select(a => a.SpaceId).Distinct()], cancel);
        foreach (var article in articles)
        {
            var entry = known.GetValueOrDefault(article.Id);
            if (article.PublishedAt is null)
            {
                if (entry is not null)
                    db.Remove(entry);
                continue;
            }
            if (entry is null)
                db.Add(ColumnEntry.Of(article, End(article.SpaceId)));
            else if (entry.SpaceId != article.SpaceId)
                entry.MoveTo(article.SpaceId, End(article.SpaceId));
            entry?.Follow(article);
        }

        int End(long spaceId) => ends[spaceId] = ends.GetValueOrDefault(spaceId) + 1;
    }

    private Task<Dictionary<long, int>> EndsAsync(List<long> spaces, CancellationToken cancel) =>
        db.Set<ColumnEntry>().Where(e => spaces.Contains(e.SpaceId)).GroupBy(e => e.SpaceId)
            .Select(g => new { g.Key, Last = g.Max(e => e.Position) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancel);
}
