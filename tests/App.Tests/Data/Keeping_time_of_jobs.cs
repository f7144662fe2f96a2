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
        await RunAsync();
        app.Clock.Advance(TimeSpan.FromDays(-30));

        await RunAsync();

        var last = await app.WithAsync<AppDb, List<DateTime>>(db => db.Set<JobRun>().Select(j => j.StartedAt).ToListAsync());
        Assert.NotEmpty(last);
        Assert.All(last, at => Assert.Equal(app.Clock.Now, at));
    }

    /// <summary>Nothing else runs them all: a scenario names the job that it is about.</summary>
    [Fact]
    public async Task Each_of_them_may_run_twice()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await (await Library.OpenAsync(app)).PublishesAsync("Closed", "First.\n\nSecond.", "deep-dives");
        var jobs = app.Services.GetServices<JobRegistration>().Select(j => j.Job).ToList();

        foreach (var job in jobs.Concat(jobs))
            await app.WithAsync<IServiceProvider>(services => ((IRecurringJob)services.GetRequiredService(job)).RunAsync(TestContext.Current.CancellationToken));
        await app.SettleAsync();

        Assert.NotEmpty(jobs);
        await shop.LedgerShouldBeSoundAsync();
    }

    private Task RunAsync() => app.WithAsync<RecurringJobs>(jobs => jobs.RunDueAsync(default));
}
