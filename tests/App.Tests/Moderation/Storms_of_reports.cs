using System.Diagnostics;
using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Moderation;

/// <summary>A quarrel comes to a community: a hundred members report a thousand times within a minute.</summary>
public class Storms_of_reports(OwnApp app) : IClassFixture<OwnApp>
{
    private const int Members = 100, Reports = 1000;

    [Fact]
    public async Task A_thousand_reports_of_one_thing_and_of_many_are_one_case_each_and_ring_once()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var one = await forum.OpensAsync(ada, "The one thing");
        var many = new List<long>();
        for (var i = 0; i < 10; i++)
            many.Add(await forum.OpensAsync(ada, $"Thing {i}"));
        var reporters = new List<Client>();
        for (var i = 0; i < Members; i++)
            reporters.Add(await forum.MemberAsync($"Reporter {i}"));
        var begun = app.Clock.Now;

        var ofOne = await StormAsync(i => forum.ReportAsync(reporters[i % Members], $"topic:{one}"));
        var during = Stopwatch.StartNew();
        var ofMany = StormAsync(i => forum.ReportAsync(reporters[i % Members], $"topic:{many[i / Members]}", "abuse"));
        var page = await mod.GetAsync(Desk.PageOf(forum));
        during.Stop();
        var counted = (await ofMany).CountBy(a => a.Status).ToDictionary();

        Assert.InRange(app.Clock.Now - begun, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal((Members, Reports - Members),
            (ofOne.Count(a => a.Status == HttpStatusCode.Created), ofOne.Count(a => a.Status == HttpStatusCode.OK)));
        Assert.Equal(Reports, counted[HttpStatusCode.Created]);
        page.ShouldBe(HttpStatusCode.OK);
        Assert.InRange(during.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var cases = await forum.CasesAsync(mod);
        Assert.Equal(11, cases.Count);
        Assert.All(cases, c => Assert.Equal(Members, c.GetProperty("reports").GetInt32()));
        Assert.Equal(11, cases.Select(c => c.GetProperty("thing").GetString()).Distinct().Count());
        await ShouldBeQuickAsync(mod, forum);
        await ShouldRingOnceAsync(mod);
    }

    [Fact]
    public async Task One_member_who_reports_everything_is_stopped_by_their_own_limit_and_keeps_nobody_else_from_reporting()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, cy, mod) =
            (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.MemberAsync("Cy"), await forum.ModeratorAsync());
        var topics = new List<long>();
        for (var i = 0; i < 30; i++)
            topics.Add(await forum.OpensAsync(ada, $"Topic {i}"));

        var answers = await Task.WhenAll(topics.Select(t => forum.ReportAsync(bob, $"topic:{t}")));

        Assert.Equal(20, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created),
            a => a.ShouldBeRefused(HttpStatusCode.TooManyRequests, "reports_exhausted"));
        (await forum.ReportAsync(cy, $"topic:{topics[^1]}")).ShouldBe(HttpStatusCode.Created);
        Assert.Contains((await forum.CasesAsync(mod)).Count, new[] { 20, 21 });
    }

    /// <summary>Fifty at once, as browsers come through a proxy.</summary>
    private static async Task<IReadOnlyList<Answer>> StormAsync(Func<int, Task<Answer>> report)
    {
        var answers = new Answer[Reports];
        await Parallel.ForAsync(0, Reports, new ParallelOptions { MaxDegreeOfParallelism = 50 },
            async (i, _) => answers[i] = await report(i));
        return answers;
    }

    /// <summary>A case with a hundred reports costs what one with a single report costs, but for the rows themselves.</summary>
    private static async Task ShouldBeQuickAsync(Client mod, Forum forum)
    {
        var one = (await forum.CasesAsync(mod))[0].GetProperty("id").GetInt64();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 5; i++)
        {
            (await mod.GetAsync(Desk.PageOf(forum))).ShouldBe(HttpStatusCode.OK);
            (await mod.GetAsync($"{Desk.PageOf(forum)}/{one}")).ShouldBe(HttpStatusCode.OK);
        }
        var took = Stopwatch.GetElapsedTime(started) / 10;
        TestContext.Current.TestOutputHelper!.WriteLine($"A page of the queue after the storm: {took.TotalMilliseconds:0} ms.");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private async Task ShouldRingOnceAsync(Client mod)
    {
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await app.SettleAsync();
        Assert.Single((await mod.GetAsync("/notifications")).Document.QuerySelectorAll(".notice"),
            n => n.TextContent.Contains("Reports and held posts", StringComparison.Ordinal));
        Assert.Equal(0, await app.WithAsync<AppDb, int>(db => db.Set<FailedDelivery>().CountAsync()));
        await app.LedgerIsReadableAsync(TestContext.Current.CancellationToken);
    }
}
