using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Search;

/// <summary>
/// Keeps <c>search_entries</c> in step with the things, in their own transaction. A thing has entries of its title and free part, which
/// everyone may find who may know of it, and entries of the whole, which only they find for whom the gate opens it; so nobody learns
/// from a hit what a closed text holds. A long text has several of each (<see cref="SearchTerms.EntriesForIndex"/>).
/// Jobs write across communities; a thing is found by kind and number.
/// SQLite keeps them in an FTS5 table (sqlite.org/fts5.html), PostgreSQL in tsvectors; both hold terms only, never the text.
/// </summary>
internal sealed class SearchIndex(AppDb db) : ISearchIndex
{
    /// <summary>Keeps the words for the index. The caller saves.</summary>
    public async Task KeepTextAsync(Article article, RenderedMarkdown rendered, bool isNew, CancellationToken cancel)
    {
        if (!isNew && await TextAsync(new Thing(ArticleGate.Kind, article.Id), cancel) is { } text)
            text.Become(rendered);
        else
            db.Add(SearchText.Of(article, rendered));
    }

    /// <summary>
    /// Writes the entries anew, or takes them out where the article is not public. Call it inside the transaction, after the save.
    /// </summary>
    public async Task IndexAsync(Article article, bool isNew, CancellationToken cancel)
    {
        var thing = new Thing(ArticleGate.Kind, article.Id);
        var text = await TextAsync(thing, cancel) ?? throw new InvalidOperationException($"Article {article.Id} has no words for the index.");
        text.List(article);
        await db.SaveChangesAsync(cancel);
        await WriteAsync(text, isNew, cancel);
    }

    public async Task PutAsync(SearchableThing thing, CancellationToken cancel = default)
    {
        var text = thing.IsNew ? null : await TextAsync(thing.Thing, cancel);
        if (text is null)
            db.Add(text = SearchText.Of(thing));
        text.List(thing);
        await db.SaveChangesAsync(cancel);
        await WriteAsync(text, thing.IsNew, cancel);
    }

    public async Task RemoveAsync(Thing thing, CancellationToken cancel = default)
    {
        await RemoveEntriesAsync(thing, cancel);
        // The things of one kind have ids of their own, whatever their community.
        await db.Set<SearchText>().IgnoreQueryFilters().Where(t => t.Kind == thing.Kind && t.ThingId == thing.Id)
            .ExecuteDeleteAsync(cancel);
    }

    /// <summary>Writes the entries of what is kept, or takes them out where it is not listed.</summary>
    /// <param name="isNew">There can be none yet.</param>
    public async Task WriteAsync(SearchText text, bool isNew, CancellationToken cancel)
    {
        if (!isNew)
            await RemoveEntriesAsync(text.Thing, cancel);
        if (!text.IsListed)
            return;
        var title = SearchTerms.ForIndex(text.Title);
        var marks = SearchScopes.OfKind(text.Kind) + (text.AuthorId is { } author ? " " + SearchScopes.By(author) : "");
        await WriteAsync(text.Thing, false, $"{text.FreeScope} {marks}", title, text.Preview, cancel);
        await WriteAsync(text.Thing, true, $"{text.WholeScope} {SearchScopes.AnyWhole(text.CommunityId)} {marks}", title, text.Full, cancel);
    }

    private async Task WriteAsync(Thing thing, bool isWhole, string scope, string title, string words, CancellationToken cancel)
    {
        var pieces = SearchTerms.EntriesForIndex(words);
        if (pieces.Count > 1)
            scope += " " + SearchScopes.Long;
        for (var piece = 0; piece < pieces.Count; piece++)
            await InsertAsync(SearchEntry.Of(thing, piece, isWhole), scope, title, pieces[piece], cancel);
    }

    private Task<SearchText?> TextAsync(Thing thing, CancellationToken cancel) =>
        db.Set<SearchText>().IgnoreQueryFilters().SingleOrDefaultAsync(t => t.Kind == thing.Kind && t.ThingId == thing.Id, cancel);

    private Task RemoveEntriesAsync(Thing thing, CancellationToken cancel)
    {
        var (first, last) = (SearchEntry.First(thing), SearchEntry.Last(thing));
        return db.IsPostgres
            ? db.Database.ExecuteSqlAsync($"DELETE FROM search_entries WHERE id BETWEEN {first} AND {last}", cancel)
            : db.Database.ExecuteSqlAsync($"DELETE FROM search_entries WHERE rowid BETWEEN {first} AND {last}", cancel);
    }

    private Task InsertAsync(long id, string scope, string title, string body, CancellationToken cancel) => db.IsPostgres
        ? db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO search_entries (id, title, body)
            VALUES ({id}, to_tsvector('simple', {scope + " " + title}), to_tsvector('simple', {scope + " " + title + " " + body}))
            """, cancel)
        : db.Database.ExecuteSqlAsync($"INSERT INTO search_entries (rowid, scope, title, body) VALUES ({id}, {scope}, {title}, {body})", cancel);
}
