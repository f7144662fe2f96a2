using System.Data.Common;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Search;

/// <summary>One article that was found, with the lines around the hit from the part that the viewer may read.</summary>
internal sealed record SearchHit(
    long Id, string Slug, string Title, IReadOnlyList<HighlightedPart> TitleParts, IReadOnlyList<HighlightedPart> Snippet, long SpaceId, DateTime PublishedAt, bool Locked);

/// <param name="Total">How many were found, up to <see cref="SearchArticles.MaxHits"/>.</param>
/// <param name="HasMore">Whether there are more than are listed at all.</param>
internal sealed record SearchResult(SearchQuery Query, IReadOnlyList<SearchHit> Hits, int Total, bool HasMore);

/// <summary>
/// Finds articles by words. Titles that match come first, then texts, the newest first. Only the newest matches are looked at, so that
/// a search costs about the same in a community of a hundred thousand articles.
/// </summary>
internal sealed class SearchArticles(AppDb db)
{
    public const int PageSize = 20, MaxHits = 200;

    /// <param name="page">From 1; the list as a whole ends at <see cref="MaxHits"/>.</param>
    public async Task<SearchResult> RunAsync(CommunityInfo community, Holdings holdings, string? text, int page, CancellationToken cancel = default)
    {
        var query = SearchTerms.ForQuery(text);
        if (query.IsEmpty)
            return new SearchResult(query, [], 0, false);

        var (titles, texts) = await FindAsync(query, community, holdings, cancel);
        var ids = titles.Concat(texts).Select(Article).Distinct().Take(MaxHits).ToList();
        var wanted = ids.Skip((Math.Clamp(page, 1, MaxHits / PageSize) - 1) * PageSize).Take(PageSize).ToList();
        // Of an article found by its title, the whole may hold the words too.
        var whole = titles.Concat(texts.Where(IsWhole)).Select(Article).ToHashSet();
        var hits = await LoadAsync(community, holdings, query, wanted, whole, cancel);
        return new SearchResult(query, hits, ids.Count, ids.Count == MaxHits);
    }

    private static long Article(long entry) => entry / 2;

    private static bool IsWhole(long entry) => entry % 2 == 1;

    /// <summary>
    /// Entries, whole words before beginnings, then the newest first. What fills the list by itself spares the dearer questions after it.
    /// </summary>
    private async Task<(List<long> Titles, List<long> Texts)> FindAsync(SearchQuery query, CommunityInfo community, Holdings holdings, CancellationToken cancel)
    {
        // Titles are everyone's, and each article has an entry for everyone.
        var everyone = new[] { SearchScopes.Free(community.Id) };
        var mine = SearchScopes.Of(community, holdings);

        var titles = await TitlesAsync(wholeWords: true);
        if (Fills(titles))
            return (titles, []);
        var texts = await TextsAsync(wholeWords: true);
        if (query.HasBeginning && !Fills(titles.Concat(texts)))
        {
            titles.AddRange(await TitlesAsync(wholeWords: false));
            texts.AddRange(await TextsAsync(wholeWords: false));
        }
        return (titles, texts);

        Task<List<long>> TitlesAsync(bool wholeWords) => IdsAsync(query, everyone, "title", "title", wholeWords, MaxHits, cancel);

        // An article that the viewer may read has two entries that both match.
        Task<List<long>> TextsAsync(bool wholeWords) => IdsAsync(query, mine, "{title body}", "body", wholeWords, MaxHits * 2, cancel);

        static bool Fills(IEnumerable<long> entries) => entries.Select(Article).Distinct().Count() >= MaxHits;
    }

    /// <param name="fts5">Columns to look into on SQLite.</param>
    /// <param name="tsvector">Column to look into on PostgreSQL.</param>
    private async Task<List<long>> IdsAsync(
        SearchQuery query, IReadOnlyList<string> scopes, string fts5, string tsvector, bool wholeWords, int limit, CancellationToken cancel)
    {
        var (sql, asked) = db.IsPostgres
            ? ($"SELECT id FROM search_entries WHERE {tsvector} @@ @query::tsquery ORDER BY id DESC LIMIT @limit",
               $"({string.Join(" | ", scopes)}) & ({query.ToTsQuery(wholeWords)})")
            : ("SELECT rowid FROM search_entries WHERE search_entries MATCH @query ORDER BY rowid DESC LIMIT @limit",
               $"scope : ({string.Join(" OR ", scopes)}) AND {fts5} : ({query.ToFts5(wholeWords)})");
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            PreparedReads.Ask(command, [("query", asked), ("limit", limit)]);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var ids = new List<long>();
            while (await reader.ReadAsync(cancel))
                ids.Add(reader.GetInt64(0));
            return ids;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The gate is asked once more by the row itself: what the index says of a text may be a moment old.</summary>
    private async Task<List<SearchHit>> LoadAsync(
        CommunityInfo community, Holdings holdings, SearchQuery query, List<long> ids, HashSet<long> whole, CancellationToken cancel)
    {
        var rows = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id)).Where(Publication.IsPublic)
            .Join(db.Set<SearchText>(), a => a.Id, t => t.ArticleId, (a, t) => new
            {
                a.Id, a.Slug, a.Title, a.SpaceId, a.Access, a.TierId, PublishedAt = a.PublishedAt!.Value, t.Preview,
                Full = whole.Contains(a.Id) ? t.Full : null,
            })
            .ToListAsync(cancel);

        var hits = new List<SearchHit>(rows.Count);
        foreach (var row in rows.OrderBy(r => ids.IndexOf(r.Id)))
        {
            var open = holdings.Opens(community, row.SpaceId, row.Access, row.TierId);
            var text = open ? row.Full ?? row.Preview : row.Preview;
            hits.Add(new SearchHit(row.Id, row.Slug, row.Title, SearchTerms.Highlight(row.Title, query), SearchTerms.Snippet(text, query, 180), row.SpaceId, row.PublishedAt, !open));
        }
        return hits;
    }
}
