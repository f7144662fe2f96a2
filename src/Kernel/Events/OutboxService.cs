using Guildhall.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Runs what follows a commit: first what this node keeps in memory, then the handlers in turn.</summary>
internal sealed class OutboxService(ActivityTail tail, Dispatcher dispatcher, ActivitySignal signal, TimeProvider time, ILogger<OutboxService> log)
    : Loop(signal, time, log)
{
    protected override string Name => "the outbox";

    protected override Task PrepareAsync(CancellationToken stopping) => tail.StartAsync(stopping);

    protected override async Task RoundAsync(CancellationToken stopping)
    {
        await tail.ReadAsync(stopping);
        await dispatcher.DrainAsync(stopping);
    }
}

/// <summary>Runs the jobs whose clock is due. Beside the outbox: a long job holds up no page.</summary>
internal sealed class JobService(RecurringJobs jobs, TimeProvider time, ILogger<JobService> log) : Loop(new Bell(), time, log)
{
    protected override string Name => "the jobs";

    protected override Task RoundAsync(CancellationToken stopping) => jobs.RunDueAsync(stopping);
}

public static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<ActivitySignal>()
        .AddSingleton<Wakening>()
        .AddSingleton<Dispatcher>()
        .AddSingleton<ActivityTail>()
        .AddSingleton<RecurringJobs>()
        .AddHostedService<OutboxService>()
        .AddHostedService<JobService>()
        .AddRecurringJob<KeepStatistics>()
        .AddWorker<Work.WorkRunner>();
}
