using System.Collections.Frozen;
using Guildhall.Communities.OwnPages;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Communities;

/// <summary>All communities with their spaces, in memory: every request needs one of them, and few change in a week.</summary>
internal sealed class CommunityCache(IServiceScopeFactory scopes, LedgerWatch watch) : IFollowActivities
{
    private static readonly FrozenSet<string> Stale =
        new[] { typeof(CommunityOpened), typeof(CommunityChanged), typeof(SpaceAccessChanged) }.Select(Activity.KindOf).ToFrozenSet();

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _swap = new();
    private volatile Snapshot? _snapshot;
    private int _evictions;

    /// <summary>On a node that cannot follow the others it is read anew each time.</summary>
    public ValueTask<Snapshot> GetAsync(CancellationToken cancel)
    {
        if (!watch.IsCurrent)
            return new(ReadAsync(cancel));
        return _snapshot is { } snapshot ? new(snapshot) : new(LoadAsync(cancel));
    }

    /// <summary>Right after an own commit; other nodes hear of it from the activity ledger.</summary>
    public void Evict()
    {
        lock (_swap)
        {
            _evictions++;
            _snapshot = null;
        }
    }

    public bool BeforeAnswer => true;

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        if (activities.Any(a => Stale.Contains(a.Kind)))
            Evict();
        return ValueTask.CompletedTask;
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancel)
    {
        await _loading.WaitAsync(cancel);
        try
        {
            if (_snapshot is { } loaded)
                return loaded;
            var before = Volatile.Read(ref _evictions);
            var snapshot = await ReadAsync(cancel);
            lock (_swap)
            {
                // What was evicted while it was read may be old already: good for this caller, not for the next.
                if (before == _evictions)
                    _snapshot = snapshot;
            }
            return snapshot;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> ReadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // The spaces of all communities, in one query.
        var spaces = (await db.Set<Space>().IgnoreQueryFilters().AsNoTracking().OrderBy(s => s.Order).ThenBy(s => s.Id).ToListAsync(cancel))
            .ToLookup(s => s.CommunityId);
        // And which pages they have written.
        var pages = (await db.Set<CommunityPage>().IgnoreQueryFilters().Select(p => new { p.CommunityId, p.Page }).ToListAsync(cancel))
            .ToLookup(p => p.CommunityId, p => p.Page);
        var communities = await db.Set<Community>().AsNoTracking().OrderBy(c => c.Id)
            .Select(c => new
            {
                c.Id, c.Slug, c.Name, c.Description, c.Kind, c.Accent, c.Language, c.TimeZone, c.Currency, c.Logo, c.Cover, c.FootLinks,
                c.MenuLinks,
            })
            .ToListAsync(cancel);
        return new Snapshot(
        [
            .. communities.Select(c => new CommunityInfo(
                c.Id, c.Slug, c.Name, c.Description, c.Kind, c.Accent, c.Language, c.TimeZone, c.Currency, [.. spaces[c.Id].Select(Info)])
            {
                Logo = c.Logo,
                Cover = c.Cover,
                OwnPages = [.. pages[c.Id].Order()],
                FootLinks = OwnPages.FootLinks.Of(c.FootLinks),
                MenuLinks = OwnPages.FootLinks.Of(c.MenuLinks),
            }),
        ]);
    }

    private static SpaceInfo Info(Space space) => new(
        space.Id, space.Slug, space.Name, space.Description, space.Kind, space.Order, space.TierId, space.PreviewBlocks, space.IsArchived)
    {
        Posting = space.Posting,
        PostTierId = space.PostTierId,
        Sorting = space.Sorting,
        Planned = space.Planned,
        Cover = space.Cover,
    };

    /// <param name="All">By age.</param>
    internal sealed record Snapshot(IReadOnlyList<CommunityInfo> All)
    {
        public FrozenDictionary<string, CommunityInfo> BySlug { get; } = All.ToFrozenDictionary(c => c.Slug, StringComparer.Ordinal);

        public FrozenDictionary<long, CommunityInfo> ById { get; } = All.ToFrozenDictionary(c => c.Id);
    }
}
