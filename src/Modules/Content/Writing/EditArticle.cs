using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Writing;

/// <summary>A text that somebody else saved meanwhile.</summary>
internal sealed record TheirText(string Editor, string Markdown, int Version);

/// <summary>A text that is not saved, as a visitor or a member would see it.</summary>
/// <param name="VisitorsRead">Percent of the whole.</param>
/// <param name="IsFree">Everyone may read the whole.</param>
internal sealed record PreviewedText(string Html, int VisitorsRead, bool HasDivider, bool IsFree);

/// <summary>What the editor's page shows beside its form; what it does are operations of their own.</summary>
internal sealed class EditArticle(AppDb db, CommunityScope scope, ITiers tiers, ArticleRendering rendering)
{
    public Task<Article?> LoadAsync(long id, CancellationToken cancel) =>
        db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);

    /// <summary>The tiers that the article may ask for: those on offer, and its own also when it is archived.</summary>
    public async Task<IReadOnlyList<TierOffer>> TiersAsync(Article? article, CancellationToken cancel)
    {
        var offers = await tiers.ListAsync(scope.Id, cancel);
        return article?.TierId is { } own && offers.All(t => t.TierId != own)
            && await tiers.FindAsync(scope.Id, own, cancel) is { } archived ? [.. offers, archived] : offers;
    }

    /// <summary>What a visitor or a member would see of a text that is not saved.</summary>
    public async Task<PreviewedText> PreviewAsync(ArticleText text, Article? article, bool whole, CancellationToken cancel)
    {
        var tidy = text.Tidy();
        var rendered = await rendering.RunAsync(tidy.Title, tidy.Markdown, tidy.SpaceId, article?.Source, article?.ExternalKey, cancel);
        var (access, tier) = text.Access is { } wanted ? (wanted, text.TierId) : (article?.Access ?? ArticleAccess.Space, article?.TierId);
        return new PreviewedText(whole ? rendered.FullHtml : rendered.PreviewHtml, rendered.PreviewPercent, rendered.HasDivider,
            ArticleGate.IsOpen(access, tier, scope.Required.Space(text.SpaceId)));
    }

    public Task<TheirText?> TheirsAsync(long id, CancellationToken cancel) => db.Set<Article>().AsNoTracking().Where(a => a.Id == id)
        .Select(a => new TheirText(
            db.Set<ArticleRevision>().Where(r => r.ArticleId == id).OrderByDescending(r => r.Version)
                .Join(db.Members, r => r.ReplacedBy, m => m.Id, (r, m) => m.Name).FirstOrDefault() ?? "",
            a.Markdown, a.Version))
        .SingleOrDefaultAsync(cancel);
}
