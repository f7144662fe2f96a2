using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Whether this node hears in time of what other nodes commit. While it does not, what it keeps in memory may be what somebody has closed
/// elsewhere: it is not served, and the node says that it is not ready.
/// </summary>
public sealed class LedgerWatch(TimeProvider time)
{
    /// <summary>How old the last look into the ledger may be.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // 0 where nobody follows: verbs serve nothing.
    private long _lookedAt;

    /// <summary>Whether what is kept in memory may be served.</summary>
    public bool IsCurrent => Behind is not { } behind || behind <= Limit;

    /// <summary>
    /// How long ago the last look into the ledger began that succeeded, by a clock that nobody sets; <c>null</c> where nobody follows.
    /// </summary>
    public TimeSpan? Behind => Volatile.Read(ref _lookedAt) is > 0 and var at ? time.GetElapsedTime(at) : null;

    internal long Now => time.GetTimestamp();

    internal void Begin() => Volatile.Write(ref _lookedAt, Now);

    /// <param name="began">When that look began: what was committed later, it has not seen.</param>
    internal void Looked(long began)
    {
        if (Volatile.Read(ref _lookedAt) > 0)
            Volatile.Write(ref _lookedAt, began);
    }
}

/// <summary>Takes a node out of the proxy's rotation that cannot follow the others. It comes back by itself.</summary>
internal sealed class FollowsLedger(LedgerWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default) => Task.FromResult(
        watch.IsCurrent
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"This node has not been able to follow the activity ledger for {watch.Behind?.TotalSeconds:0} s."));
}
