using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Live;

/// <summary>
/// Brings the ledger to the open streams in the order in which readers may rely on it, so that whoever comes back with the last id that it
/// saw misses nothing. While nobody listens it only moves on.
/// </summary>
internal sealed class LiveFeed(
    LiveStreams streams, LiveEvents events, PreparedReads reads, ActivitySignal signal, TimeProvider time, ILogger<LiveFeed> log)
    : Loop(signal, time, log)
{
    private const int BatchSize = 200;

    /// <summary>Whoever missed more reads the state anew.</summary>
    private const int MostMissed = 10_000;

    // A stream that is being opened reads what came before it while the feed stands still, so that nothing falls between.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Position? _position;

    protected override string Name => "the live stream";

    protected override Task RoundAsync(CancellationToken stopping) => ReadAsync(stopping);

    public async Task ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (!streams.Any)
            {
                _position = null;
                return;
            }
            await MoveAsync([.. streams.All], cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Adds a stream, and gives it what came after the id that it saw last.</summary>
    /// <param name="after"><c>null</c> for a stream that begins now.</param>
    /// <returns>Where it begins.</returns>
    public async Task<Position> OpenAsync(LiveStream stream, Position? after, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (streams.Any)
                await MoveAsync([.. streams.All], cancel);
            else
                _position = await ActivityReader.EndAsync(reads, cancel);
            streams.Open(stream);
            if (after is { } seen && seen < _position!.Value)
                await CatchUpAsync(stream, seen, cancel);
            return _position!.Value;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task MoveAsync(IReadOnlyCollection<LiveStream> open, CancellationToken cancel)
    {
        var from = _position ?? await ActivityReader.EndAsync(reads, cancel);
        while (await ActivityReader.ReadAfterAsync(reads, from, BatchSize, cancel) is { Count: > 0 } activities)
        {
            await events.GiveAsync(activities, open, cancel);
            _position = from = Position.Of(activities[^1]);
        }
        _position = from;
    }

    private async Task CatchUpAsync(LiveStream stream, Position seen, CancellationToken cancel)
    {
        for (var read = 0; await ActivityReader.ReadAfterAsync(reads, seen, BatchSize, cancel)
            is { Count: > 0 } activities; read += activities.Count)
        {
            if (read >= MostMissed)
            {
                stream.Give(LiveStream.Frame(LiveEvents.IdOf(_position!.Value), "reset", "{}"));
                return;
            }
            var missed = activities.Where(a => !(Position.Of(a) > _position!.Value)).ToList();
            await events.GiveAsync(missed, [stream], cancel);
            if (missed.Count < activities.Count)
                return;
            seen = Position.Of(activities[^1]);
        }
    }
}
