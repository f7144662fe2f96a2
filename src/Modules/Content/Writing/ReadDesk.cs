using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Writing;

/// <summary>An article that is not out yet.</summary>
/// <param name="ScheduledAt">UTC; <c>null</c> for a draft.</param>
internal sealed record UnpublishedArticle(long Id, string Title, string Language, DateTime RevisedAt, DateTime? ScheduledAt);

/// <summary>How many different readers met an article's closed part; a visitor counts once a day.</summary>
internal sealed record MetWall(long ArticleId, string Title, string Slug, string Language, int Times);

/// <summary>What the operators' start page tells of articles.</summary>
internal sealed class ReadDesk(AppDb db, TimeProvider time)
{
    public const int Days = 7;
    private const int Shown = 5;
    private static readonly string Wall = Activity.KindOf(typeof(ArticleWallMet));

    /// <summary>Drafts and planned articles, the next to come out first, then the last changed.</summary>
    public async Task<IReadOnlyList<UnpublishedArticle>> UnpublishedAsync(CancellationToken cancel) =>
        await db.Set<Article>().AsNoTracking().Where(a => a.PublishedAt == null)
            .OrderBy(a => a.ScheduledAt == null).ThenBy(a => a.ScheduledAt).ThenByDescending(a => a.RevisedAt).Take(Shown)
            .Select(a => new UnpublishedArticle(a.Id, a.Title, a.Language, a.RevisedAt, a.ScheduledAt)).ToListAsync(cancel);

    /// <summary>Of the last seven days: how often in all, and before which articles most.</summary>
    public async Task<(int Times, IReadOnlyList<MetWall> Most)> WallsAsync(long communityId, CancellationToken cancel)
    {
        var from = time.GetUtcNow().UtcDateTime.AddDays(-Days);
        var met = db.Activities.AsNoTracking().Where(a => a.CommunityId == communityId && a.Kind == Wall && a.At >= from);
        var times = await met.CountAsync(cancel);
        if (times == 0)
            return (0, []);
        var most = await met.GroupBy(a => a.SubjectId).Select(g => new { g.Key, Times = g.Count() })
            .OrderByDescending(g => g.Times).ThenByDescending(g => g.Key).Take(Shown).ToListAsync(cancel);
        var ids = most.ConvertAll(m => m.Key);
        var articles = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.Title, a.Slug, a.Language }).ToDictionaryAsync(a => a.Id, cancel);
        return (times, [.. most.Where(m => articles.ContainsKey(m.Key))
            .Select(m => new MetWall(m.Key, articles[m.Key].Title, articles[m.Key].Slug, articles[m.Key].Language, m.Times))]);
    }
}
