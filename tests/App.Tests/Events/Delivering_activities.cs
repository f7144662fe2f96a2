using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Events;

/// <summary>The activity ledger as the outbox: every handler hears of every fact once and in order, whatever fails.</summary>
public class Delivering_activities(HandledApp app) : IClassFixture<HandledApp>
{
    [Fact]
    public async Task Brings_each_one_to_each_handler_once_and_in_order()
    {
        var numbers = await app.RingAsync(5);

        await app.SettleAsync();
        await app.SettleAsync();

        Assert.Equal(numbers, app.Ringing.Heard.Where(numbers.Contains));
        Assert.Equal(numbers, app.Ringing.HeardByWary.Where(numbers.Contains));
    }

    [Fact]
    public async Task Brings_nothing_of_what_was_taken_back()
    {
        var number = app.NextNumber();
        await app.WithAsync<AppDb>(async db =>
        {
            await using var transaction = await db.BeginWriteAsync();
            db.Publish(() => new BellRang(number));
            await db.SaveChangesAsync();
        });

        await app.SettleAsync();

        Assert.DoesNotContain(number, app.Ringing.Heard);
    }

    [Fact]
    public async Task Goes_on_past_a_failure_and_tries_that_one_again()
    {
        var bad = app.NextNumber();
        app.Ringing.Refused[bad] = true;
        await app.PublishAsync(new BellRang(bad));
        var good = (await app.RingAsync(1))[0];

        await app.SettleAsync();

        Assert.Contains(bad, app.Ringing.Heard);
        Assert.Equal([good], app.Ringing.HeardByWary.Where(n => n == bad || n == good));
        // What the handler had written when it failed was taken back.
        Assert.Equal(0, await MembersAsync(bad));
        Assert.Equal(1, (await FailureAsync(bad))!.Attempts);

        app.Ringing.Refused.TryRemove(bad, out _);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.SettleAsync();

        Assert.Equal([good, bad], app.Ringing.HeardByWary.Where(n => n == bad || n == good));
        Assert.Equal(1, await MembersAsync(bad));
        Assert.Null(await FailureAsync(bad));
    }

