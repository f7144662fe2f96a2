namespace Guildhall.Kernel.Work;

/// <summary>The item that is being worked on.</summary>
public sealed class WorkContext
{
    private readonly Func<long, long, CancellationToken, Task> _report;

    internal WorkContext(WorkItem item, Func<long, long, CancellationToken, Task> report)
    {
        _report = report;
        (ItemId, Key, CommunityId, Attempt, EnqueuedAt) = (item.Id, item.Key, item.CommunityId, item.Attempts + 1, item.EnqueuedAt);
    }

    public long ItemId { get; }
    public string Key { get; }

    /// <summary>0 for work of the installation.</summary>
    public long CommunityId { get; }

    /// <summary>1 for the first.</summary>
    public int Attempt { get; }

    /// <inheritdoc cref="WorkItem.EnqueuedAt"/>
    public DateTime EnqueuedAt { get; }

    /// <summary>When it succeeds, the item stays and is due again then (UTC), as if it were new.</summary>
    public DateTime? RunAgainAt { get; set; }

    /// <summary>Shows how far it is, on the page of the queue and to whoever waits for it.</summary>
    public Task ReportAsync(long done, long total, CancellationToken cancel) => _report(done, total, cancel);
}
