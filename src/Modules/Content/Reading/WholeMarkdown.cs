using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// An article's source as others can use it: what an import kept as a path in its folder (<c>./images/a.png</c>) becomes an address of this
/// site.
/// </summary>
internal sealed class WholeMarkdown(AppDb db, CommunityScope scope, SourceReferences references, PublicAddress site)
{
    /// <summary>For whom the gate has opened the whole.</summary>
    public async Task<string> ReadAsync(long articleId, CancellationToken cancel)
    {
        var article = await db.Set<Article>().AsNoTracking().Where(a => a.Id == articleId)
            .Select(a => new { a.Markdown, a.Source, a.ExternalKey }).SingleAsync(cancel);
        if (article.Source is null || article.ExternalKey is null)
            return article.Markdown;
        var written = MarkdownReferences.Of(article.Markdown);
        var found = await references.FindAsync(scope.Required, written.All.Select(r => r.Target), article.Source,
            article.ExternalKey, cancel);
        return found is null ? article.Markdown : written.Exchange(target =>
            (found.Image(target) ?? found.Link(target)) is { } path && (SourceReferences.IsOfSource(target) || path != target)
                ? site.Of(path) : null);
    }
}
