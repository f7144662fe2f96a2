using System.Linq.Expressions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Events;

/// <summary>The statements of the jobs. Each is one that decides, so that several nodes may work on one table.</summary>
internal static class JobTable
{
    /// <summary>How long other nodes wait for one that shows no sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public static Task<List<JobRun>> AllAsync(AppDb db, CancellationToken cancel) =>
        db.Set<JobRun>().AsNoTracking().ToListAsync(cancel);

    public static Task<List<JobRun>> DueAsync(AppDb db, DateTime now, CancellationToken cancel) => db.Set<JobRun>().AsNoTracking()
        .Where(j => j.DueAt <= now).Where(IsFree(now)).OrderBy(j => j.DueAt).ToListAsync(cancel);

    public static Task AddAsync(AppDb db, string job, long communityId, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"INSERT INTO job_runs (job, community_id, failures, error) VALUES ({job}, {communityId}, 0, '') ON CONFLICT DO NOTHING", cancel);

    /// <summary>Unless it was planned otherwise meanwhile, or runs.</summary>
    public static Task PlanAsync(AppDb db, JobRun run, DateTime due, DateTime now, CancellationToken cancel) => One(db, run)
        .Where(j => j.DueAt == run.DueAt).Where(IsFree(now))
        .ExecuteUpdateAsync(j => j.SetProperty(x => x.DueAt, due).SetProperty(x => x.PlannedAt, due), cancel);

    public static async Task<bool> LeaseAsync(AppDb db, JobRun run, Guid owner, DateTime now, CancellationToken cancel) =>
        await One(db, run).Where(j => j.DueAt <= now).Where(IsFree(now)).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.LeasedUntil, now + Lease).SetProperty(x => x.LeasedBy, owner)
            .SetProperty(x => x.StartedAt, now), cancel) == 1;

    public static async Task<bool> ExtendAsync(AppDb db, JobRun run, Guid owner, DateTime now, CancellationToken cancel) =>
        await Own(db, run, owner).ExecuteUpdateAsync(j => j.SetProperty(x => x.LeasedUntil, now + Lease), cancel) == 1;

    public static Task FinishAsync(AppDb db, JobRun run, Guid owner, DateTime next, DateTime now, CancellationToken cancel) =>
        Own(db, run, owner).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.PlannedAt, next).SetProperty(x => x.DueAt, next).SetProperty(x => x.EndedAt, now)
            .SetProperty(x => x.Failures, 0).SetProperty(x => x.Error, "")
            .SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.LeasedBy, (Guid?)null), cancel);

    /// <param name="planned">The start that the next try makes up for, or, when that comes first, the next one of the schedule.</param>
    public static Task FailAsync(
        AppDb db, JobRun run, Guid owner, DateTime planned, DateTime due, string error, DateTime now, CancellationToken cancel) =>
        Own(db, run, owner).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.PlannedAt, planned).SetProperty(x => x.DueAt, due).SetProperty(x => x.EndedAt, now)
            .SetProperty(x => x.Failures, run.Failures + 1).SetProperty(x => x.Error, error)
            .SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.LeasedBy, (Guid?)null), cancel);

    /// <summary>The program stops: it is due again at once, and this was no failure.</summary>
    public static Task ReleaseAsync(AppDb db, JobRun run, Guid owner, CancellationToken cancel) =>
        Own(db, run, owner).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.LeasedBy, (Guid?)null), cancel);

    /// <summary>Takes a job away whose community is gone.</summary>
    public static Task RemoveAsync(AppDb db, JobRun run, CancellationToken cancel) => One(db, run).ExecuteDeleteAsync(cancel);

    /// <summary>Whether nobody works on it. A lease that ends far ahead was taken by a clock that has been set back since.</summary>
    public static Expression<Func<JobRun, bool>> IsFree(DateTime now)
    {
        var farAhead = now + Lease + JobSchedule.Skew;
        return j => j.LeasedUntil == null || j.LeasedUntil < now || j.LeasedUntil > farAhead;
    }

    private static IQueryable<JobRun> One(AppDb db, JobRun run) =>
        db.Set<JobRun>().Where(j => j.Job == run.Job && j.CommunityId == run.CommunityId);

    private static IQueryable<JobRun> Own(AppDb db, JobRun run, Guid owner) => One(db, run).Where(j => j.LeasedBy == owner);
}
