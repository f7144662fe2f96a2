using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// Counts that an article was read, or that its closed part was met: once a day by each reader. What a reader is told apart by is the
/// gate: to whom all of it is open has read it, anybody else has met the wall.
/// </summary>
internal sealed class CountRead(AppDb db, IAccess access, ReadersToday readers, TimeProvider time)
{
    private static readonly string Read = Activity.KindOf(typeof(ArticleRead)), Wall = Activity.KindOf(typeof(ArticleWallMet));

    /// <param name="atWall">What the browser says that it showed: the free part alone, or all of it.</param>
    /// <param name="address">The visitor's network address and browser; hashed at once and never kept.</param>
    public async Task RunAsync(
        CommunityInfo community, long articleId, bool atWall, Viewer viewer, string address, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var article = await db.Set<Article>().AsNoTracking().Where(a => a.Id == articleId).Where(Publication.IsPublic)
            .Select(a => new { Terms = new ArticleTerms(a.Id, a.SpaceId, a.Access, a.TierId, a.OfferId) }).SingleOrDefaultAsync(cancel);
        if (article is null)
            return;
        if ((await access.DecideAsync(viewer, ArticleGate.ToRead(community, article.Terms), now, cancel)).Allowed == atWall)
            return;
        var reader = viewer.MemberId is { } member ? "member " + member.ToString(CultureInfo.InvariantCulture) : address;
        if (!readers.IsFirst(articleId, (atWall ? "wall " : "") + reader, now)
            || await WasCountedAsync(community.Id, articleId, atWall ? Wall : Read, viewer.MemberId, now, cancel))
            return;
        if (atWall)
            db.Publish(() => new ArticleWallMet(community.Id, viewer.MemberId, articleId));
        else
            db.Publish(() => new ArticleRead(community.Id, viewer.MemberId, articleId));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A member may have read on another node, or before a restart.</summary>
    private async Task<bool> WasCountedAsync(
        long communityId, long articleId, string kind, long? memberId, DateTime now, CancellationToken cancel)
    {
        if (memberId is null)
            return false;
        var today = now.Date;
        return await db.Activities.AsNoTracking().AnyAsync(
            a => a.CommunityId == communityId && a.ActorId == memberId && a.At >= today && a.Kind == kind
                && a.SubjectId == articleId, cancel);
    }
}

/// <summary>
/// Who has read what since midnight UTC, in memory only, as a hash with a key that is thrown away every day: it tells two readers
/// apart and nobody who they are.
/// </summary>
internal sealed class ReadersToday
{
    // Beyond this a day's further readers are not counted; it bounds the memory to some 20 MB.
    private const int MaxReaders = 500_000;
    private Day _day = new(default);

    public bool IsFirst(long articleId, string reader, DateTime now)
    {
        var day = _day;
        if (day.Date != now.Date)
        {
            var next = new Day(now.Date);
            day = Interlocked.CompareExchange(ref _day, next, day) == day ? next : _day;
        }
        return day.Seen.Count < MaxReaders && day.Seen.TryAdd(day.Hash(articleId, reader), 0);
    }

    private sealed class Day(DateTime date)
    {
        private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

        public DateTime Date => date;

        public ConcurrentDictionary<long, byte> Seen { get; } = [];

        public long Hash(long articleId, string reader) =>
            BitConverter.ToInt64(
                HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(articleId.ToString(CultureInfo.InvariantCulture) + " " + reader)));
    }
}
