using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Work;

/// <summary>Each scenario is a day of its own: it begins at 10:00 in Shanghai, with all jobs run that were due.</summary>
public class Running_jobs(WorkApp app) : IClassFixture<WorkApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Starts_at_its_time_in_the_zone_of_the_installation_and_once_for_a_stop_of_days()
    {
        await BeginDayAsync();
        var night = app.Clock.Now.Date.AddHours(18);
        Assert.Equal(night, (await app.RunOfAsync<AtTwo>()).DueAt);

        app.Clock.Advance(night - app.Clock.Now - TimeSpan.FromSeconds(1));
        await RoundAsync();
        Assert.Equal(0, app.Shop.Runs<AtTwo>());
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await RoundAsync();
        await RoundAsync();
        Assert.Equal(1, app.Shop.Runs<AtTwo>());
        app.Clock.Advance(TimeSpan.FromHours(24 * 3 + 5));
        await RoundAsync(app.AnotherNode());
        await RoundAsync();

        Assert.Equal(2, app.Shop.Runs<AtTwo>());
        Assert.Equal(night.AddDays(4), (await app.RunOfAsync<AtTwo>()).DueAt);
    }

    [Fact]
    public async Task Starts_in_each_community_on_the_clock_of_its_zone()
    {
        var academy = await Academy.OpenAsync(app);
        await BeginDayAsync();
        var morning = app.Clock.Now.Date.AddHours(25);
        Assert.Equal(morning, (await app.RunOfAsync<AtNineInEachCommunity>(academy.Id)).DueAt);

        app.Clock.Advance(morning - app.Clock.Now);
        await RoundAsync();

        Assert.Equal(morning, app.Shop.Jobs.Single(j => j.Job == typeof(AtNineInEachCommunity) && j.Community == academy.Slug).At);
    }

    [Fact]
    public async Task One_that_takes_long_holds_up_no_other()
    {
        await BeginDayAsync();
        var (gate, begun) = (Gate(), Gate());
        app.Shop.JobDeeds[typeof(AtTwo)] = async cancel =>
        {
            begun.TrySetResult();
            await gate.Task.WaitAsync(cancel);
        };
        app.Clock.Advance(app.Clock.Now.Date.AddHours(18) - app.Clock.Now);
        var node = app.AnotherNode();
        var before = app.Shop.Runs<EveryFiveMinutes>();
        await node.StartDueAsync(default);
        await begun.Task.WaitAsync(Patience);

        await UntilAsync(async () => (await app.RunOfAsync<EveryFiveMinutes>()).LeasedUntil is null);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await LeaseAgainAsync<AtTwo>();
        await node.StartDueAsync(default);
        await UntilAsync(() => Task.FromResult(app.Shop.Runs<EveryFiveMinutes>() == before + 2));

        Assert.Equal(1, app.Shop.Runs<AtTwo>());
        gate.SetResult();
        await node.RestAsync();
        Assert.NotNull((await app.RunOfAsync<AtTwo>()).EndedAt);
    }

    [Fact]
    public async Task One_that_fails_is_tried_again_soon_and_its_next_time_stays()
    {
        await BeginDayAsync();
        var night = app.Clock.Now.Date.AddHours(18);
        app.Shop.JobDeeds[typeof(AtTwo)] = _ => throw new InvalidOperationException("Not at night.");
        app.Clock.Advance(night - app.Clock.Now);

        await RoundAsync();
        var failed = await app.RunOfAsync<AtTwo>();
        app.Clock.Advance(Backoff.After(1));
        await RoundAsync();
        var again = await app.RunOfAsync<AtTwo>();
        app.Shop.JobDeeds.Clear();
        app.Clock.Advance(Backoff.After(2));
        await RoundAsync();
        var done = await app.RunOfAsync<AtTwo>();

        Assert.Equal((1, "InvalidOperationException: Not at night.", night + Backoff.After(1)), (failed.Failures, failed.Error, failed.DueAt));
        Assert.Equal((2, night), (again.Failures, again.PlannedAt));
        Assert.Equal((0, "", night.AddDays(1)), (done.Failures, done.Error, done.DueAt));
        Assert.Equal(3, app.Shop.Runs<AtTwo>());
    }

    [Fact]
    public async Task Two_nodes_start_it_once_and_one_that_dies_gives_it_up()
    {
        await BeginDayAsync();
        app.Clock.Advance(app.Clock.Now.Date.AddHours(18) - app.Clock.Now);
        var nodes = Enumerable.Range(0, 4).Select(_ => app.AnotherNode()).ToList();
        await Task.WhenAll(nodes.Select(n => RoundAsync(n)));
        Assert.Equal(1, app.Shop.Runs<AtTwo>());

        await app.WithAsync<AppDb>(db => db.Set<JobRun>().Where(j => j.Job == "App.Tests.AtTwo").ExecuteUpdateAsync(j => j
            .SetProperty(x => x.DueAt, app.Clock.Now).SetProperty(x => x.LeasedBy, Guid.NewGuid())
            .SetProperty(x => x.LeasedUntil, app.Clock.Now + JobTable.Lease)));
        await RoundAsync(nodes[0]);
        Assert.Equal(1, app.Shop.Runs<AtTwo>());
        app.Clock.Advance(JobTable.Lease + TimeSpan.FromSeconds(1));
        await RoundAsync(nodes[0]);

        Assert.Equal(2, app.Shop.Runs<AtTwo>());
    }

    [Fact]
    public async Task A_stop_gives_it_back_and_the_next_start_makes_up_for_it()
    {
        await BeginDayAsync();
        using var stop = new CancellationTokenSource();
        var begun = Gate();
        app.Shop.JobDeeds[typeof(AtTwo)] = async cancel =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        };
        app.Clock.Advance(app.Clock.Now.Date.AddHours(18) - app.Clock.Now);
        var node = app.AnotherNode();
        await node.StartDueAsync(stop.Token);
        await begun.Task.WaitAsync(Patience);

        await stop.CancelAsync();
        await node.RestAsync();
        var stopped = await app.RunOfAsync<AtTwo>();
        app.Shop.JobDeeds.Clear();
        await RoundAsync(app.AnotherNode());

        Assert.Equal((null, 0, app.Clock.Now), (stopped.LeasedBy, stopped.Failures, stopped.DueAt));
        Assert.Equal(2, app.Shop.Runs<AtTwo>());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_a_day_does_no_harm()
    {
        await BeginDayAsync();
        var night = app.Clock.Now.Date.AddHours(18);
        app.Clock.Advance(night - app.Clock.Now);
        await RoundAsync();
        app.Clock.Advance(TimeSpan.FromDays(-1));
        var before = app.Shop.Runs<EveryFiveMinutes>();

        await RoundAsync();
        await RoundAsync();

        Assert.Equal(before + 1, app.Shop.Runs<EveryFiveMinutes>());
        Assert.Equal(night, (await app.RunOfAsync<AtTwo>()).DueAt);
        Assert.Equal(1, app.Shop.Runs<AtTwo>());
    }

    [Fact]
    public async Task The_operator_sees_them_and_starts_one()
    {
        await BeginDayAsync();
        var night = app.Clock.Now.Date.AddHours(18);
        var owner = await app.SignInAsync(await app.MemberAsync(owner: true));
        using var program = await app.TokenAsync(await app.MemberAsync(owner: true), "operate");
        var page = (await owner.GetAsync("/operate/work")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Never", Row(page).TextContent, StringComparison.Ordinal);

        (await owner.PressAsync(page, "/operate/work/jobs/App.Tests.AtTwo/start", ("community", "0"))).ShouldBe(HttpStatusCode.SeeOther);
        await RoundAsync();

        Assert.Equal(1, app.Shop.Runs<AtTwo>());
        Assert.Contains("Finished", Row(await owner.GetAsync("/operate/work")).TextContent, StringComparison.Ordinal);
        var job = (await program.GetAsync("/api/work")).Json.GetProperty("jobs").EnumerateArray()
            .Single(j => j.GetProperty("job").GetString() == "App.Tests.AtTwo");
        Assert.Equal(night, job.GetProperty("nextAt").GetDateTime());
        (await program.PostAsync("/api/work/jobs/App.Tests.AtThree/start", new { })).ShouldBe(HttpStatusCode.NotFound);
        await LeaseAgainAsync<AtTwo>();
        (await program.PostAsync("/api/work/jobs/App.Tests.AtTwo/start", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "job_running");
    }

    private static AngleSharp.Dom.IElement Row(Answer page) =>
        page.Document.QuerySelectorAll("#jobs tr").Single(r => r.TextContent.Contains("App.Tests.AtTwo", StringComparison.Ordinal));

    /// <summary>The next day at 10:00 in Shanghai; what ran before is forgotten, and planned as for a new program.</summary>
    private async Task BeginDayAsync()
    {
        app.Clock.Advance(app.Clock.Now.Date.AddDays(2).AddHours(2) - app.Clock.Now);
        app.Shop.JobDeeds.Clear();
        await app.WithAsync<AppDb>(db => db.Set<JobRun>().ExecuteDeleteAsync());
        await RoundAsync();
        app.Shop.Jobs.Clear();
    }

    private Task RoundAsync(RecurringJobs? node = null) => OnAsync(node ?? app.Services.GetRequiredService<RecurringJobs>());

    private static async Task OnAsync(RecurringJobs node)
    {
        await node.StartDueAsync(default);
        await node.RestAsync();
    }

    /// <summary>As the node that works on it would: its timers are the machine's.</summary>
    private Task LeaseAgainAsync<TJob>() => app.WithAsync<AppDb>(db => db.Set<JobRun>()
        .Where(j => j.Job == QualifiedName.Of(typeof(TJob)))
        .ExecuteUpdateAsync(j => j.SetProperty(x => x.LeasedUntil, app.Clock.Now.AddSeconds(30))));

    /// <summary>Nothing tells when the row is written.</summary>
    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (!await so())
            await Task.Delay(5, deadline.Token);
    }

    private static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
