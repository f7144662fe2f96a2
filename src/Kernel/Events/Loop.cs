using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Does rounds until the program ends: when the bell rings, and after a pause for what other processes left, whose bells may not be
/// heard here.
/// </summary>
internal abstract partial class Loop(Bell bell, TimeProvider time, ILogger log) : BackgroundService
{
    private bool _failing;

    protected abstract string Name { get; }

    /// <summary>At most this long after a round the next one begins.</summary>
    protected virtual TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected virtual void Prepare() { }

    protected abstract Task RoundAsync(CancellationToken stopping);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        Prepare();
        var next = bell.Next;
        while (!stopping.IsCancellationRequested)
        {
            // Waits first: what an earlier run left has the time that the first pages need.
            await next.WaitAsync(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
                return;
            next = bell.Next;
            try
            {
                await RoundAsync(stopping);
                Works();
            }
            catch (Exception error) when (!error.IsStopping(stopping))
            {
                Fails(error);
            }
        }
    }

    /// <summary>For rounds that do not end while all is well.</summary>
    protected void Works()
    {
        if (_failing)
            Recovered(Name);
        _failing = false;
    }

    /// <summary>A database that is away for an hour is told once, not every second.</summary>
    private void Fails(Exception error)
    {
        if (_failing)
            FailedAgain(error, Name);
        else
            RoundFailed(error, Name);
        _failing = true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Loop} failed; the next ones are tried, and the end of this is told")]
    private partial void RoundFailed(Exception error, string loop);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A round of {Loop} failed again")]
    private partial void FailedAgain(Exception error, string loop);

    [LoggerMessage(Level = LogLevel.Information, Message = "The rounds of {Loop} succeed again")]
    private partial void Recovered(string loop);
}
