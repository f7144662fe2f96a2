using System.Diagnostics;
using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Events;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Moderation;

/// <summary>A moderator decides on one node; the member's program listens at another.</summary>
public class Suspended_on_another_node(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Ends_the_stream_within_five_seconds_and_says_why()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        (await forum.ReportAsync(bob, $"topic:{await forum.OpensAsync(ada)}", "abuse")).ShouldBe(HttpStatusCode.Created);
        await using var node = await RunningNode.StartAsync(app, time: app.Clock);
        await node.BecomesReadyAsync(true);
        await using var hers = await (await AtAsync(node, forum, "Ada")).ListenAsync("/api/events");
        await using var his = await (await AtAsync(node, forum, "Bob")).ListenAsync("/api/events");
        await hers.UntilAsync("event: open");
        await his.UntilAsync("event: open");

        (await forum.DecideAsync(mod, await forum.CaseAsync(mod), "remove", "Insults in every topic.",
            new { kind = "suspended", until = app.Clock.Now.AddDays(3) })).ShouldBe(HttpStatusCode.OK);
        var decided = Stopwatch.GetTimestamp();
        await hers.EndsWithinAsync(TimeSpan.FromSeconds(5));

        TestContext.Current.TestOutputHelper!.WriteLine($"It ended after {Stopwatch.GetElapsedTime(decided).TotalSeconds:0.0} s.");
        Assert.Contains($"event: rights\ndata: {{\"communityId\":{forum.Id},\"restriction\":\"suspended\"", hers.Text, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"Insults in every topic.\"", hers.Text, StringComparison.Ordinal);
        await using var again = await (await AtAsync(node, forum, "Ada")).ListenAsync("/api/events");
        await again.UntilAsync("\"reason\":\"Insults in every topic.\"");
        await forum.OpensAsync(bob, "Still heard");
        await his.UntilAsync("discussions.topic_opened");
        Assert.DoesNotContain("event: rights", his.Text, StringComparison.Ordinal);
    }

    private static async Task<Client> AtAsync(RunningNode node, Forum forum, string name)
    {
        var key = (await forum.ProgramAsync(name, "events:read", "articles:read")).Http.DefaultRequestHeaders.Authorization!.Parameter!;
        return node.Visitor().WithToken(key);
    }
}
