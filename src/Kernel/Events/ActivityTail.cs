using Guildhall.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>Something in memory that must hear of every activity on every node, e.g. a cache. It may hear of one twice.</summary>
public interface IFollowActivities
{
    ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel);
}

/// <summary>Reads the ledger from its end at start-up on, for what each node keeps in memory.</summary>
internal sealed class ActivityTail(IServiceScopeFactory scopes, PreparedReads reads, IEnumerable<IFollowActivities> followers)
{
    private Position _position;

    public async Task StartAsync(CancellationToken cancel) => _position = await ActivityReader.EndAsync(reads, cancel);

    public async Task ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var activities = await ActivityReader.ReadAfterAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), _position, 500, cancel);
            if (activities.Count == 0)
                return;
            foreach (var follower in followers)
                await follower.FollowAsync(activities, cancel);
            _position = Position.Of(activities[^1]);
        }
    }
}