    [Fact]
    public async Task Leaves_to_the_operator_what_failed_eight_times()
    {
        var owner = await app.SignInAsync(await app.MemberAsync(owner: true));
        var bad = app.NextNumber();
        app.Ringing.Refused[bad] = true;
        await app.PublishAsync(new BellRang(bad));
        await app.SettleAsync();
        for (var attempt = 1; attempt < FailedDelivery.MaxAttempts; attempt++)
        {
            // A moment before it is due, nothing happens.
            app.Clock.Advance(Backoff.After(attempt) - TimeSpan.FromMilliseconds(1));
            await app.SettleAsync();
            Assert.Equal(attempt, (await FailureAsync(bad))!.Attempts);
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await app.SettleAsync();
        }

        var dead = (await FailureAsync(bad))!;
        Assert.Equal((FailedDelivery.MaxAttempts, true), (dead.Attempts, dead.IsDead));
        (await (await app.SignInAsync(await app.MemberAsync())).GetAsync("/operate/outbox")).ShouldBe(HttpStatusCode.NotFound);
        var page = (await owner.GetAsync("/operate/outbox")).ShouldBe(HttpStatusCode.OK);
        var row = page.Document.QuerySelectorAll("tr").Single(r => r.TextContent.Contains($"No bell {bad}, please.", StringComparison.Ordinal));
        Assert.Contains("HearBellsWarily", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Failed", row.TextContent, StringComparison.Ordinal);

        app.Ringing.Refused.TryRemove(bad, out _);
        var retry = row.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")));
        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, page.Path) { Content = new FormUrlEncodedContent(retry!) }))
            .ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();

        Assert.Contains(bad, app.Ringing.HeardByWary);
        Assert.Null(await FailureAsync(bad));
    }

    [Fact]
    public async Task Tells_the_operator_how_far_each_handler_is()
    {
        await app.SettleAsync();
        await app.PublishAsync(new LampLit(app.NextNumber()));
        await app.SettleAsync();
        using var program = await app.TokenAsync(await app.MemberAsync(owner: true), "operate");
        Assert.Equal(0, await BehindAsync(program));

        await app.RingAsync(3);
        await app.PublishAsync(new LampLit(app.NextNumber()));

        Assert.Equal(3, await BehindAsync(program));
    }

    private static async Task<int> BehindAsync(Client program) =>
        (await program.GetAsync("/api/outbox")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("handlers").EnumerateArray()
            .Single(h => h.GetProperty("handler").GetString() == "App.Tests.HearBells").GetProperty("behind").GetInt32();

    [Fact]
    public async Task Brings_it_once_when_several_nodes_deliver()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => app.AnotherDispatcher()).ToList();
        var numbers = await app.RingAsync(20);

        await Task.WhenAll(nodes.Select(n => n.DrainAsync(TestContext.Current.CancellationToken)));
        await app.SettleAsync();

        Assert.Equal(numbers, app.Ringing.HeardByWary.Where(numbers.Contains));
        foreach (var number in numbers)
            Assert.Equal(1, await MembersAsync(number));
    }

    [Fact]
    public async Task Goes_on_after_a_restart_where_it_was()
    {
        var before = (await app.RingAsync(1))[0];
        await app.SettleAsync();
        // More than it passes over without writing down where it is.
        for (var i = 0; i < 12; i++)
            await app.PublishAsync([.. Enumerable.Range(0, 100).Select(_ => new LampLit(app.NextNumber()))]);
        await app.SettleAsync();
        var after = (await app.RingAsync(1))[0];

        await app.AnotherDispatcher().DrainAsync(TestContext.Current.CancellationToken);
        await app.SettleAsync();

        Assert.Single(app.Ringing.Heard, before);
        Assert.Single(app.Ringing.Heard, after);
        var state = await app.WithAsync<AppDb, HandlerPosition>(db => db.Set<HandlerPosition>().AsNoTracking()
            .SingleAsync(p => p.Handler == "App.Tests.HearBells"));
        var last = await app.WithAsync<AppDb, long>(db => db.Activities.Where(a => a.Kind == "events.bell_rang").MaxAsync(a => a.Id));
        Assert.Equal(last, state.ActivityId);
    }

    [Fact]
    public async Task Skips_nothing_that_commits_late_under_an_early_number()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite has one writer at a time: there, numbers are given out in the order of commits.");
        var late = app.NextNumber();
        var early = app.NextNumber();

        await app.WithAsync<AppDb>(async db =>
        {
            await using var slow = await db.BeginWriteAsync();
            db.Publish(() => new BellRang(late));
            await db.SaveChangesAsync();
            await app.PublishAsync(new BellRang(early));
            // What follows the open transaction waits for it, so that its own fact comes first.
            await app.AnotherDispatcher().DrainAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(early, app.Ringing.Heard);
            await slow.CommitAsync();
        });
        await app.SettleAsync();

        Assert.Equal([late, early], app.Ringing.Heard.Where(n => n == late || n == early));
    }

    [Fact]
    public async Task Tells_what_is_kept_in_memory_at_once_whatever_else_is_open()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite has one writer at a time.");
        await app.SettleAsync();
        var heard = app.Followed.Count;

        await app.WithAsync<AppDb>(async db =>
        {
            await using var slow = await db.BeginWriteAsync();
            db.Publish(() => new LampLit(1));
            await db.SaveChangesAsync();
            var number = app.NextNumber();
            await app.PublishAsync(new BellRang(number));
            await app.WithAsync<ActivityTail>(tail => tail.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Contains(app.Followed.Skip(heard), a => a.SubjectKind == "bell" && a.SubjectId == number);
            await slow.CommitAsync();
        });
        await app.SettleAsync();

        Assert.Contains(app.Followed.Skip(heard), a => a.Kind == "events.lamp_lit");
    }

    private Task<int> MembersAsync(long number) =>
        app.WithAsync<AppDb, int>(db => db.Members.CountAsync(m => m.Name == "bell " + number));

    private Task<FailedDelivery?> FailureAsync(long number) =>
        app.WithAsync<AppDb, FailedDelivery?>(db => db.Set<FailedDelivery>().AsNoTracking()
        .SingleOrDefaultAsync(d => db.Activities.Any(a => a.Id == d.ActivityId && a.SubjectKind == "bell" && a.SubjectId == number)));
}
