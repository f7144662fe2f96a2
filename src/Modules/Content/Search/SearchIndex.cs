using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Search;

/// <summary>
/// Keeps <c>search_entries</c> in step with the articles, in their own transaction. A public article has two entries: one of its title
/// and free part, which everyone may find, and one of the whole, which only they find for whom the gate opens it; so nobody learns
/// from a hit what a closed text holds. The id of an entry is twice the article's, plus one for the whole.
/// SQLite keeps them in an FTS5 table (sqlite.org/fts5.html), PostgreSQL in tsvectors; both hold terms only, never the text.
/// </summary>
internal sealed class SearchIndex(AppDb db)
{
    /// <summary>Keeps the words for the index. The caller saves.</summary>
    public async Task KeepTextAsync(Article article, RenderedMarkdown rendered, bool isNew, CancellationToken cancel)
    {
        if (!isNew && await db.Set<SearchText>().SingleOrDefaultAsync(t => t.ArticleId == article.Id, cancel) is { } text)
            text.Become(rendered);
        else
            db.Add(SearchText.Of(article, rendered));
    }

    /// <summary>Writes the entries anew, or takes them out where the article is not public. Call it inside the transaction, after the save.</summary>
    public async Task IndexAsync(Article article, bool isNew, CancellationToken cancel)
    {
        if (!isNew)
            await RemoveAsync(article.Id, cancel);
        if (!article.IsPublic)
            return;
        var text = await db.Set<SearchText>().FindAsync([article.Id], cancel) ?? throw new InvalidOperationException($"Article {article.Id} has no words for the index.");
        await InsertAsync(
            new IndexedArticle(article.Id, article.CommunityId, article.SpaceId, article.Access, article.TierId, article.Title, text.Preview, text.Full), cancel);
    }

    public async Task InsertAsync(IndexedArticle article, CancellationToken cancel)
    {
        var title = SearchTerms.ForIndex(article.Title);
        await InsertAsync(article.Id * 2, SearchScopes.Free(article.CommunityId), title, SearchTerms.ForIndex(article.Preview), cancel);
        await InsertAsync(article.Id * 2 + 1, SearchScopes.Whole(article.CommunityId, article.SpaceId, article.Access, article.TierId), title,
            SearchTerms.ForIndex(article.Full), cancel);
    }

    public Task RemoveAsync(long articleId, CancellationToken cancel) => db.IsPostgres
        ? db.Database.ExecuteSqlAsync($"DELETE FROM search_entries WHERE id IN ({articleId * 2}, {articleId * 2 + 1})", cancel)
        : db.Database.ExecuteSqlAsync($"DELETE FROM search_entries WHERE rowid IN ({articleId * 2}, {articleId * 2 + 1})", cancel);

    private Task InsertAsync(long id, string scope, string title, string body, CancellationToken cancel) => db.IsPostgres
        ? db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO search_entries (id, title, body)
            VALUES ({id}, to_tsvector('simple', {scope + " " + title}), to_tsvector('simple', {scope + " " + title + " " + body}))
            """, cancel)
        : db.Database.ExecuteSqlAsync($"INSERT INTO search_entries (rowid, scope, title, body) VALUES ({id}, {scope}, {title}, {body})", cancel);
}

/// <summary>What the index must know of a public article.</summary>
internal sealed record IndexedArticle(long Id, long CommunityId, long SpaceId, ArticleAccess Access, long? TierId, string Title, string Preview, string Full);
