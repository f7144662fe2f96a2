using Guildhall.Content.Files;
using Guildhall.Content.Search;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Saves articles together with all that is derived from them, inside the caller's transaction: which files they show, and what search finds of them.</summary>
internal sealed class KeepArticle(AppDb db, FileUses files, SearchIndex search)
{
    /// <param name="rendered"><c>null</c> where the words did not change.</param>
    public Task RunAsync(Article article, RenderedMarkdown? rendered, CancellationToken cancel = default) => RunAsync([(article, rendered)], cancel);

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
        await db.SaveChangesAsync(cancel);
        foreach (var (article, _) in articles)
            await search.IndexAsync(article, fresh.Contains(article), cancel);
    }
}
