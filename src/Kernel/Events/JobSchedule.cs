using Cronos;

namespace Guildhall.Kernel.Events;

/// <summary>When a job starts. All instants are UTC.</summary>
internal abstract class JobSchedule
{
    /// <summary>Clocks of nodes differ by less. What lies further ahead was written by a clock that has been set back since.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static JobSchedule Of(TimeSpan every) => new EvenDistances(every);

    /// <exception cref="CronFormatException">The expression is malformed.</exception>
    public static JobSchedule Of(string cron, TimeZoneInfo zone) => new TimesOfDay(CronExpression.Parse(cron), zone);

    /// <summary>
    /// The next start once a run is over. It follows from the start that was planned, not from when the run began or ended, so it does not
    /// drift; one start makes up for all that were missed.
    /// </summary>
    /// <param name="planned">May lie ahead when an operator asked for this run: then it stays.</param>
    public abstract DateTime After(DateTime planned, DateTime now);

    /// <summary>
    /// The start that is right for a job that waits: of one that is new, whose schedule or zone has changed, or that waits for a time
    /// written by a clock that has been set back since.
    /// </summary>
    public abstract DateTime Align(JobRun run, DateTime now);

    private sealed class EvenDistances(TimeSpan every) : JobSchedule
    {
        public override DateTime After(DateTime planned, DateTime now) =>
            planned > now ? planned : planned + every * Math.Floor(1 + (now - planned) / every);

        public override DateTime Align(JobRun run, DateTime now) => run.DueAt is { } due
            ? due > now + every + Skew ? now : due
            : run.StartedAt + every ?? now;
    }

    private sealed class TimesOfDay(CronExpression cron, TimeZoneInfo zone) : JobSchedule
    {
        public override DateTime After(DateTime planned, DateTime now) => planned > now ? planned : Next(now);

        public override DateTime Align(JobRun run, DateTime now)
        {
            // Due already, or to be tried again, or asked for by an operator.
            if (run.DueAt is { } due && (due <= now || due != run.PlannedAt) && due <= now + Backoff.Longest + Skew)
                return due;
            // A node whose clock is a little ahead has started it: this one must not do so again.
            return Next(run.StartedAt is { } started && started > now && started < now + Skew ? started : now);
        }

        private DateTime Next(DateTime after) => cron.GetNextOccurrence(after, zone)
            ?? throw new InvalidOperationException($"The time {cron} never comes.");
    }
}
