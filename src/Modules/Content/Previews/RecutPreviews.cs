using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Content.Previews;

/// <summary>
/// Works across communities. When a column's owner makes more or less of its articles free, or the renderer has changed, they are rendered and
/// cut anew, a few at a time. Two nodes may both do it: they write the same.
/// </summary>
internal sealed partial class RecutPreviews(IServiceScopeFactory scopes, ILogger<RecutPreviews> log) : IWorker
{
    private const int StepSize = 20;

    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var due = await DueAsync(cancel);
        foreach (var recut in due)
        {
            var refused = new HashSet<long>();
            while (await StepAsync(recut, refused, cancel)) { }
            await FinishAsync(recut, cancel);
        }
        return due.Count > 0;
    }

    private async Task<List<PreviewRecut>> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<PreviewRecut>().IgnoreQueryFilters().AsNoTracking()
            .OrderBy(r => r.RequestedAt).ToListAsync(cancel);
    }

    /// <param name="refused">Articles that cannot be rendered any more; they stay as they are.</param>
    private async Task<bool> StepAsync(PreviewRecut recut, HashSet<long> refused, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<ICommunities>().FindAsync(recut.CommunityId, cancel) is not { } community)
            return false;
        services.GetRequiredService<CommunityScope>().Enter(community);
        var db = services.GetRequiredService<AppDb>();
        var blocks = recut.PreviewBlocks;
        var articles = await db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == recut.CommunityId && a.SpaceId == recut.SpaceId)
            .Where(a => a.PreviewBlocks < blocks || a.PreviewBlocks > blocks || a.RendererVersion != MarkdownRenderer.Version)
            .Where(a => !refused.Contains(a.Id))
            .OrderBy(a => a.Id).Take(StepSize).ToListAsync(cancel);

        var rendered = new Dictionary<long, (int Version, RenderedMarkdown Text)>();
        foreach (var article in articles)
        {
            if (await RenderAsync(services.GetRequiredService<ArticleRendering>(), article, blocks, cancel) is { } text)
                rendered[article.Id] = (article.Version, text);
            else
                refused.Add(article.Id);
        }
        await KeepAsync(services, db, rendered, blocks, cancel);
        return articles.Count > 0;
    }

    /// <summary>A free part that costs too much to render becomes empty: better nothing free than what is no longer meant to be.</summary>
    private async Task<RenderedMarkdown?> RenderAsync(ArticleRendering rendering, Article article, int blocks, CancellationToken cancel)
    {
        foreach (var free in new[] { blocks, 0 })
        {
            try
            {
                return await rendering.RunAsync(article, free, cancel);
            }
            catch (Refused refusal)
            {
                NotRendered(article.Id, free, refusal.Code);
            }
        }
        return null;
    }

    private static async Task KeepAsync(
        IServiceProvider services, AppDb db, Dictionary<long, (int Version, RenderedMarkdown Text)> rendered, int blocks, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var kept = new List<(Article, RenderedMarkdown?)>();
        foreach (var article in await db.Set<Article>().Where(a => rendered.Keys.Contains(a.Id)).ToListAsync(cancel))
        {
            var (version, text) = rendered[article.Id];
            // Saved meanwhile: the next step finds it, unless that save cut it right.
            if (article.Version != version)
                continue;
            article.Show(text, blocks);
            kept.Add((article, text));
            db.Publish(() => new ArticleRevised(article.CommunityId, null, article.Id, article.SpaceId, article.IsPublic));
        }
        await services.GetRequiredService<KeepArticle>().RunAsync(kept, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Unless the owner changed it again.</summary>
    private async Task FinishAsync(PreviewRecut recut, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<PreviewRecut>().IgnoreQueryFilters()
            .Where(r => r.SpaceId == recut.SpaceId && r.PreviewBlocks == recut.PreviewBlocks && r.RequestedAt == recut.RequestedAt)
            .ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Article {ArticleId} could not be rendered with {Blocks} free blocks: {Code}")]
    private partial void NotRendered(long articleId, int blocks, string code);
}
