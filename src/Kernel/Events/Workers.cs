using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Work that takes its time: it waits for other people's servers, or there is much of it. It has a loop of its own beside the
/// outbox, so that nothing else waits with it. What is due stands in the database; several nodes may work it off at once, so
/// each piece is taken by a statement that decides.
/// </summary>
public interface IWorker
{
    /// <summary>Works until nothing is due; <c>true</c> when there was something.</summary>
    Task<bool> DrainAsync(CancellationToken cancel);
}

internal sealed class WorkerService<TWorker>(
    TWorker worker, Bell<TWorker> bell, TimeProvider time, ILogger<TWorker> log) : Loop(bell, time, log)
    where TWorker : IWorker
{
    protected override string Name => typeof(TWorker).Name;

    protected override Task RoundAsync(CancellationToken stopping) => worker.DrainAsync(stopping);
}

public static class WorkerServices
{
    public static IServiceCollection AddWorker<TWorker>(this IServiceCollection services) where TWorker : class, IWorker => services
        .AddSingleton<TWorker>()
        .AddSingleton<IWorker>(s => s.GetRequiredService<TWorker>())
        .AddSingleton<Bell<TWorker>>()
        .AddHostedService<WorkerService<TWorker>>();
}
