namespace Guildhall.Kernel.Events;

/// <summary>How far the common read of the ledger has come in this process.</summary>
internal sealed class LedgerFront
{
    private readonly Lock _lock = new();

    public Position Position
    {
        get
        {
            lock (_lock)
                return field;
        }
        set
        {
            lock (_lock)
                field = value;
        }
    }
}

/// <summary>
/// What one handler has before it, done in order and beside all others: what the common read hands to it, and its own failures. A handler
/// that cannot keep up is handed nothing more: it reads for itself until it has reached the front again.
/// </summary>
internal sealed class HandlerLane(HandlerRegistration handler, Delivery delivery, HandlerPositions positions, LedgerFront front)
{
    public const int MostWaiting = 1000;
    private const int CatchUpSize = 200, MostTogether = 50;

    private readonly Lock _lock = new();
    private readonly Queue<Activity> _waiting = [];
    private readonly Queue<DueRetry> _retries = [];
    private readonly HashSet<long> _retrying = [];

    // As the row of the handler says, as far as is known here; and up to where all that concerns it is either done or waits above.
    private Position _saved, _read;
    private bool _isBehind, _isRunning;
    private long _done;
    private Exception? _failure;

    public string Name => handler.Name;

    /// <summary>Completes when nothing is before it.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Deliveries and retries so far.</summary>
    public long Done => Volatile.Read(ref _done);

    public void Begin(Position saved)
    {
        lock (_lock)
            (_saved, _read, _isBehind) = (saved, saved, saved < front.Position);
    }

    /// <param name="wanted">What the last piece of the common read holds for this handler.</param>
    /// <param name="end">Where that piece ends. The front stands there already.</param>
    public void Hand(IReadOnlyCollection<Activity> wanted, Position end)
    {
        lock (_lock)
        {
            if (_isBehind || !(end > _read))
                return;
            if (_waiting.Count + wanted.Count > MostWaiting)
            {
                _isBehind = true;
                return;
            }
            foreach (var activity in wanted)
                _waiting.Enqueue(activity);
            _read = end;
        }
    }

    public void Hand(DueRetry due)
    {
        lock (_lock)
        {
            if (_retrying.Add(due.Id))
                _retries.Enqueue(due);
        }
    }

    /// <param name="turns">Keeps handlers from taking all connections of the database.</param>
    public void Wake(SemaphoreSlim turns, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_isRunning || (_waiting.Count == 0 && _retries.Count == 0 && !_isBehind))
                return;
            _isRunning = true;
            Running = RunAsync(turns, cancel);
        }
    }

    /// <summary>Why the last run ended early, told once: the database was away. A handler that fails ends none.</summary>
    public Exception? TakeFailure() => Interlocked.Exchange(ref _failure, null);

    /// <summary>Where the row of a handler stands that has nothing before it, and from which it may be moved to the front.</summary>
    public Position? Idle
    {
        get
        {
            lock (_lock)
                return !_isRunning && !_isBehind && _waiting.Count == 0 && _read == front.Position && _saved != _read ? _saved : null;
        }
    }

    /// <summary>The row was moved, by whomever. If that is not so, the next delivery notices.</summary>
    public void Moved(Position to)
    {
        lock (_lock)
        {
            if (!_isRunning)
                _saved = to;
        }
    }

    private async Task RunAsync(SemaphoreSlim turns, CancellationToken cancel)
    {
        // Off the thread that reads for all.
        await Task.Yield();
        try
        {
            while (Next(cancel) is { } deed)
            {
                await turns.WaitAsync(cancel);
                try
                {
                    await deed();
                }
                finally
                {
                    turns.Release();
                }
            }
        }
        catch (Exception error)
        {
            StartAnew();
            if (!error.IsStopping(cancel))
                _failure = error;
        }
    }

    /// <summary>What was done is written down; the rest is read again.</summary>
    private void StartAnew()
    {
        lock (_lock)
        {
            _waiting.Clear();
            _retries.Clear();
            _retrying.Clear();
            (_read, _isBehind, _isRunning) = (_saved, true, false);
        }
    }

    private Func<Task>? Next(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0)
            {
                var batch = Batch();
                return () => DeliverAsync(batch, cancel);
            }
            if (_retries.TryDequeue(out var due))
                return () => RetryAsync(due, cancel);
            if (_isBehind)
                return () => CatchUpAsync(cancel);
            _isRunning = false;
            return null;
        }
    }

    /// <summary>The next ones of one community: what waits together is done together, which costs one commit.</summary>
    private List<Activity> Batch()
    {
        List<Activity> batch = [_waiting.Dequeue()];
        while (batch.Count < MostTogether && _waiting.TryPeek(out var next) && next.CommunityId == batch[0].CommunityId)
            batch.Add(_waiting.Dequeue());
        return batch;
    }

    private async Task DeliverAsync(List<Activity> batch, CancellationToken cancel)
    {
        // Other nodes may have brought them there, or further.
        while (batch.FindIndex(a => Position.Of(a) > _saved) is >= 0 and var next)
        {
            batch.RemoveRange(0, next);
            var done = await delivery.RunAsync(handler, batch, _saved, cancel);
            _saved = done == 0 ? await positions.FindAsync(handler.Name, cancel) : Position.Of(batch[done - 1]);
            Interlocked.Add(ref _done, done);
        }
    }

    private async Task RetryAsync(DueRetry due, CancellationToken cancel)
    {
        await delivery.RetryAsync(handler, due, cancel);
        Interlocked.Increment(ref _done);
        lock (_lock)
            _retrying.Remove(due.Id);
    }

    private async Task CatchUpAsync(CancellationToken cancel)
    {
        var until = front.Position;
        var found = await delivery.FindAsync(handler, _read, until, CatchUpSize, cancel);
        lock (_lock)
        {
            foreach (var activity in found)
                _waiting.Enqueue(activity);
            _read = found.Count < CatchUpSize ? until : Position.Of(found[^1]);
            // The front is moved before what it has passed is handed out: whoever stands on it is handed all that follows.
            _isBehind = _read < front.Position;
        }
    }
}
