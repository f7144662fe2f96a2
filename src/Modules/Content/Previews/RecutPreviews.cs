using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Content.Previews;

/// <summary>Work for the queue: to cut a space's articles anew. What is asked for last counts.</summary>
/// <param name="Blocks">How many blocks are free from now on.</param>
internal sealed record RecutPreviews(long SpaceId, int Blocks)
{
    public static readonly string Kind = QualifiedName.Of(typeof(RecutPreviews));

    public static string KeyOf(long spaceId) => spaceId.ToString(CultureInfo.InvariantCulture);

    public static WorkOrder Order(long communityId, long spaceId, int blocks) =>
        new(KeyOf(spaceId), new RecutPreviews(spaceId, blocks), CommunityId: communityId);
}

/// <summary>
/// When a column's owner makes more or less of its articles free, or the renderer has changed, they are rendered and cut anew, a few at a
/// time. Two nodes may both do it: they write the same.
/// </summary>
internal sealed partial class RecutPreviewsOfSpace(
    IServiceScopeFactory scopes, CommunityScope community, ILogger<RecutPreviewsOfSpace> log) : IWork<RecutPreviews>
{
    private const int StepSize = 20;

    /// <summary>Rendering takes a core for itself.</summary>
    public static WorkOptions Options => new() { Parallel = 1 };

    public async Task RunAsync(RecutPreviews recut, WorkContext context, CancellationToken cancel)
    {
        var (refused, done) = (new HashSet<long>(), 0);
        while (await StepAsync(recut, refused, cancel) is var (articles, left) && articles > 0)
            await context.ReportAsync(done += articles, done + left, cancel);
    }

    /// <param name="refused">Articles that cannot be rendered any more; they stay as they are.</param>
    /// <returns>How many articles were looked at, and how many were left then.</returns>
    private async Task<(int Articles, int Left)> StepAsync(RecutPreviews recut, HashSet<long> refused, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CommunityScope>().Enter(community.Required);
        var db = services.GetRequiredService<AppDb>();
        var blocks = recut.Blocks;
        var stale = db.Set<Article>().AsNoTracking().Where(a => a.SpaceId == recut.SpaceId)
            .Where(a => a.PreviewBlocks < blocks || a.PreviewBlocks > blocks || a.RendererVersion != MarkdownRenderer.Version)
            .Where(a => !refused.Contains(a.Id));
        var count = await stale.CountAsync(cancel);
        var articles = await stale.OrderBy(a => a.Id).Take(StepSize).ToListAsync(cancel);

        var rendered = new Dictionary<long, (int Version, RenderedMarkdown Text)>();
        foreach (var article in articles)
        {
            if (await RenderAsync(services.GetRequiredService<ArticleRendering>(), article, blocks, cancel) is { } text)
                rendered[article.Id] = (article.Version, text);
            else
                refused.Add(article.Id);
        }
        await KeepAsync(services, db, rendered, blocks, cancel);
        return (articles.Count, Math.Max(count - articles.Count, 0));
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
        IServiceProvider services, AppDb db, Dictionary<long, (int Version, RenderedMarkdown Text)> rendered, int blocks,
        CancellationToken cancel)
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Article {ArticleId} could not be rendered with {Blocks} free blocks: {Code}")]
    private partial void NotRendered(long articleId, int blocks, string code);
}
