using System.Collections.Concurrent;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.App.Tests.Events;

/// <summary>A fact that only these tests publish.</summary>
public sealed record BellRang(long Number) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => null;
    public Thing Subject => new("bell", Number);
}

/// <summary>A fact that no handler here wants.</summary>
public sealed record LampLit(long Number) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => null;
    public Thing Subject => new("lamp", Number);
}

/// <summary>What the handlers were given, and which numbers they refuse.</summary>
public sealed class Ringing
{
    public ConcurrentQueue<long> Heard { get; } = [];
    public ConcurrentQueue<long> HeardByWary { get; } = [];
    public ConcurrentDictionary<long, bool> Refused { get; } = [];
}

/// <summary>Takes everything.</summary>
public sealed class HearBells(Ringing ringing) : IHandle<BellRang>
{
    public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        ringing.Heard.Enqueue(happened.Number);
        return Task.CompletedTask;
    }
}

/// <summary>Writes first, and then refuses what it was told to refuse.</summary>
public sealed class HearBellsWarily(Ringing ringing, AppDb db, TimeProvider time) : IHandle<BellRang>
{
    public async Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        db.Add(Member.Create($"bell {happened.Number}", "en", "UTC", owner: false, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
        if (ringing.Refused.ContainsKey(happened.Number))
            throw new InvalidOperationException($"No bell {happened.Number}, please.");
        ringing.HeardByWary.Enqueue(happened.Number);
    }
}

/// <summary>The program with two handlers and a follower more.</summary>
public sealed class HandledApp : GuildhallApp
{
    private long _last;

    public ConcurrentQueue<Activity> Followed { get; } = [];

    public Ringing Ringing { get; } = new();

    protected override void Arrange(IServiceCollection services) =>
        services.AddSingleton(Ringing).AddHandler<HearBells>(Start.Beginning).AddHandler<HearBellsWarily>(Start.Beginning).AddSingleton<IFollowActivities>(new Follower(Followed));

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
    internal Dispatcher AnotherDispatcher() => new(
        Services.GetRequiredService<IServiceScopeFactory>(), Services.GetServices<HandlerRegistration>(), Clock, NullLogger<Dispatcher>.Instance);

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
