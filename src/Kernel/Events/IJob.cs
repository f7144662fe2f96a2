namespace Guildhall.Kernel.Events;

/// <summary>
/// Work for a clock. It runs on one node at a time, beside other jobs; one that fails is tried again after a while (<see cref="Backoff"/>).
/// It may run twice and must not mind.
/// </summary>
public interface IJob
{
    Task RunAsync(CancellationToken cancel);
}

/// <summary>A job that runs at even distances.</summary>
public interface IRecurringJob : IJob
{
    /// <summary>How long after one start the next is due. After a stop it runs once, however many starts were missed.</summary>
    TimeSpan Every { get; }
}

/// <summary>A job that runs at a time of the day.</summary>
public interface IClockJob : IJob
{
    /// <summary>When it runs. What was missed while the program was stopped is made up for once.</summary>
    static abstract ClockTime At { get; }
}

/// <summary>
/// A time on the wall. Of a time that comes twice, when clocks are put back, the first is meant; one that clocks skip counts as the first
/// moment after the gap. Expressions that repeat within a day (<c>*/20 * * * *</c>) run through both.
/// </summary>
public sealed record ClockTime
{
    private ClockTime() { }

    /// <summary>Minute, hour, day of the month, month, day of the week, as in crontab(5): <c>30 2 * * *</c> is half past two.</summary>
    public required string Cron { get; init; }

    /// <summary>Whether it runs for each community, on the clock of its zone and with the community entered.</summary>
    public required bool IsOfEachCommunity { get; init; }

    /// <summary>Once, on the clock of the installation's zone (<c>Guildhall:TimeZone</c>).</summary>
    public static ClockTime OfInstallation(string cron) => new() { Cron = cron, IsOfEachCommunity = false };

    /// <summary>For each community by itself: the community is in the scope of the job, and its rows are what queries find.</summary>
    public static ClockTime OfEachCommunity(string cron) => new() { Cron = cron, IsOfEachCommunity = true };
}

/// <summary>The zone of the installation, for what happens at a time of the day and belongs to no community.</summary>
public sealed record SiteZone(TimeZoneInfo Zone);
