using System.Diagnostics;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Guildhall.App.Tests.Events;

/// <summary>Handlers share one read of the ledger and nothing else: none waits for another.</summary>
public class Handlers_side_by_side(HandledApp app) : IClassFixture<HandledApp>
{
    [Fact]
    public async Task Each_works_in_the_community_of_the_activity()
    {
        var (one, other) = (await Library.OpenAsync(app), await Library.OpenAsync(app));
        await app.FixAsync(SeeTheCommunity.Registration);

        await app.PublishAsync(new CommunityChanged(one.Id, one.IdOf("owner"), "rules"), new CommunityChanged(other.Id, null, "rules"));
        await app.DrainAsync(app.DispatcherOf(SeeTheCommunity.Registration));

        var seen = app.Ringing.Seen.ToArray();
        Assert.Equal([one.Slug, other.Slug], seen.Select(s => s.Community?.Slug));
        Assert.Equal([one.Community.Spaces.Count, other.Community.Spaces.Count], seen.Select(s => s.Spaces));
        Assert.Equal((one.Id, one.IdOf("owner"), app.Clock.Now), (seen[0].Envelope.CommunityId, seen[0].Envelope.ActorId, seen[0].Envelope.At));
        var ids = await app.WithAsync<AppDb, List<long>>(db => db.Activities.Where(a => a.Kind == "communities.community_changed")
            .OrderBy(a => a.Id).Select(a => a.Id).ToListAsync());
        Assert.Equal(ids[^2..], seen.Select(s => s.Envelope.ActivityId));
    }

