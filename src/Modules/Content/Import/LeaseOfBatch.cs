namespace Guildhall.Content.Import;

/// <summary>
/// Renews a lease from inside long work: a step of twenty texts can outlast the lease, and another process would take the batch while
/// this one still writes. It is asked often and renews only when a part of the lease has gone by.
/// </summary>
/// <param name="every">How much time may pass between two renewals.</param>
internal sealed class LeaseOfBatch(TimeProvider time, TimeSpan every, Func<Task> renew)
{
    private DateTimeOffset _next = time.GetUtcNow() + every;

    /// <summary>Not inside a transaction: renewing opens one of its own.</summary>
    public async Task AliveAsync()
    {
        var now = time.GetUtcNow();
        if (now < _next)
            return;
        _next = now + every;
        await renew();
    }
}
