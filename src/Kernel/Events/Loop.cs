using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Does rounds until the program ends: when the bell rings, and once a second for what other processes left, who ring no bell here.</summary>
internal abstract partial class Loop(Bell bell, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected virtual Task PrepareAsync(CancellationToken stopping) => Task.CompletedTask;

    protected abstract Task RoundAsync(CancellationToken stopping);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await PrepareAsync(stopping);
        var next = bell.Next;
        while (!stopping.IsCancellationRequested)
        {
            // Waits first: what an earlier run left has the time that the first pages need.
            await Task.WhenAny(next, Task.Delay(Pause, time, stopping));
            if (stopping.IsCancellationRequested)
                return;
            next = bell.Next;
            try
            {
                await RoundAsync(stopping);
            }
            catch (Exception error) when (!error.IsStopping(stopping))
            {
                RoundFailed(error, Name);
            }
        }
    }

    protected abstract string Name { get; }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Loop} failed; the next one follows")]
    private partial void RoundFailed(Exception error, string loop);
}
