using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>Which jobs this program has, for whom, and when each is next due.</summary>
internal sealed class JobPlan(
    IServiceScopeFactory scopes, IEnumerable<JobRegistration> registered, SiteZone site, TimeProvider time)
{
    /// <summary>At most so long after a community begins, or its zone changes, its jobs know.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, JobSchedule> _made = [];
    private IReadOnlyDictionary<(string Job, long CommunityId), PlannedJob> _jobs = new Dictionary<(string, long), PlannedJob>();
    private DateTime? _aligned;

    /// <summary><c>null</c> when this program does not have the job, or the community is gone.</summary>
    public PlannedJob? Find(JobRun run) => _jobs.GetValueOrDefault((run.Job, run.CommunityId));

    /// <summary>
    /// Writes down when jobs are due that are new or planned otherwise than now: at the start, each minute, and after the clock was set
    /// back.
    /// </summary>
    public async Task AlignAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_aligned <= now && now - _aligned < Pause)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var jobs = await JobsAsync(scope.ServiceProvider, cancel);
        var reading = scope.ServiceProvider.GetRequiredService<AppDb>();
        var rows = await JobTable.AllAsync(reading, cancel);
        if (jobs.Keys.Except(rows.Select(r => (r.Job, r.CommunityId))).ToList() is { Count: > 0 } missing)
        {
            await scopes.WriteAsync(async db =>
            {
                foreach (var (job, communityId) in missing)
                    await JobTable.AddAsync(db, job, communityId, cancel);
            }, cancel);
            rows = await JobTable.AllAsync(reading, cancel);
        }
        var wrong = rows
            .Select(r => (Run: r, Due: jobs.TryGetValue((r.Job, r.CommunityId), out var job) ? job.Schedule.Align(r, now) : r.DueAt))
            .Where(r => r.Due != r.Run.DueAt).ToList();
        if (wrong.Count > 0)
        {
            await scopes.WriteAsync(async db =>
            {
                foreach (var (run, due) in wrong)
                    await JobTable.PlanAsync(db, run, due!.Value, now, cancel);
            }, cancel);
        }
        (_jobs, _aligned) = (jobs, now);
    }

    private async Task<Dictionary<(string Job, long CommunityId), PlannedJob>> JobsAsync(
        IServiceProvider services, CancellationToken cancel)
    {
        var jobs = new Dictionary<(string, long), PlannedJob>();
        foreach (var job in registered.Where(j => j.At is not { IsOfEachCommunity: true }))
            jobs.Add((job.Name, 0), new PlannedJob(job, Schedule(services, job, site.Zone)));
        if (registered.Where(j => j.At is { IsOfEachCommunity: true }).ToList() is not { Count: > 0 } ofCommunities)
            return jobs;
        foreach (var community in await services.GetRequiredService<ICommunities>().ListAsync(cancel))
        {
            foreach (var job in ofCommunities)
                jobs.Add((job.Name, community.Id), new PlannedJob(job, Schedule(services, job, TimeZones.Find(community.TimeZone))));
        }
        return jobs;
    }

    private JobSchedule Schedule(IServiceProvider services, JobRegistration job, TimeZoneInfo zone)
    {
        var name = $"{job.Name} {zone.Id}";
        return _made.TryGetValue(name, out var made) ? made : _made[name] = job.Schedule(services, zone);
    }
}

internal sealed record PlannedJob(JobRegistration Registration, JobSchedule Schedule);
