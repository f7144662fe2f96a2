using System.Collections.Concurrent;
using System.Data.Common;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Selling;

/// <summary>
/// Waits for orders to be paid by looking at the database, all of them at one look: asked by HTTP, the program would be busier with
/// answering that they are not yet than with settling them.
/// </summary>
internal sealed class PaidOrders : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly DbConnection _connection;
    private readonly Task _looking;

    private PaidOrders(DbConnection connection)
    {
        _connection = connection;
        _looking = Task.Run(LookAsync);
    }

    public static async Task<PaidOrders> OpenAsync(Installation guildhall) => new(await Books.OpenAsync(guildhall));

    /// <exception cref="TimeoutException">It is not.</exception>
    public Task PaidAsync(string code)
    {
        var paid = _waiting.GetOrAdd(code, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return paid.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var code in await PaidOfAsync([.. _waiting.Keys]))
            {
                if (_waiting.TryRemove(code, out var paid))
                    paid.TrySetResult();
            }
            await Task.Delay(Look, _stop.Token);
        }
    }

    private async Task<List<string>> PaidOfAsync(IReadOnlyCollection<string> codes)
    {
        var paid = new List<string>();
        if (codes.Count == 0)
            return paid;
        await using var command = _connection.CreateCommand();
        command.CommandText =
            $"SELECT code FROM orders WHERE paid_at IS NOT NULL AND code IN ({string.Join(',', codes.Select(c => $"'{c}'"))})";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            paid.Add(reader.GetString(0));
        return paid;
    }
}
