using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Writing;

/// <summary>A text that somebody else saved meanwhile.</summary>
internal sealed record TheirText(string Editor, string Markdown, int Version);

/// <summary>What the editor's page does; each deed is an operation of its own.</summary>
internal sealed class EditArticle(AppDb db, CommunityScope scope, ITiers tiers, ArticleRendering rendering, ArticleDeeds deeds)
{
    public Task<Article?> LoadAsync(long id, CancellationToken cancel) => db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);

    public Task<IReadOnlyList<TierOffer>> TiersAsync(CancellationToken cancel) => tiers.ListAsync(scope.Id, cancel);

    /// <returns>The article's id.</returns>
    public async Task<long> SaveAsync(long? id, int version, ArticleText text, long editorId, bool publish, CancellationToken cancel)
    {
        if (id is not { } known)
            return await deeds.CreateAsync(text, editorId, publish, cancel);
        await deeds.ReviseAsync(known, version, text, editorId, cancel);
        if (publish)
            await deeds.PublishAsync(known, editorId, cancel);
        return known;
    }

    public Task WithdrawAsync(long id, long editorId, CancellationToken cancel) => deeds.WithdrawAsync(id, editorId, cancel);

    /// <returns>The Markdown that shows the picture.</returns>
    public Task<string> AddPictureAsync(IFormFile? file, long memberId, CancellationToken cancel) => deeds.AddPictureAsync(file, memberId, cancel);

    /// <summary>What a visitor or a member would see of a text that is not saved.</summary>
    public async Task<string> PreviewAsync(ArticleText text, Article? article, bool whole, CancellationToken cancel)
    {
        var tidy = text.Tidy();
        var rendered = await rendering.RunAsync(tidy.Title, tidy.Markdown, tidy.SpaceId, article?.Source, article?.ExternalKey, cancel);
        return whole ? rendered.FullHtml : rendered.PreviewHtml;
    }

    public Task<TheirText?> TheirsAsync(long id, CancellationToken cancel) => db.Set<Article>().AsNoTracking().Where(a => a.Id == id)
        .Select(a => new TheirText(
            db.Set<ArticleRevision>().Where(r => r.ArticleId == id).OrderByDescending(r => r.Version)
                .Join(db.Members, r => r.ReplacedBy, m => m.Id, (r, m) => m.Name).FirstOrDefault() ?? "",
            a.Markdown, a.Version))
        .SingleOrDefaultAsync(cancel);
}

/// <summary>The operations behind the editor.</summary>
internal sealed class ArticleDeeds(CreateArticle create, ReviseArticle revise, PublishArticle publish, WithdrawArticle withdraw, AddPicture picture, TimeProvider time)
{
    public Task<long> CreateAsync(ArticleText text, long authorId, bool published, CancellationToken cancel) =>
        create.RunAsync(text, authorId, published ? time.GetUtcNow().UtcDateTime : null, cancel);

    public Task ReviseAsync(long id, int version, ArticleText text, long editorId, CancellationToken cancel) => revise.RunAsync(id, version, text, editorId, cancel);

    public Task PublishAsync(long id, long editorId, CancellationToken cancel) => publish.RunAsync(id, editorId, cancel);

    public Task WithdrawAsync(long id, long editorId, CancellationToken cancel) => withdraw.RunAsync(id, editorId, cancel);

    public Task<string> AddPictureAsync(IFormFile? file, long memberId, CancellationToken cancel) => picture.RunAsync(file, memberId, cancel);
}
