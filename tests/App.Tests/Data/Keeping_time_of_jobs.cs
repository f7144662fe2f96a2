using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Data;

public class Keeping_time_of_jobs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_clock_that_was_set_back_does_not_stop_them()
    {
        await RunAsync();
        app.Clock.Advance(TimeSpan.FromDays(-30));

        await RunAsync();

        var last = await app.WithAsync<AppDb, List<DateTime>>(db => db.Set<JobRun>().Select(j => j.StartedAt).ToListAsync());
        Assert.NotEmpty(last);
        Assert.All(last, at => Assert.Equal(app.Clock.Now, at));
    }

    private Task RunAsync() => app.WithAsync<RecurringJobs>(jobs => jobs.RunDueAsync(default));
}
