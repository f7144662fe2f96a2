using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Something in memory that must hear of every activity on every node, e.g. a cache. It may hear of one twice.</summary>
public interface IFollowActivities
{
    /// <summary>
    /// Whether the node that commits tells it before the save returns: then whoever has the answer finds its effect. It must be quick.
    /// </summary>
    bool BeforeAnswer => false;

    /// <summary>Must not throw: what fails is logged, and does not hear of these again.</summary>
    ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel);
}

/// <summary>Reads every activity that is committed from the start on, as soon as it is, for what this node keeps in memory.</summary>
internal sealed partial class ActivityTail(
    ITailSource source, IEnumerable<IFollowActivities> followers, LedgerWatch watch, ILogger<ActivityTail> log)
{
    private readonly IFollowActivities[] _followers = [.. followers];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>To be awaited before the first page is kept: what is committed afterwards is heard of.</summary>
    public Task StartAsync(CancellationToken cancel) => source.StartAsync(cancel);

    /// <summary>
    /// Tells what has been committed when it is called. The outbox waits for it too: handlers see nothing older than what they handle.
    /// </summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var began = watch.Now;
            await foreach (var activities in source.ReadAsync(cancel))
                await TellAsync(activities, cancel);
            watch.Looked(began);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TellAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var follower in _followers)
        {
            try
            {
                await follower.FollowAsync(activities, cancel);
            }
            catch (Exception error) when (!error.IsStopping(cancel))
            {
                FollowerFailed(error, follower.GetType().Name, activities[0].Id, activities[^1].Id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Follower} failed on activities {First} to {Last}")]
    private partial void FollowerFailed(Exception error, string follower, long first, long last);
}
