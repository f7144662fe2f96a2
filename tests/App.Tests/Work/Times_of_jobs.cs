using System.Globalization;
using Guildhall.Kernel.Events;

namespace Guildhall.App.Tests.Work;

/// <summary>When jobs start. Berlin skips 02:00 to 03:00 on 29 March 2026 and has 02:00 to 03:00 twice on 25 October.</summary>
[Trait("Database", "none")]
public class Times_of_jobs
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Follow_the_wall_clock_of_a_zone()
    {
        Assert.Equal(["2026-03-01 18:00", "2026-03-02 18:00"], Next("0 2 * * *", Shanghai, "2026-03-01 17:59", 2));
        Assert.Equal(["2026-07-01 00:00", "2026-07-02 00:00"], Next("0 2 * * *", Berlin, "2026-06-30 12:00", 2));
    }

    [Fact]
    public void A_time_that_the_clocks_skip_comes_when_they_go_on() =>
        Assert.Equal(["2026-03-28 01:30", "2026-03-29 01:00", "2026-03-30 00:30"], Next("30 2 * * *", Berlin, "2026-03-28 00:00", 3));

    [Fact]
    public void A_time_that_comes_twice_is_meant_once() =>
        Assert.Equal(["2026-10-25 00:30", "2026-10-26 01:30"], Next("30 2 * * *", Berlin, "2026-10-24 12:00", 2));

    [Fact]
    public void What_repeats_within_the_hour_goes_through_both() => Assert.Equal(
        ["2026-10-25 00:00", "2026-10-25 00:30", "2026-10-25 01:00", "2026-10-25 01:30", "2026-10-25 02:00"],
        Next("*/30 * * * *", Berlin, "2026-10-24 23:45", 5));

    [Fact]
    public void Even_distances_do_not_drift_and_one_start_makes_up_for_all_that_were_missed()
    {
        var every = JobSchedule.Of(TimeSpan.FromMinutes(5));
        var planned = Utc("2026-03-01 12:00");

        Assert.Equal(Utc("2026-03-01 12:05"), every.After(planned, planned.AddSeconds(40)));
        Assert.Equal(Utc("2026-03-01 12:10"), every.After(planned, planned.AddMinutes(5)));
        Assert.Equal(Utc("2026-03-04 09:05"), every.After(planned, Utc("2026-03-04 09:02")));
        // An operator ran it between two starts.
        Assert.Equal(planned, every.After(planned, planned.AddMinutes(-2)));
    }

    [Fact]
    public void All_jobs_of_the_program_have_a_time_that_comes()
    {
        var jobs = Guildhall.Web.Modules.All.Assemblies.Append(typeof(IClockJob).Assembly).Distinct().SelectMany(a => a.GetTypes())
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IClockJob))).ToList();

        Assert.NotEmpty(jobs);
        Assert.All(jobs, job =>
        {
            var at = (ClockTime)job.GetProperty(nameof(IClockJob.At))!.GetValue(null)!;
            var now = Utc("2026-03-01 00:00");
            Assert.InRange(JobSchedule.Of(at.Cron, Berlin).After(now, now), now, now.AddYears(1));
        });
    }

    private static string[] Next(string cron, TimeZoneInfo zone, string after, int count)
    {
        var schedule = JobSchedule.Of(cron, zone);
        var times = new List<string>();
        for (var at = Utc(after); times.Count < count;)
        {
            at = schedule.After(at, at);
            times.Add(at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }
        return [.. times];
    }

    private static DateTime Utc(string text) =>
        DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
