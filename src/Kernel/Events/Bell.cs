namespace Guildhall.Kernel.Events;

/// <summary>Wakes a loop of this process. It only saves waiting: loops look by themselves every second.</summary>
public class Bell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next ring. Take it before looking, so that nothing slips between.</summary>
    internal Task Next => _next.Task;
}

/// <summary>The bell of one worker.</summary>
public sealed class Bell<TWorker> : Bell where TWorker : IWorker;

/// <summary>Wakes the readers of the activity ledger after a save; ring it without one for a retry.</summary>
public sealed class ActivitySignal : Bell;
