using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Before the program serves: from here on nothing that is committed escapes this node's memory, and everything is new to handlers that
/// begin now.
/// </summary>
internal sealed class LedgerStart(ActivityTail tail, HandlerPositions positions) : IHostedService
{
    public Task StartAsync(CancellationToken cancel) => Task.WhenAll(tail.StartAsync(cancel), positions.FixAsync(cancel));

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>
/// Tells what this node keeps in memory of every commit. It looks more often than other loops: what it has not seen for two seconds is not
/// served.
/// </summary>
internal sealed class TailService(ActivityTail tail, LedgerWatch watch, ActivitySignal signal, TimeProvider time, ILogger<TailService> log)
    : Loop(signal, time, log)
{
    protected override string Name => "the ledger's followers";

    protected override TimeSpan Pause => TimeSpan.FromSeconds(0.5);

    protected override void Prepare() => watch.Begin();

    protected override Task RoundAsync(CancellationToken stopping) => tail.ReadAsync(stopping);
}

/// <summary>Hands the ledger to the handlers.</summary>
internal sealed class OutboxService(
    Dispatcher dispatcher, ActivitySignal signal, TimeProvider time, ILogger<OutboxService> log) : Loop(signal, time, log)
{
    protected override string Name => "the outbox";

    protected override Task RoundAsync(CancellationToken stopping) => dispatcher.RoundAsync(stopping);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await base.ExecuteAsync(stopping);
        await dispatcher.RestAsync();
    }
}

public static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<FollowsLedger>("ledger", tags: ["ready"]);
        return services
            .AddSingleton<ActivitySignal>()
            .AddSingleton<NodeMessages>()
            .AddSingleton<Wakening>()
            .AddSingleton<LedgerWatch>()
            .AddSingleton(TailOf)
            .AddSingleton<ActivityTail>()
            .AddSingleton<HandlerPositions>()
            .AddSingleton<Delivery>()
            .AddSingleton<DueRetries>()
            .AddTransient<HandlerLanes>()
            .AddSingleton<Dispatcher>()
            .AddSingleton<JobSignal>()
            .AddSingleton<JobPlan>()
            .AddSingleton<RecurringJobs>()
            .AddScoped<OperateJobs>()
            .AddScoped<OperateWork>()
            .AddHostedService<LedgerStart>()
            .AddHostedService<TailService>()
            .AddHostedService<OutboxService>()
            .AddHostedService<NodeExchange>()
            .AddHostedService<JobService>()
            .AddRecurringJob<KeepStatistics>()
            .AddWorker<WorkRunner>();
    }

    private static ITailSource TailOf(IServiceProvider services) =>
        services.GetRequiredService<DatabaseChoice>() is { IsPostgres: true } database ? OnPostgres(database)
        : new SqliteTail(services.GetRequiredService<PreparedReads>());

    // By itself, so that SQLite does not load the other driver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ITailSource OnPostgres(DatabaseChoice database) => new PostgresTail(database);
}
