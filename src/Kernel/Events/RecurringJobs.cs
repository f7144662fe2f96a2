using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Work for a clock. It may run twice and must not mind.</summary>
public interface IRecurringJob
{
    /// <summary>How long after one start the next is due.</summary>
    TimeSpan Every { get; }

    Task RunAsync(CancellationToken cancel);
}

/// <summary>When a job last started; the row is also the lock between nodes.</summary>
public sealed class JobRun
{
    private JobRun() { }

    public string Job { get; private set; } = "";
    public DateTime StartedAt { get; private set; }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("job_runs");
        builder.HasKey(j => j.Job);
        builder.Property(j => j.Job).HasMaxLength(100);
    }
}

internal sealed record JobRegistration(Type Job)
{
    /// <summary>By which its runs are kept: <c>Payments.SweepCheckouts</c>.</summary>
    public string Name { get; } = QualifiedName.Of(Job);
}

internal sealed partial class RecurringJobs(IServiceScopeFactory scopes, IEnumerable<JobRegistration> jobs, TimeProvider time, ILogger<RecurringJobs> log)
{
    public async Task RunDueAsync(CancellationToken cancel)
    {
        foreach (var registration in jobs)
        {
            await using var scope = scopes.CreateAsyncScope();
            var job = (IRecurringJob)scope.ServiceProvider.GetRequiredService(registration.Job);
            if (!await ClaimAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), registration.Name, job.Every, cancel))
                continue;
            try
            {
                await job.RunAsync(cancel);
            }
            catch (Exception error) when (!error.IsStopping(cancel))
            {
                JobFailed(error, registration.Name);
            }
        }
    }

    /// <summary>One statement decides which node runs it.</summary>
    private async Task<bool> ClaimAsync(AppDb db, string name, TimeSpan every, CancellationToken cancel)
    {
        // To the microsecond, as the mapped column is: the first row is written without the mapping.
        var now = time.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var last = await db.Set<JobRun>().AsNoTracking().Where(j => j.Job == name).Select(j => (DateTime?)j.StartedAt).SingleOrDefaultAsync(cancel);
        // A start that lies ahead was written by a clock that has been set back since: to wait for it could take years.
        if (last is { } started && started <= now && started + every > now)
            return false;

        await using var transaction = await db.BeginWriteAsync(cancel);
        var claimed = last is null
            ? await db.Database.ExecuteSqlAsync($"INSERT INTO job_runs (job, started_at) VALUES ({name}, {now}) ON CONFLICT DO NOTHING", cancel)
            : await db.Set<JobRun>().Where(j => j.Job == name && j.StartedAt == last).ExecuteUpdateAsync(j => j.SetProperty(x => x.StartedAt, now), cancel);
        await transaction.CommitAsync(cancel);
        return claimed == 1;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed; it runs again when it is next due")]
    private partial void JobFailed(Exception error, string job);
}

public static class RecurringJobServices
{
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services) where TJob : class, IRecurringJob =>
        services.AddScoped<TJob>().AddSingleton(new JobRegistration(typeof(TJob)));
}
