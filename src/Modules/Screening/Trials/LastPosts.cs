using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.Screening.Trials;

/// <summary>What was said last in a community, of all modules together.</summary>
internal sealed class LastPosts(IEnumerable<IRecentPosts> modules)
{
    private const int PageSize = 500;

    /// <summary>Newest first.</summary>
    public async IAsyncEnumerable<RecentPost> ReadAsync(long communityId, int most, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sources = new List<Source>();
        foreach (var module in modules)
            sources.AddRange(module.Kinds.Select(kind => new Source(module, communityId, kind)));
        foreach (var source in sources)
            await source.FillAsync(cancel);
        for (var given = 0; given < most; given++)
        {
            if (sources.Where(s => s.Next is not null).MaxBy(s => s.Next!.At) is not { } newest)
                yield break;
            yield return newest.Next!;
            await newest.MoveAsync(cancel);
        }
    }

    /// <summary>What one member said last, newest first.</summary>
    public async Task<IReadOnlyList<RecentPost>> OfAuthorAsync(long communityId, long authorId, int count, CancellationToken cancel)
    {
        var posts = new List<RecentPost>();
        foreach (var module in modules)
            posts.AddRange(await module.OfAuthorAsync(communityId, authorId, count, cancel));
        return [.. posts.OrderByDescending(p => p.At).Take(count)];
    }

    public async Task<IReadOnlyDictionary<Thing, RecentPost>> ManyAsync(long communityId, IReadOnlyCollection<Thing> posts,
        CancellationToken cancel)
    {
        var found = new Dictionary<Thing, RecentPost>();
        foreach (var module in modules)
        {
            var theirs = posts.Where(p => module.Kinds.Contains(p.Kind)).Distinct().ToList();
            if (theirs.Count > 0)
                foreach (var post in await module.ManyAsync(communityId, theirs, cancel))
                    found[post.Post] = post;
        }
        return found;
    }

    public async Task<IReadOnlyDictionary<long, int>> CountBeforeAsync(
        long communityId, IReadOnlyCollection<long> authorIds, DateTime before, CancellationToken cancel)
    {
        var counts = new Dictionary<long, int>();
        foreach (var module in modules)
            foreach (var (author, count) in await module.CountBeforeAsync(communityId, authorIds, before, cancel))
                counts[author] = counts.GetValueOrDefault(author) + count;
        return counts;
    }

    private sealed class Source(IRecentPosts module, long communityId, string kind)
    {
        private IReadOnlyList<RecentPost> _page = [];
        private int _at;
        private long? _before;

        public RecentPost? Next => _at < _page.Count ? _page[_at] : null;

        public async Task FillAsync(CancellationToken cancel)
        {
            (_page, _at) = (await module.LatestAsync(communityId, kind, _before, PageSize, cancel), 0);
            _before = _page.Count > 0 ? _page[^1].Post.Id : _before;
        }

        public async Task MoveAsync(CancellationToken cancel)
        {
            if (++_at == _page.Count && _page.Count == PageSize)
                await FillAsync(cancel);
        }
    }
}
