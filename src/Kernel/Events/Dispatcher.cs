using Guildhall.Kernel.Data;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Brings every activity to every handler that wants its kind, in commit order, each handler at its own pace: one read of the ledger for
/// all of them, handed out by kind.
/// </summary>
internal sealed class Dispatcher(PreparedReads reads, ActivityTail tail, HandlerLanes lanes, HandlerPositions positions, DueRetries retries)
{
    private const int PieceSize = 500, PassedBeforeSave = 1000;

    private readonly SemaphoreSlim _round = new(1, 1);
    private bool _hasBegun;

    // Enough for the first save: programs that are started often would read more each time.
    private int _passed = PassedBeforeSave;

    /// <summary>Hands out what is new and what is due again. Handlers go on by themselves: nobody waits for the slowest.</summary>
    public async Task RoundAsync(CancellationToken cancel)
    {
        await _round.WaitAsync(cancel);
        try
        {
            if (!_hasBegun)
                await BeginAsync(cancel);
            while (await HandOutAsync(cancel)) { }
            lanes.Hand(await retries.ReadAsync(cancel));
            lanes.Wake(cancel);
            if (_passed >= PassedBeforeSave)
                await SaveIdleAsync(cancel);
        }
        finally
        {
            _round.Release();
        }
    }

    /// <summary>Delivers until nothing is left; <c>true</c> when something was delivered.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var atFirst = lanes.Done;
        long before;
        do
        {
            before = lanes.Done;
            await RoundAsync(cancel);
            await lanes.RestAsync();
        }
        while (lanes.Done != before);
        return lanes.Done != atFirst;
    }

    /// <summary>Completes when no handler is at work.</summary>
    public Task RestAsync() => lanes.RestAsync();

    private async Task BeginAsync(CancellationToken cancel)
    {
        await positions.FixAsync(cancel);
        var end = await ActivityReader.EndAsync(reads, cancel);
        await tail.ReadAsync(cancel);
        lanes.Begin(end, await positions.LoadAsync(cancel));
        _hasBegun = true;
    }

    /// <returns><c>true</c> when there may be more.</returns>
    private async Task<bool> HandOutAsync(CancellationToken cancel)
    {
        var piece = await ActivityReader.ReadAfterAsync(reads, lanes.Front, PieceSize, cancel);
        if (piece.Count == 0)
            return false;
        // Handlers see nothing older in this node's memory than what they handle.
        await tail.ReadAsync(cancel);
        lanes.Hand(piece);
        _passed += piece.Count;
        return piece.Count == PieceSize;
    }

    /// <summary>
    /// Rows of handlers that nothing concerned are moved rarely and together: a write for every activity of others would double the writes
    /// of the whole program. What lies between is read again at the next start.
    /// </summary>
    private async Task SaveIdleAsync(CancellationToken cancel)
    {
        var to = lanes.Front;
        var idle = lanes.Idle();
        if (idle.Count == 0)
            return;
        await positions.MoveAsync(idle, to, cancel);
        lanes.Moved(await positions.LoadAsync(cancel));
        _passed = 0;
    }
}
