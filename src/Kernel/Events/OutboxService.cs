using Guildhall.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Runs what follows a commit: handlers in turn, then the tail readers of this node; then the jobs whose clock is due.</summary>
internal sealed partial class OutboxService(Dispatcher dispatcher, ActivityTail tail, RecurringJobs jobs, ActivitySignal signal, TimeProvider time, ILogger<OutboxService> log)
    : BackgroundService
{
    // Saves of other processes (the command line, other nodes) raise no signal here.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await tail.StartAsync(stopping);
        var next = signal.Next;
        while (!stopping.IsCancellationRequested)
        {
            // Waits first: what an earlier run left has the time that the first pages need.
            await Task.WhenAny(next, Task.Delay(Poll, time, stopping));
            if (stopping.IsCancellationRequested)
                return;
            next = signal.Next;
            try
            {
                await tail.ReadAsync(stopping);
                await dispatcher.DrainAsync(stopping);
                await jobs.RunDueAsync(stopping);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                RoundFailed(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the outbox failed; the next one follows")]
    private partial void RoundFailed(Exception error);
}

public static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<ActivitySignal>()
        .AddSingleton<Dispatcher>()
        .AddSingleton<ActivityTail>()
        .AddSingleton<RecurringJobs>()
        .AddHostedService<OutboxService>()
        .AddRecurringJob<KeepStatistics>();
}
