using System.Collections.Frozen;

namespace Guildhall.Kernel.Events;

/// <summary>All handlers of the program, side by side.</summary>
internal sealed class HandlerLanes
{
    /// <summary>As many deliveries at once: handlers must not take all connections of the database.</summary>
    private const int MostAtOnce = 8;

    private readonly SemaphoreSlim _turns = new(MostAtOnce, MostAtOnce);
    private readonly LedgerFront _front = new();
    private readonly FrozenDictionary<string, HandlerLane> _lanes;
    private readonly FrozenDictionary<string, HandlerLane[]> _byKind;

    public HandlerLanes(IEnumerable<HandlerRegistration> handlers, Delivery delivery, HandlerPositions positions)
    {
        var lanes = handlers.Select(h => (h.Events, Lane: new HandlerLane(h, delivery, positions, _front))).ToList();
        _lanes = lanes.ToFrozenDictionary(l => l.Lane.Name, l => l.Lane);
        _byKind = lanes.SelectMany(l => l.Events.Keys, (l, kind) => (kind, l.Lane))
            .GroupBy(l => l.kind, l => l.Lane).ToFrozenDictionary(k => k.Key, k => k.ToArray());
    }

    /// <summary>Up to where the ledger has been handed out.</summary>
    public Position Front => _front.Position;

    /// <summary>Deliveries and retries so far.</summary>
    public long Done => _lanes.Values.Sum(l => l.Done);

    public void Begin(Position front, IReadOnlyDictionary<string, Position> saved)
    {
        _front.Position = front;
        foreach (var lane in _lanes.Values)
            lane.Begin(saved[lane.Name]);
    }

    /// <summary>Hands the next piece of the ledger to those whom it concerns; to the others it costs a comparison.</summary>
    public void Hand(IReadOnlyList<Activity> piece)
    {
        var end = Position.Of(piece[^1]);
        // Before it is handed out, see HandlerLane.CatchUpAsync.
        _front.Position = end;
        var wanted = new Dictionary<HandlerLane, List<Activity>>();
        foreach (var activity in piece)
        {
            foreach (var lane in _byKind.GetValueOrDefault(activity.Kind, []))
            {
                if (!wanted.TryGetValue(lane, out var activities))
                    wanted.Add(lane, activities = []);
                activities.Add(activity);
            }
        }
        foreach (var lane in _lanes.Values)
            lane.Hand(wanted.TryGetValue(lane, out var activities) ? activities : [], end);
    }

    public void Hand(IReadOnlyList<DueRetry> due)
    {
        foreach (var retry in due)
            _lanes[retry.Handler].Hand(retry);
    }

    /// <exception cref="AggregateException">Handlers could not go on, since their last round: the database was away. They go on
    /// now.</exception>
    public void Wake(CancellationToken cancel)
    {
        foreach (var lane in _lanes.Values)
            lane.Wake(_turns, cancel);
        List<Exception> failures = [.. _lanes.Values.Select(l => l.TakeFailure()).OfType<Exception>()];
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <summary>Completes when no handler is at work.</summary>
    public Task RestAsync() => Task.WhenAll(_lanes.Values.Select(l => l.Running));

    /// <summary>Handlers that stand at the front with nothing before them, by where their rows still stand.</summary>
    public ILookup<Position, string> Idle() =>
        _lanes.Values.Select(l => (l.Name, From: l.Idle)).Where(l => l.From is not null).ToLookup(l => l.From!.Value, l => l.Name);

    public void Moved(IReadOnlyDictionary<string, Position> saved)
    {
        foreach (var (name, position) in saved)
        {
            if (_lanes.TryGetValue(name, out var lane))
                lane.Moved(position);
        }
    }
}
