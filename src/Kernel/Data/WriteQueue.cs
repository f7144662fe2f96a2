using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Kernel.Data;

/// <summary>
/// SQLite has one writer at a time. Writers that fight for the file sleep and starve; writers that queue here get their turn
/// in order. PostgreSQL needs none of this, so there the queue lets everyone through.
/// </summary>
public sealed class WriteQueue(bool oneAtATime)
{
    private readonly SemaphoreSlim? _turn = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    internal async ValueTask<IDisposable> EnterAsync(CancellationToken cancel)
    {
        if (_turn is null)
            return Turn.Free;
        await _turn.WaitAsync(cancel);
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim? semaphore) : IDisposable
    {
        public static readonly Turn Free = new(null);
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
    }
}

/// <summary>A transaction that holds its turn in the write queue; disposing it without a commit takes everything back.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable _turn;
    private readonly Func<bool, ValueTask> _ended;

    /// <param name="ended">Told whether it was committed; once more when it is disposed.</param>
    internal WriteTransaction(IDbContextTransaction transaction, IDisposable turn, Func<bool, ValueTask> ended) =>
        (_transaction, _turn, _ended) = (transaction, turn, ended);

    public async Task CommitAsync(CancellationToken cancel = default)
    {
        await _transaction.CommitAsync(cancel);
        await _ended(true);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            await _ended(false);
            _turn.Dispose();
        }
    }
}
