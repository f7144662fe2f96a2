using Guildhall.Content.Columns;
using Guildhall.Content.Files;
using Guildhall.Content.Search;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>
/// Saves articles together with all that is derived from them, inside the caller's transaction: which files they show, their place in
/// their column, and what search finds of them.
/// </summary>
internal sealed class KeepArticle(AppDb db, FileUses files, ColumnEntries columns, SearchIndex search)
{
    /// <summary>One article; two who take one address in the same instant are told apart by the unique index.</summary>
    /// <param name="rendered"><c>null</c> where the words did not change.</param>
    /// <exception cref="Refused">409: somebody saved it meanwhile; 422: somebody took its address.</exception>
    public async Task RunAsync(Article article, RenderedMarkdown? rendered, CancellationToken cancel = default)
    {
        try
        {
            await RunAsync([(article, rendered)], cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw EditedMeanwhile();
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            throw ArticleSlugs.Taken(article.Slug);
        }
    }

    public async Task RunAsync(IReadOnlyList<(Article Article, RenderedMarkdown? Rendered)> articles, CancellationToken cancel = default)
    {
        var fresh = articles.Select(a => a.Article).Where(a => db.Entry(a).State == EntityState.Added).ToHashSet();
        // The first save gives the ids that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        foreach (var (article, rendered) in articles)
            if (rendered is not null)
            {
                await files.ReplaceAsync(article, fresh.Contains(article), cancel);
                await search.KeepTextAsync(article, rendered, fresh.Contains(article), cancel);
            }
        await columns.FollowAsync([.. articles.Select(a => a.Article)], cancel);
        await db.SaveChangesAsync(cancel);
        foreach (var (article, _) in articles)
            await search.IndexAsync(article, fresh.Contains(article), cancel);
    }

    public static Refused EditedMeanwhile() =>
        new Refused("edited_meanwhile", 409, "Someone else saved this article while you were editing. Both versions are below: merge them and save again.");
}
