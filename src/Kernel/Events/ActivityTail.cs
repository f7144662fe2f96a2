using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>Something in memory that must hear of every activity on every node, e.g. a cache. It may hear of one twice.</summary>
public interface IFollowActivities
{
    ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel);
}

/// <summary>
/// Reads the ledger from its end at start-up on, for what each node keeps in memory. On PostgreSQL it also looks ahead of the commit
/// order: a page must not stay old because somebody else's transaction is long. What it then misses, being numbered earlier
/// and committed later, comes in order.
/// </summary>
internal sealed class ActivityTail(IServiceScopeFactory scopes, PreparedReads reads, IEnumerable<IFollowActivities> followers)
{
    private const int BatchSize = 500;

    private Position _position;
    private long _ahead;

    public async Task StartAsync(CancellationToken cancel)
    {
        _position = await ActivityReader.EndAsync(reads, cancel);
        _ahead = _position.ActivityId;
    }

    public async Task ReadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (db.IsPostgres)
            await LookAheadAsync(db, cancel);
        while (await ActivityReader.ReadAfterAsync(db, _position, BatchSize, cancel) is { Count: > 0 } activities)
        {
            await TellAsync(activities, cancel);
            _position = Position.Of(activities[^1]);
        }
    }

    private async Task LookAheadAsync(AppDb db, CancellationToken cancel)
    {
        while (await db.Activities.AsNoTracking().Where(a => a.Id > _ahead).OrderBy(a => a.Id).Take(BatchSize).ToListAsync(cancel) is { Count: > 0 } activities)
        {
            await TellAsync(activities, cancel);
            _ahead = activities[^1].Id;
        }
    }

    private async Task TellAsync(List<Activity> activities, CancellationToken cancel)
    {
        foreach (var follower in followers)
            await follower.FollowAsync(activities, cancel);
    }
}
