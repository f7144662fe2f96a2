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
/// a search costs the same in a community of a hundred thousand articles.
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

        var found = await FindAsync(query, SearchScopes.Of(community, holdings), cancel);
        var ids = found.Select(entry => entry / 2).Distinct().Take(MaxHits).ToList();
        var wanted = ids.Skip((Math.Clamp(page, 1, MaxHits / PageSize) - 1) * PageSize).Take(PageSize).ToList();
        var whole = found.Where(entry => entry % 2 == 1).Select(entry => entry / 2).ToHashSet();
        var hits = await LoadAsync(community, holdings, query, wanted, whole, cancel);
        return new SearchResult(query, hits, ids.Count, ids.Count == MaxHits);
    }

    /// <summary>Ids of entries, titles first, newest first.</summary>
    private async Task<List<long>> FindAsync(SearchQuery query, IReadOnlyList<string> scopes, CancellationToken cancel)
    {
        // An article that the viewer may read has two entries that both match.
        const int limit = MaxHits * 2;
        var postgres = db.Database.IsNpgsql();
        var inTitle = await IdsAsync(postgres ? PostgresSql("title") : SqliteSql, postgres ? TsQuery(query, scopes) : Fts5(query, scopes, "title"), limit, cancel);
        var anywhere = await IdsAsync(postgres ? PostgresSql("body") : SqliteSql, postgres ? TsQuery(query, scopes) : Fts5(query, scopes, "{title body}"), limit, cancel);
        return [.. inTitle.Concat(anywhere).Distinct()];
    }

    private const string SqliteSql = "SELECT rowid FROM search_entries WHERE search_entries MATCH @query ORDER BY rowid DESC LIMIT @limit";

    private static string PostgresSql(string column) => $"SELECT id FROM search_entries WHERE {column} @@ @query::tsquery ORDER BY id DESC LIMIT @limit";

    private static string Fts5(SearchQuery query, IReadOnlyList<string> scopes, string columns) => $"scope : ({string.Join(" OR ", scopes)}) AND {columns} : ({query.ToFts5()})";

    private static string TsQuery(SearchQuery query, IReadOnlyList<string> scopes) => $"({string.Join(" | ", scopes)}) & ({query.ToTsQuery()})";

    private async Task<List<long>> IdsAsync(string sql, string query, int limit, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            Add(command, "@query", query);
            Add(command, "@limit", limit);
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

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    /// <summary>The gate is asked once more by the row itself: what the index says of a text may be a moment old.</summary>
    private async Task<List<SearchHit>> LoadAsync(
        CommunityInfo community, Holdings holdings, SearchQuery query, List<long> ids, HashSet<long> whole, CancellationToken cancel)
    {
        var rows = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id) && a.PublishedAt != null && a.WithdrawnAt == null)
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
