using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Data;

public class Keeping_time_of_jobs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_clock_that_was_set_back_does_not_stop_them()
    {
        await app.RunDueJobsAsync();
        app.Clock.Advance(TimeSpan.FromDays(-30));

        await app.RunDueJobsAsync();

        var runs = await app.WithAsync<AppDb, List<JobRun>>(db => db.Set<JobRun>().ToListAsync());
        var started = runs.Where(r => r.StartedAt is not null).ToList();
        Assert.NotEmpty(started);
        Assert.All(started, r => Assert.Equal(app.Clock.Now, r.StartedAt));
        Assert.All(runs, r => Assert.InRange(r.DueAt!.Value, app.Clock.Now, app.Clock.Now.AddDays(1)));
    }

    /// <summary>Nothing else runs them all: a scenario names the job that it is about.</summary>
    [Fact]
    public async Task Each_of_them_may_run_twice()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await (await Library.OpenAsync(app)).PublishesAsync("Closed", "First.\n\nSecond.", "deep-dives");
        var jobs = app.Services.GetServices<JobRegistration>().ToList();

        foreach (var job in jobs.Concat(jobs))
            await app.RunJobAsync(job);
        await app.SettleAsync();

        Assert.NotEmpty(jobs);
        await shop.LedgerShouldBeSoundAsync();
    }
}
