using System.Collections.Concurrent;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Work;

/// <summary>Work that only these tests have; its kind allows two at once and three attempts.</summary>
public sealed record Chore(string Text);

/// <summary>What was done, and what a test wants to happen meanwhile.</summary>
public sealed class Workshop
{
    /// <summary>By the text of the chore; without one it just succeeds.</summary>
    public ConcurrentDictionary<string, Func<WorkContext, CancellationToken, Task>> Deeds { get; } = [];

    /// <summary>In the order of their ends, with the community that was entered.</summary>
    public ConcurrentQueue<(string Text, long CommunityId, int Spaces)> Done { get; } = [];

    /// <summary>By the type of the job.</summary>
    public ConcurrentDictionary<Type, Func<CancellationToken, Task>> JobDeeds { get; } = [];

    public ConcurrentQueue<(Type Job, string? Community, DateTime At)> Jobs { get; } = [];

    public IEnumerable<string> DoneOf(string prefix) => Done.Select(d => d.Text).Where(t => t.StartsWith(prefix, StringComparison.Ordinal));

    public int Runs<TJob>() => Jobs.Count(j => j.Job == typeof(TJob));

    internal async Task WorkAsync(Type job, CommunityScope scope, TimeProvider time, CancellationToken cancel)
    {
        Jobs.Enqueue((job, scope.Current?.Slug, time.GetUtcNow().UtcDateTime));
        if (JobDeeds.TryGetValue(job, out var deed))
            await deed(cancel);
    }
}

public sealed class DoChores(Workshop shop, CommunityScope scope, AppDb db) : IWork<Chore>
{
    // So long that no renewal comes within a test: those are tested by themselves.
    public static readonly WorkOptions Options = new() { Parallel = 2, MaxAttempts = 3, Lease = TimeSpan.FromMinutes(10) };

    public async Task RunAsync(Chore payload, WorkContext context, CancellationToken cancel)
    {
        if (shop.Deeds.TryGetValue(payload.Text, out var deed))
            await deed(context, cancel);
        shop.Done.Enqueue((payload.Text, scope.Id, await db.Set<Guildhall.Communities.Spaces.Space>().CountAsync(cancel)));
    }
}

public sealed class EveryFiveMinutes(Workshop shop, CommunityScope scope, TimeProvider time) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public Task RunAsync(CancellationToken cancel) => shop.WorkAsync(typeof(EveryFiveMinutes), scope, time, cancel);
}

public sealed class AtTwo(Workshop shop, CommunityScope scope, TimeProvider time) : IClockJob
{
    public static ClockTime At => ClockTime.OfInstallation("0 2 * * *");

    public Task RunAsync(CancellationToken cancel) => shop.WorkAsync(typeof(AtTwo), scope, time, cancel);
}

public sealed class AtNineInEachCommunity(Workshop shop, CommunityScope scope, TimeProvider time) : IClockJob
{
    public static ClockTime At => ClockTime.OfEachCommunity("0 9 * * *");

    public Task RunAsync(CancellationToken cancel) => shop.WorkAsync(typeof(AtNineInEachCommunity), scope, time, cancel);
}

/// <summary>The program with work and jobs of these tests, in Shanghai.</summary>
public sealed class WorkApp : GuildhallApp
{
    public Workshop Shop { get; } = new();

    protected override IEnumerable<string> Settings => ["--Guildhall:TimeZone=Asia/Shanghai"];

    protected override void Arrange(IServiceCollection services) => services
        .AddSingleton(Shop).AddWork<Chore, DoChores>(DoChores.Options)
        .AddRecurringJob<EveryFiveMinutes>().AddClockJob<AtTwo>().AddClockJob<AtNineInEachCommunity>();

    public Task EnqueueAsync(string key, string text, DateTime? due = null, long? communityId = null) => WithAsync<AppDb>(async db =>
    {
        db.Enqueue(() => new WorkOrder(key, new Chore(text), due, communityId));
        await db.SaveChangesAsync();
    });

    /// <summary><c>null</c> when there is none.</summary>
    public Task<WorkItem?> ItemAsync(string key) => WithAsync<AppDb, WorkItem?>(db =>
        db.Set<WorkItem>().AsNoTracking().SingleOrDefaultAsync(w => w.Key == key && w.Kind == "App.Tests.Chore"));

    /// <summary>Another process on the same database.</summary>
    public WorkRunner AnotherRunner() => ActivatorUtilities.CreateInstance<WorkRunner>(Services);

    public Task<bool> DrainAsync(CancellationToken cancel = default) => Services.GetRequiredService<WorkRunner>().DrainAsync(cancel);

    /// <summary>The jobs of another process on the same database, or of this one after a restart.</summary>
    internal RecurringJobs AnotherNode()
    {
        var plan = ActivatorUtilities.CreateInstance<JobPlan>(Services);
        return ActivatorUtilities.CreateInstance<RecurringJobs>(Services, plan);
    }

    public Task<JobRun> RunOfAsync<TJob>(long communityId = 0) => WithAsync<AppDb, JobRun>(db =>
        db.Set<JobRun>().AsNoTracking().SingleAsync(j => j.Job == QualifiedName.Of(typeof(TJob)) && j.CommunityId == communityId));
}
