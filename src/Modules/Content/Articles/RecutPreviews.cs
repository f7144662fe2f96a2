using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Content.Articles;

/// <summary>
/// When a column's owner makes more or less of its articles free, their free parts are cut anew, a few at a time. It looks for
/// articles that were cut otherwise than their space says now, so nothing is forgotten whatever happened in between.
/// </summary>
internal sealed class RecutPreviews(ICommunities communities, IServiceScopeFactory scopes) : IRecurringJob
{
    private const int StepSize = 20, StepsPerRun = 10;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var steps = 0;
        foreach (var community in await communities.ListAsync(cancel))
            foreach (var space in community.Spaces)
                while (steps < StepsPerRun && await StepAsync(community, space, cancel))
                    steps++;
    }

    private async Task<bool> StepAsync(CommunityInfo community, SpaceInfo space, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CommunityScope>().Enter(community);
        var db = services.GetRequiredService<AppDb>();
        var now = space.PreviewBlocks;
        var ids = await db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == community.Id && a.SpaceId == space.Id && (a.PreviewBlocks < now || a.PreviewBlocks > now))
            .OrderBy(a => a.Id).Take(StepSize).Select(a => a.Id).ToListAsync(cancel);
        if (ids.Count == 0)
            return false;

        await using var transaction = await db.BeginWriteAsync(cancel);
        var rendering = services.GetRequiredService<ArticleRendering>();
        var kept = new List<(Article, Kernel.Values.RenderedMarkdown?)>();
        foreach (var article in await db.Set<Article>().Where(a => ids.Contains(a.Id)).ToListAsync(cancel))
        {
            var rendered = await rendering.RunAsync(article.Title, article.Markdown, article.SpaceId, article.Source, article.ExternalKey, cancel);
            article.Show(rendered, now);
            kept.Add((article, rendered));
            db.Publish(() => new ArticleRevised(community.Id, null, article.Id));
        }
        await services.GetRequiredService<KeepArticle>().RunAsync(kept, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
