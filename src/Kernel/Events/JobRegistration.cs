using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>A job as the clock sees it.</summary>
/// <param name="At"><c>null</c> for a job that runs at even distances.</param>
public sealed record JobRegistration(Type Job, ClockTime? At)
{
    /// <summary>By which its runs are kept: <c>Payments.SweepCheckouts</c>.</summary>
    public string Name { get; } = QualifiedName.Of(Job);

    internal JobSchedule Schedule(IServiceProvider services, TimeZoneInfo zone) => At is { } at
        ? JobSchedule.Of(at.Cron, zone)
        : JobSchedule.Of(((IRecurringJob)services.GetRequiredService(Job)).Every);
}

public static class JobServices
{
    /// <summary>Registers a job that runs at even distances.</summary>
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services) where TJob : class, IRecurringJob =>
        services.AddScoped<TJob>().AddSingleton(new JobRegistration(typeof(TJob), At: null));

    /// <summary>Registers a job that runs at a time of the day.</summary>
    public static IServiceCollection AddClockJob<TJob>(this IServiceCollection services) where TJob : class, IClockJob =>
        services.AddScoped<TJob>().AddSingleton(new JobRegistration(typeof(TJob), TJob.At));
}
