using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Work that waits for other people's servers. It has a loop of its own beside the outbox, so that nothing else waits with it.
/// What is due stands in the database; several nodes may work it off at once, so each piece is taken by a statement that decides.
/// </summary>
public interface IWorker
{
    /// <summary>Works until nothing is due; <c>true</c> when there was something.</summary>
    Task<bool> DrainAsync(CancellationToken cancel);
}

/// <summary>Wakes a worker of this process. It only saves waiting: workers look by themselves every second.</summary>
public sealed class Bell<TWorker> where TWorker : IWorker
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next ring. Take it before looking, so that nothing slips between.</summary>
    internal Task Next => _next.Task;
}

internal sealed partial class WorkerService<TWorker>(TWorker worker, Bell<TWorker> bell, TimeProvider time, ILogger<TWorker> log) : BackgroundService
    where TWorker : IWorker
{
    // Work that other processes leave rings no bell here.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var next = bell.Next;
        while (!stopping.IsCancellationRequested)
        {
            await Task.WhenAny(next, Task.Delay(Poll, time, stopping));
            if (stopping.IsCancellationRequested)
                return;
            next = bell.Next;
            try
            {
                await worker.DrainAsync(stopping);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                RoundFailed(error, typeof(TWorker).Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Worker} failed; the next one follows")]
    private partial void RoundFailed(Exception error, string worker);
}

public static class WorkerServices
{
    public static IServiceCollection AddWorker<TWorker>(this IServiceCollection services) where TWorker : class, IWorker => services
        .AddSingleton<TWorker>()
        .AddSingleton<IWorker>(s => s.GetRequiredService<TWorker>())
        .AddSingleton<Bell<TWorker>>()
        .AddHostedService<WorkerService<TWorker>>();
}
