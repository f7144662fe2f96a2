namespace Guildhall.Kernel.Events;

/// <summary>Wakes the readers of the activity ledger in this process after a save; other processes are found by polling.</summary>
public sealed class ActivitySignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes the readers without anything new, e.g. for a retry.</summary>
    public void Wake() => Raise();

    internal void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next save that published something. Take it before looking, so that nothing slips between.</summary>
    internal Task Next => _next.Task;
}
