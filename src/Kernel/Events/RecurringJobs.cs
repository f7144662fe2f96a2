using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Runs the jobs that are due, each beside the others: a slow one holds none up.</summary>
internal sealed partial class RecurringJobs(IServiceScopeFactory scopes, JobPlan plan, TimeProvider time, ILogger<RecurringJobs> log)
{
    /// <summary>Of one job, in different communities.</summary>
    private const int Parallel = 4;

    private readonly Dictionary<Task, string> _running = [];

    /// <summary>Starts what is due and waits for none of it. One caller at a time.</summary>
    public async Task StartDueAsync(CancellationToken cancel)
    {
        await plan.AlignAsync(cancel);
        foreach (var over in _running.Keys.Where(t => t.IsCompleted).ToList())
        {
            _running.Remove(over);
            await over;
        }
        foreach (var run in await DueAsync(cancel))
        {
            if (plan.Find(run) is not { } job || _running.Values.Count(j => j == run.Job) >= Parallel)
                continue;
            var (owner, leased) = (Guid.NewGuid(), false);
            await scopes.WriteAsync(async db => leased = await JobTable.LeaseAsync(db, run, owner, Now(), cancel), cancel);
            if (leased)
                _running.Add(RunAsync(job, run, owner, cancel), run.Job);
        }
    }

    /// <summary>Waits for those that run.</summary>
    public async Task RestAsync()
    {
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _running.Clear();
    }

    /// <summary>What a run does, without its row. The community is entered.</summary>
    /// <returns><c>false</c> when the community is gone.</returns>
    public async Task<bool> ExecuteAsync(JobRegistration job, long communityId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (communityId != 0)
        {
            if (await scope.ServiceProvider.GetRequiredService<ICommunities>().FindAsync(communityId, cancel) is not { } community)
                return false;
            scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community);
        }
        await ((IJob)scope.ServiceProvider.GetRequiredService(job.Job)).RunAsync(cancel);
        return true;
    }

    private async Task RunAsync(PlannedJob job, JobRun run, Guid owner, CancellationToken stopping)
    {
        // Off the loop's own thread: a job that begins with a computation must not hold the others up.
        await Task.Yield();
        var started = Now();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var alive = LeaseRenewal.KeepAsync(JobTable.Lease, time, cancel => ExtendAsync(run, owner, cancel), ended);
        try
        {
            if (await ExecuteAsync(job.Registration, run.CommunityId, ended.Token))
                await scopes.WriteAsync(db => JobTable.FinishAsync(db, run, owner, Next(job, run, started), Now(), stopping), stopping);
            else
                await scopes.WriteAsync(db => JobTable.RemoveAsync(db, run, stopping), stopping);
        }
        catch (Exception error) when (error.IsStopping(stopping))
        {
            await scopes.WriteAsync(db => JobTable.ReleaseAsync(db, run, owner, CancellationToken.None), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            LeaseLost(run.Job, run.CommunityId);
        }
        catch (Exception error)
        {
            JobFailed(error, run.Job, run.CommunityId);
            await FailAsync(job, run, owner, started, error, stopping);
        }
        finally
        {
            await ended.CancelAsync();
            await alive.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task FailAsync(PlannedJob job, JobRun run, Guid owner, DateTime started, Exception error, CancellationToken cancel)
    {
        var (now, next) = (Now(), Next(job, run, started));
        var retry = now + Backoff.After(run.Failures + 1);
        var (planned, due) = retry < next ? (run.PlannedAt ?? started, retry) : (next, next);
        var told = $"{error.GetType().Name}: {error.Message}";
        return scopes.WriteAsync(db => JobTable.FailAsync(
            db, run, owner, planned, due, told.CutTo(1000), now, cancel), cancel);
    }

    /// <summary>A clock that was set back while it ran must not let it start for the same time again.</summary>
    private DateTime Next(PlannedJob job, JobRun run, DateTime started) =>
        job.Schedule.After(run.PlannedAt ?? started, Now() is var now && now > started ? now : started);

    private async Task<bool> ExtendAsync(JobRun run, Guid owner, CancellationToken cancel)
    {
        var held = false;
        await scopes.WriteAsync(async db => held = await JobTable.ExtendAsync(db, run, owner, Now(), cancel), cancel);
        return held;
    }

    private async Task<List<JobRun>> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await JobTable.DueAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), Now(), cancel);
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed in community {CommunityId}; it is tried again, see /operate/work")]
    private partial void JobFailed(Exception error, string job, long communityId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} in community {CommunityId} was taken over by another process")]
    private partial void LeaseLost(string job, long communityId);
}
