namespace Guildhall.Kernel.Events;

/// <summary>Keeps a lease while the work runs.</summary>
internal static class LeaseRenewal
{
    /// <summary>
    /// Renews until <paramref name="ended"/>, and ends the work when somebody else has taken it over. A database that does not answer is
    /// asked again: the work goes on meanwhile, and whether it may finish is decided by its last statement.
    /// </summary>
    /// <param name="extend">Whether the lease is still held.</param>
    public static async Task KeepAsync(
        TimeSpan lease, TimeProvider time, Func<CancellationToken, Task<bool>> extend, CancellationTokenSource ended)
    {
        while (true)
        {
            await Task.Delay(lease / 3, time, ended.Token);
            try
            {
                if (!await extend(ended.Token))
                    await ended.CancelAsync();
            }
            catch (Exception error) when (!error.IsStopping(ended.Token))
            {
                // Told by the loops, which ask the same database.
            }
        }
    }
}
