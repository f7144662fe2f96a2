using System.Collections.Concurrent;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Events;

/// <summary>A fact that only these tests publish.</summary>
public sealed record BellRang(long Number) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => null;
    public Thing Subject => new("bell", Number);
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A fact that no handler here wants.</summary>
public sealed record LampLit(long Number) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => null;
    public Thing Subject => new("lamp", Number);
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>What the handlers were given, and which numbers they refuse.</summary>
public sealed class Ringing
{
    private readonly ConcurrentDictionary<Type, ConcurrentQueue<long>> _heard = [];
    private readonly ConcurrentDictionary<(Type, long), TaskCompletionSource> _awaited = [];

    public ConcurrentQueue<long> Heard => By<HearBells>();
    public ConcurrentQueue<long> HeardByWary => By<HearBellsWarily>();
    public ConcurrentDictionary<long, bool> Refused { get; } = [];
    public ConcurrentQueue<(CommunityInfo? Community, int Spaces, Envelope Envelope)> Seen { get; } = [];

    /// <summary>Opened, it lets <see cref="HearSlowly"/> go on.</summary>
    public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<long> By<THandler>() => _heard.GetOrAdd(typeof(THandler), _ => []);

    public void Hear<THandler>(BellRang happened)
    {
        By<THandler>().Enqueue(happened.Number);
        Awaited<THandler>(happened.Number).TrySetResult();
    }

    /// <summary>Completes when the handler was given this number.</summary>
    public Task HeardAsync<THandler>(long number) => Awaited<THandler>(number).Task.WaitAsync(TimeSpan.FromMinutes(1));

    private TaskCompletionSource Awaited<THandler>(long number) =>
        _awaited.GetOrAdd((typeof(THandler), number), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Takes everything.</summary>
public sealed class HearBells(Ringing ringing) : IHandle<BellRang>
{
    public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        ringing.Hear<HearBells>(happened);
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
        ringing.Hear<HearBellsWarily>(happened);
    }
}

/// <summary>For what must not be repeated about the past.</summary>
public sealed class HearFromNowOn(Ringing ringing) : IHandle<BellRang>
{
    public static HandlerRegistration Registration { get; } = Registered.As<HearFromNowOn>(Start.Now);

    public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        ringing.Hear<HearFromNowOn>(happened);
        return Task.CompletedTask;
    }
}

/// <summary>For what is derived from all of the past.</summary>
public sealed class HearFromTheBeginning(Ringing ringing) : IHandle<BellRang>
{
    public static HandlerRegistration Registration { get; } = Registered.As<HearFromTheBeginning>(Start.Beginning);

    public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        ringing.Hear<HearFromTheBeginning>(happened);
        return Task.CompletedTask;
    }
}

/// <summary>Fails for ever, before anything could be awaited.</summary>
public sealed class HearNever(Ringing ringing) : IHandle<BellRang>
{
    public static HandlerRegistration Registration { get; } = Registered.As<HearNever>(Start.Now);

    public Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        ringing.Hear<HearNever>(happened);
        throw new NotSupportedException("Never.");
    }
}

/// <summary>Waits at a gate.</summary>
public sealed class HearSlowly(Ringing ringing) : IHandle<BellRang>
{
    public static HandlerRegistration Registration { get; } = Registered.As<HearSlowly>(Start.Now);

    public async Task HandleAsync(BellRang happened, Envelope envelope, CancellationToken cancel)
    {
        await ringing.Gate.Task.WaitAsync(cancel);
        ringing.Hear<HearSlowly>(happened);
    }
}

/// <summary>Notes which community it is in, and how many spaces a query finds there.</summary>
public sealed class SeeTheCommunity(Ringing ringing, CommunityScope scope, AppDb db) : IHandle<CommunityChanged>
{
    public static HandlerRegistration Registration { get; } =
        new(typeof(SeeTheCommunity),
            new Dictionary<string, Type> { [Activity.KindOf(typeof(CommunityChanged))] = typeof(CommunityChanged) }, Start.Now);

    public async Task HandleAsync(CommunityChanged happened, Envelope envelope, CancellationToken cancel) =>
        ringing.Seen.Enqueue((scope.Current, await db.Set<Guildhall.Communities.Spaces.Space>().CountAsync(cancel), envelope));
}

internal static class Registered
{
    public static HandlerRegistration As<THandler>(Start from) where THandler : IHandle<BellRang> =>
        new(typeof(THandler), new Dictionary<string, Type> { [Activity.KindOf(typeof(BellRang))] = typeof(BellRang) }, from);
}
