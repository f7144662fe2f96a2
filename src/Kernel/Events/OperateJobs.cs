using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Events;

/// <summary>The jobs as the operator of the installation sees them.</summary>
public sealed class OperateJobs(AppDb db, IEnumerable<JobRegistration> registered, JobSignal signal, TimeProvider time)
{
    private readonly HashSet<string> _known = [.. registered.Select(r => r.Name)];

    /// <summary>Those that this program has, by name and community; at most 1000.</summary>
    public async Task<IReadOnlyList<JobRun>> ListAsync(CancellationToken cancel) =>
        await db.Set<JobRun>().AsNoTracking().Where(j => _known.Contains(j.Job)).OrderBy(j => j.Job).ThenBy(j => j.CommunityId).Take(1000)
            .ToListAsync(cancel);

    /// <summary>Whether a node works on it now.</summary>
    public bool IsRunning(JobRun job) => job.LeasedUntil >= Now();

    /// <summary>Starts a job as soon as a node looks. Its next planned start stays.</summary>
    /// <param name="communityId">0 for a job of the installation.</param>
    /// <exception cref="Refused"><c>not_found</c>; <c>job_running</c>.</exception>
    public async Task StartAsync(string job, long communityId, CancellationToken cancel)
    {
        var one = db.Set<JobRun>().Where(j => j.Job == job && j.CommunityId == communityId);
        if (!_known.Contains(job) || !await one.AnyAsync(cancel))
            throw Refused.NotFound();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var now = Now();
        if (await one.Where(JobTable.IsFree(now)).ExecuteUpdateAsync(j => j.SetProperty(x => x.DueAt, now), cancel) == 0)
            throw new Refused("job_running", 409, "This job is running. Wait until it finishes.");
        await transaction.CommitAsync(cancel);
        signal.Ring();
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
