using System.Text.RegularExpressions;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>
/// Reads from a rendered article which files it shows: what the HTML names is what the gate must open, no more and no less.
/// </summary>
internal sealed partial class FileUses(AppDb db)
{
    /// <summary>Call it inside the write transaction, after the article has its id. The caller saves.</summary>
    public async Task ReplaceAsync(Article article, bool isNew, CancellationToken cancel)
    {
        if (!isNew)
            await db.Set<ArticleFile>().Where(f => f.ArticleId == article.Id).ExecuteDeleteAsync(cancel);
        var codes = CodesIn(article.FullHtml);
        var free = CodesIn(article.PreviewHtml);
        codes.UnionWith(free);
        if (codes.Count == 0)
            return;

        var files = await db.Set<StoredFile>().AsNoTracking().Where(f => codes.Contains(f.Code)).Select(f => new { f.Id, f.Code })
            .ToListAsync(cancel);
        db.AddRange(files.Select(f => ArticleFile.Of(article, f.Id, free.Contains(f.Code))));
    }

    internal static HashSet<string> CodesIn(string html) =>
        html.Contains("/files/", StringComparison.Ordinal) ? [.. FileAddress().Matches(html).Select(m => m.Groups[1].Value)] : [];

    [GeneratedRegex("/files/([a-z2-7]{26})/", RegexOptions.CultureInvariant)]
    private static partial Regex FileAddress();
}
