using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Writing;

internal sealed record RevisionRow(int Version, string Title, DateTime WrittenAt, DateTime ReplacedAt, string ReplacedBy);

/// <summary>The earlier texts of an article.</summary>
internal sealed class Revisions(AppDb db, ReviseArticle revise)
{
    private const int MaxShown = 200;

    public Task<string?> TitleAsync(long articleId, CancellationToken cancel) =>
        db.Set<Article>().AsNoTracking().Where(a => a.Id == articleId).Select(a => a.Title).SingleOrDefaultAsync(cancel);

    public async Task<IReadOnlyList<RevisionRow>> ListAsync(long articleId, CancellationToken cancel) =>
        await db.Set<ArticleRevision>().AsNoTracking()
        .Where(r => r.ArticleId == articleId).OrderByDescending(r => r.Version).Take(MaxShown)
        .Join(db.Members, r => r.ReplacedBy, m => m.Id, (r, m) => new RevisionRow(r.Version, r.Title, r.WrittenAt, r.ReplacedAt, m.Name))
        .ToListAsync(cancel);

    public Task<string?> TextAsync(long articleId, int version, CancellationToken cancel) => db.Set<ArticleRevision>().AsNoTracking()
        .Where(r => r.ArticleId == articleId && r.Version == version).Select(r => r.Markdown).SingleOrDefaultAsync(cancel);

    /// <summary>Saves an earlier text anew. Where the article stands and who may read it stays as it is.</summary>
    public async Task RestoreAsync(long articleId, int version, long editorId, CancellationToken cancel)
    {
        var earlier = await db.Set<ArticleRevision>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.ArticleId == articleId && r.Version == version, cancel)
            ?? throw Refused.NotFound();
        var now = await db.Set<Article>().AsNoTracking().SingleAsync(a => a.Id == articleId, cancel);
        var text = new ArticleText(earlier.Title, now.Slug, now.SpaceId, now.Access, now.TierId, now.Language, earlier.Markdown);
        await revise.RunAsync(articleId, now.Version, text, editorId, cancel);
    }
}
