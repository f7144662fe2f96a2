using System.Collections.Concurrent;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Events;

/// <summary>
/// The program with two handlers and a follower more. Handlers that it has not registered are given to <see cref="DispatcherOf"/>.
/// </summary>
public sealed class HandledApp : GuildhallApp
{
    private long _last;

    public ConcurrentQueue<Activity> Followed { get; } = [];

    public Ringing Ringing { get; } = new();

    protected override void Arrange(IServiceCollection services) => services
        .AddSingleton(Ringing)
        .AddHandler<HearBells>(Start.Beginning).AddHandler<HearBellsWarily>(Start.Beginning)
        .AddScoped<HearFromNowOn>().AddScoped<HearFromTheBeginning>().AddScoped<HearNever>().AddScoped<HearSlowly>()
        .AddScoped<SeeTheCommunity>()
        .AddSingleton<IFollowActivities>(new Follower(Followed));

    public long NextNumber() => Interlocked.Increment(ref _last);

    public Task PublishAsync(params IEvent[] events) => WithAsync<AppDb>(async db =>
    {
        foreach (var happened in events)
            db.Publish(() => happened);
        await db.SaveChangesAsync();
    });

    /// <summary>Publishes this many bells in saves of their own.</summary>
    public async Task<long[]> RingAsync(int count)
    {
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = NextNumber();
            await PublishAsync(new BellRang(numbers[i]));
        }
        return numbers;
    }

    /// <summary>The dispatcher of another process on the same database, or of this one after a restart.</summary>
    internal Dispatcher AnotherDispatcher() => ActivatorUtilities.CreateInstance<Dispatcher>(Services);

    /// <summary>The dispatcher of another program on the same database: it has these handlers and no others.</summary>
    internal Dispatcher DispatcherOf(params HandlerRegistration[] handlers)
    {
        var (reads, positions) = (Services.GetRequiredService<PreparedReads>(), PositionsOf(handlers));
        var lanes = new HandlerLanes(handlers, Services.GetRequiredService<Delivery>(), positions);
        return new Dispatcher(reads, Services.GetRequiredService<ActivityTail>(), lanes, positions, new DueRetries(reads, handlers, Clock));
    }

    /// <summary>Fixes where these handlers begin, as a start does.</summary>
    internal async Task FixAsync(params HandlerRegistration[] handlers)
    {
        await ReadableAsync();
        await PositionsOf(handlers).FixAsync(default);
    }

    internal async Task RoundAsync(Dispatcher dispatcher)
    {
        await ReadableAsync();
        await dispatcher.RoundAsync(default);
    }

    internal async Task<bool> DrainAsync(Dispatcher dispatcher)
    {
        await ReadableAsync();
        return await dispatcher.DrainAsync(default);
    }

    internal HandlerPositions PositionsOf(params HandlerRegistration[] handlers) =>
        new(Services.GetRequiredService<PreparedReads>(), Services.GetRequiredService<IServiceScopeFactory>(), handlers);

    /// <summary>
    /// On PostgreSQL open transactions of other tests hold back the readers of this ledger too. Nothing tells when they end.
    /// </summary>
    private async Task ReadableAsync()
    {
        while (OnPostgres && await WithAsync<AppDb, bool>(db =>
            ActivityReader.HasUnsettledAsync(db, TestContext.Current.CancellationToken)))
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private sealed class Follower(ConcurrentQueue<Activity> followed) : IFollowActivities
    {
        public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
        {
            foreach (var activity in activities)
                followed.Enqueue(activity);
            return ValueTask.CompletedTask;
        }
    }
}
