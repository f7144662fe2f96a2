using System.Collections.Concurrent;
using System.Collections.Frozen;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Floods;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Scoring;
using Guildhall.Screening.Settings;
using Guildhall.Screening.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Screening.Deciding;

/// <summary>All that posts of one community are judged by.</summary>
/// <param name="Lists">Names by id.</param>
/// <param name="Rules">Those that are on.</param>
/// <param name="Flood">The one that was running when this was read.</param>
internal sealed record ScreeningBook(
    WordMatcher Words, IReadOnlyDictionary<long, string> Lists, IReadOnlyList<(RuleKind Kind, RuleTerms Terms)> Rules, SpamModel Model,
    NumbersOf Numbers, RunningFlood? Flood)
{
    /// <summary>Lists of insults.</summary>
    public IReadOnlySet<long> OfAbuse { get; init; } = new HashSet<long>();

    public string ListName(long id) => Lists.GetValueOrDefault(id, "");
}

/// <summary>
/// Keeps the books of all communities in memory: a search for fifty thousand words takes a quarter of a second to make and under a
/// millisecond to use. A node that hears of a change makes it anew for the next post.
/// </summary>
internal sealed class ScreeningBooks(IServiceScopeFactory scopes) : IFollowActivities
{
    private static readonly FrozenSet<string> Stale = new[] { typeof(ScreeningChanged), typeof(JoinFloodBegan), typeof(JoinFloodEnded) }
        .Select(Activity.KindOf).ToFrozenSet();

    private readonly ConcurrentDictionary<long, Shelf> _shelves = [];

    public bool BeforeAnswer => true;

    public ValueTask<ScreeningBook> GetAsync(long communityId, CancellationToken cancel)
    {
        var shelf = _shelves.GetOrAdd(communityId, _ => new Shelf());
        return shelf.Book is { } book ? new(book) : new(LoadAsync(communityId, shelf, cancel));
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var changed in activities.Where(a => Stale.Contains(a.Kind)).Select(a => a.CommunityId).Distinct())
            if (_shelves.TryGetValue(changed, out var shelf))
                shelf.Evict();
        return ValueTask.CompletedTask;
    }

    private async Task<ScreeningBook> LoadAsync(long communityId, Shelf shelf, CancellationToken cancel)
    {
        await shelf.Loading.WaitAsync(cancel);
        try
        {
            if (shelf.Book is { } loaded)
                return loaded;
            var before = shelf.Evictions;
            var book = await ReadAsync(communityId, cancel);
            // What was evicted while it was read may be old already: good for this post, not for the next.
            shelf.Put(book, before);
            return book;
        }
        finally
        {
            shelf.Loading.Release();
        }
    }

    private async Task<ScreeningBook> ReadAsync(long communityId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CommunityScope>().Enter(communityId);
        var db = services.GetRequiredService<AppDb>();
        var lists = await db.Set<WordList>().AsNoTracking().Where(l => l.LiveThrough != null)
            .ToListAsync(cancel);
        var words = lists.Count == 0 ? [] : await db.Set<WatchedWord>().AsNoTracking()
            .Where(w => db.Set<WordList>().Any(l => l.Id == w.ListId && w.Id <= l.LiveThrough))
            .Select(w => new WatchedEntry(w.Id, w.ListId, w.Text, w.Pinyin)).ToListAsync(cancel);
        var rules = await db.Set<ScreeningRule>().AsNoTracking().ToListAsync(cancel);
        return new ScreeningBook(
            new WordMatcher(words), lists.ToDictionary(l => l.Id, l => l.Name), [.. rules.Select(r => (r.Kind, RuleTerms.Read(r.Terms)))],
            await services.GetRequiredService<SpamModels>().OfAsync(cancel),
                await services.GetRequiredService<ReadNumbers>().RunAsync(cancel),
            await services.GetRequiredService<ReadFloods>().RunningAsync(cancel))
        {
            OfAbuse = lists.Where(l => l.Subject == WordSubject.Abuse).Select(l => l.Id).ToHashSet(),
        };
    }

    private sealed class Shelf
    {
        private readonly Lock _swap = new();
        private volatile ScreeningBook? _book;

        public SemaphoreSlim Loading { get; } = new(1, 1);

        public ScreeningBook? Book => _book;

        public int Evictions { get; private set; }

        public void Evict()
        {
            lock (_swap)
                (_book, Evictions) = (null, Evictions + 1);
        }

        public void Put(ScreeningBook book, int evictions)
        {
            lock (_swap)
                _book = evictions == Evictions ? book : null;
        }
    }
}
