using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Content.Import;

/// <summary>Lets the server work on imports beside everything else. New ones are found at once, those of a process that died by polling.</summary>
internal sealed partial class ImportService(ImportRunner runner, ImportBell bell, ILogger<ImportService> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await runner.RunDueAsync(stopping);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                RoundFailed(error);
            }
            await bell.WaitAsync(Poll, stopping);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of imports failed; the next one follows")]
    private partial void RoundFailed(Exception error);
}

/// <summary>Tells the import service of this process that a batch waits.</summary>
internal sealed class ImportBell
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _rung.WaitAsync(atMost, cancel);
}
