using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Wakes the jobs of this process: one is wanted now.</summary>
public sealed class JobSignal : Bell;

/// <summary>Starts jobs when they are due. Beside the outbox: a long job holds up no page, and no other job.</summary>
internal sealed class JobService(RecurringJobs jobs, JobSignal signal, TimeProvider time, ILogger<JobService> log) : Loop(signal, time, log)
{
    protected override string Name => "the jobs";

    protected override Task RoundAsync(CancellationToken stopping) => jobs.StartDueAsync(stopping);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await base.ExecuteAsync(stopping);
        await jobs.RestAsync();
    }
}
