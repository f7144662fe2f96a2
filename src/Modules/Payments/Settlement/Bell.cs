namespace Guildhall.Payments.Settlement;

/// <summary>Wakes a worker of this process. It only saves waiting: workers look by themselves every second.</summary>
internal abstract class Bell
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next ring. Take it before looking, so that nothing slips between.</summary>
    public Task Next => _next.Task;
}

/// <summary>Rings when a webhook came in.</summary>
internal sealed class SettlementBell : Bell;
