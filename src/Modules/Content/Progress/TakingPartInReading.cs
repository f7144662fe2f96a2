using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Progress;

/// <summary>
/// What members read of articles, for trust. How long is reckoned from how far they came, at 300 words or characters a minute; nobody
/// measures it.
/// </summary>
internal sealed class TakingPartInReading(AppDb db) : ITakingPart
{
    private const double WordsPerSecond = 5;

    public async Task<IReadOnlyDictionary<long, TakingPart>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, DateTime? since, CancellationToken cancel = default)
    {
        var from = since ?? DateTime.UnixEpoch;
        // Asked of several communities by jobs, so the community is named.
        var read = await db.Set<ReadingProgress>().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.CommunityId == communityId && memberIds.Contains(p.MemberId))
            // The same.
            .Join(db.Set<Article>().IgnoreQueryFilters().Where(a => a.CommunityId == communityId && a.PublishedAt >= from),
                p => p.ArticleId, a => a.Id,
                (p, a) => new { p.MemberId, p.PerMille, p.FinishedAt, p.At, a.WordCount })
            .GroupBy(p => p.MemberId)
            .Select(g => new
            {
                g.Key, Begun = g.Count(), Finished = g.Count(p => p.FinishedAt != null),
                    Words = g.Sum(p => p.WordCount * (double)p.PerMille / 1000),
                LastAt = g.Max(p => p.At),
            })
            .ToListAsync(cancel);
        return read.ToDictionary(r => r.Key, r => TakingPart.None with
        {
            TopicsEntered = r.Begun,
            PostsRead = r.Finished,
            SecondsReading = (int)(r.Words / WordsPerSecond),
            LastAt = r.LastAt,
        });
    }

    public async Task<(int Topics, int Posts)> VolumeAsync(long communityId, DateTime since, CancellationToken cancel = default)
    {
        // As above.
        var articles = await db.Set<Article>().IgnoreQueryFilters()
            .CountAsync(a => a.CommunityId == communityId && a.PublishedAt >= since && a.WithdrawnAt == null, cancel);
        return (articles, articles);
    }
}