    [Fact]
    public async Task One_that_fails_for_ever_holds_up_nobody_and_is_left_to_a_person()
    {
        await app.SettleAsync();
        await app.FixAsync(HearNever.Registration);
        var dispatcher = app.DispatcherOf(HearNever.Registration, HearFromTheBeginning.Registration);
        var numbers = await app.RingAsync(3);

        await app.DrainAsync(dispatcher);

        Assert.Equal(numbers, app.Ringing.By<HearNever>());
        Assert.Equal(numbers, app.Ringing.By<HearFromTheBeginning>().Where(numbers.Contains));
        for (var attempt = 1; attempt < FailedDelivery.MaxAttempts; attempt++)
        {
            app.Clock.Advance(Backoff.After(attempt));
            await app.DrainAsync(dispatcher);
        }
        var dead = await FailuresAsync("App.Tests.HearNever");
        Assert.Equal(3, dead.Count);
        Assert.All(dead, d => Assert.Equal((FailedDelivery.MaxAttempts, true, "NotSupportedException: Never."), (d.Attempts, d.IsDead, d.Error)));

        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await app.DrainAsync(dispatcher));
        Assert.Equal(3 * FailedDelivery.MaxAttempts, app.Ringing.By<HearNever>().Count);
    }

    [Fact]
    public async Task What_waits_together_is_done_once_though_one_in_the_middle_fails()
    {
        await app.SettleAsync();
        long[] numbers = [app.NextNumber(), app.NextNumber(), app.NextNumber()];
        app.Ringing.Refused[numbers[1]] = true;

        await app.PublishAsync([.. numbers.Select(n => new BellRang(n))]);
        await app.SettleAsync();

        var written = await app.WithAsync<AppDb, List<string>>(db => db.Members.Where(m => EF.Functions.Like(m.Name, "bell %"))
            .Select(m => m.Name).ToListAsync());
        Assert.Equal([1, 0, 1], numbers.Select(n => written.Count(w => w == $"bell {n}")));
        Assert.Single(await FailuresAsync("App.Tests.HearBellsWarily"), d => d.Error.Contains($"No bell {numbers[1]},", StringComparison.Ordinal));
        app.Ringing.Refused.TryRemove(numbers[1], out _);
    }

    [Fact]
    public async Task Two_nodes_that_try_a_failure_again_count_it_once()
    {
        var bad = app.NextNumber();
        app.Ringing.Refused[bad] = true;
        await app.PublishAsync(new BellRang(bad));
        await app.SettleAsync();
        app.Clock.Advance(Backoff.After(1));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.DrainAsync(app.AnotherDispatcher())));

        Assert.Equal(2, Assert.Single(await FailuresAsync("App.Tests.HearBellsWarily"), d => d.Error.Contains($"No bell {bad},", StringComparison.Ordinal)).Attempts);
        app.Ringing.Refused.TryRemove(bad, out _);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_a_day_delays_no_retry()
    {
        var bad = app.NextNumber();
        app.Ringing.Refused[bad] = true;
        await app.PublishAsync(new BellRang(bad));
        await app.SettleAsync();
        app.Ringing.Refused.TryRemove(bad, out _);

        app.Clock.Advance(TimeSpan.FromDays(-1));
        var next = (await app.RingAsync(1))[0];
        await app.SettleAsync();

        Assert.Contains(bad, app.Ringing.HeardByWary);
        Assert.Contains(next, app.Ringing.HeardByWary);
        Assert.DoesNotContain(await FailuresAsync("App.Tests.HearBellsWarily"), d => d.Error.Contains($"No bell {bad},", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_far_behind_catches_up_beside_the_others()
    {
        await app.SettleAsync();
        await app.PublishAsync([.. Enumerable.Range(0, 1500).Select(_ => new BellRang(app.NextNumber()))]);
        await app.FixAsync(HearFromNowOn.Registration);
        await BackToTheBeginningAsync();
        var dispatcher = app.DispatcherOf(HearFromTheBeginning.Registration, HearFromNowOn.Registration);

        await app.RoundAsync(dispatcher);
        var next = (await app.RingAsync(1))[0];
        await app.RoundAsync(dispatcher);
        await app.Ringing.HeardAsync<HearFromNowOn>(next);

        var heard = app.Ringing.By<HearFromTheBeginning>();
        await app.DrainAsync(dispatcher);
        var all = await app.WithAsync<AppDb, List<long>>(db => db.Activities.Where(a => a.Kind == "events.bell_rang")
            .OrderBy(a => a.Transaction).ThenBy(a => a.Id).Select(a => a.SubjectId).ToListAsync());
        Assert.Equal(all, heard.TakeLast(all.Count));
    }

    [Fact]
    public async Task One_that_is_slow_is_left_behind_and_reads_for_itself()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite has one writer at a time: there, who is slow inside a transaction holds up every save.");
        await app.SettleAsync();
        HandlerRegistration[] handlers = [HearSlowly.Registration, HearFromNowOn.Registration];
        await app.FixAsync(handlers);
        var dispatcher = app.DispatcherOf(handlers);
        await app.DrainAsync(dispatcher);
        // More than are kept for it in memory.
        var numbers = Enumerable.Range(0, HandlerLane.MostWaiting + 200).Select(_ => app.NextNumber()).ToArray();

        await app.PublishAsync([.. numbers.Select(n => new BellRang(n))]);
        await app.RoundAsync(dispatcher);
        await app.Ringing.HeardAsync<HearFromNowOn>(numbers[^1]);
        Assert.Empty(app.Ringing.By<HearSlowly>());
        app.Ringing.Gate.SetResult();
        await app.DrainAsync(dispatcher);

        Assert.Equal(numbers, app.Ringing.By<HearSlowly>());
    }

    [Fact]
    public async Task One_whose_failure_was_restored_with_it_goes_on()
    {
        var bad = app.NextNumber();
        app.Ringing.Refused[bad] = true;
        await app.PublishAsync(new BellRang(bad));
        await app.SettleAsync();
        // As after a restore: the position stands before what has failed already.
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync(
            $"""UPDATE handler_positions SET "transaction" = 0, activity_id = 0 WHERE handler = 'App.Tests.HearBellsWarily'"""));
        var next = (await app.RingAsync(1))[0];

        await app.DrainAsync(app.AnotherDispatcher());

        Assert.Contains(next, app.Ringing.HeardByWary);
        app.Ringing.Refused.TryRemove(bad, out _);
    }

    [Fact]
    public async Task A_failure_of_a_handler_that_another_version_has_is_left_to_that_version()
    {
        var bad = app.NextNumber();
        app.Ringing.Refused[bad] = true;
        await app.PublishAsync(new BellRang(bad));
        await app.SettleAsync();
        app.Clock.Advance(Backoff.After(1));

        await app.DrainAsync(app.DispatcherOf(HearFromNowOn.Registration));

        Assert.Contains(await FailuresAsync("App.Tests.HearBellsWarily"), d => d.Error.Contains($"No bell {bad},", StringComparison.Ordinal));
        app.Ringing.Refused.TryRemove(bad, out _);
    }

    [Fact]
    public async Task Sixty_at_rest_ask_the_database_no_more_than_one()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "Only this driver tells what it is asked.");
        await app.SettleAsync();
        var (one, sixty) = (app.DispatcherOf(Idlers.Make(1)), app.DispatcherOf(Idlers.Make(60)));
        await app.DrainAsync(one);
        await app.DrainAsync(sixty);
        await app.DrainAsync(one);
        await app.DrainAsync(sixty);
        var lamps = Enumerable.Range(0, 20).Select(_ => new LampLit(app.NextNumber())).ToArray();

        var (byOne, bySixty) = (await CountedAsync(one), await CountedAsync(sixty));
        await app.PublishAsync(lamps);
        var (laterByOne, laterBySixty) = (await CountedAsync(one), await CountedAsync(sixty));

        Assert.InRange(byOne, 1, 4);
        Assert.Equal(byOne, bySixty);
        Assert.Equal(laterByOne, laterBySixty);
    }

    private async Task<int> CountedAsync(Dispatcher dispatcher)
    {
        var database = new NpgsqlConnectionStringBuilder(app.Services.GetRequiredService<DatabaseChoice>().ConnectionString).Database;
        await app.SettleAsync();
        var asked = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.Any(t => t.Value as string == database))
                    Interlocked.Increment(ref asked);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await dispatcher.RoundAsync(default);
        return asked;
    }

    private Task BackToTheBeginningAsync() =>
        app.WithAsync<AppDb>(db => db.Set<HandlerPosition>().Where(p => p.Handler == "App.Tests.HearFromTheBeginning").ExecuteDeleteAsync());

    private Task<List<FailedDelivery>> FailuresAsync(string handler) =>
        app.WithAsync<AppDb, List<FailedDelivery>>(db => db.Set<FailedDelivery>().AsNoTracking().Where(d => d.Handler == handler)
            .ToListAsync());
}
