using System.Net;
using Guildhall.Accounts.Tokens;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Events;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Live;

/// <summary>A stream at one node, and what happens at the other.</summary>
public class Two_nodes(OwnApp app) : IClassFixture<OwnApp>
{
    private const string Stream = "/api/events";

    [Fact]
    public async Task Signals_and_events_of_the_other_node_reach_a_stream()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var library = await Library.OpenAsync(app);
        await using var here = await RunningNode.StartAsync(app);
        await using var there = await RunningNode.StartAsync(app);
        await using var reader = await (await ProgramAsync(here, library, "reader")).ListenAsync(Stream);
        await using var other = await (await ProgramAsync(here, library, "other")).ListenAsync(Stream);
        await reader.UntilAsync("event: open");
        await other.UntilAsync("event: open");
        await HeardAsync(there, library.IdOf("other"), other);

        there.Services.GetRequiredService<ISignals>().Tell(library.IdOf("reader"), "typing", new { words = "from there" });
        await reader.UntilAsync("from there");
        await PublishAsync(there, library, "Written elsewhere");
        await reader.UntilAsync("Written elsewhere");
        await other.UntilAsync("Written elsewhere");

        Assert.DoesNotContain("from there", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_at_one_is_read_at_the_other_at_once()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var library = await Library.OpenAsync(app);
        var browser = await library.SignedInAsync("reader");
        var space = $"{library.Path}/s/announcements";
        await browser.PressAsync(await browser.GetAsync(space), $"{space}/following", ("follow", "true"));
        await using var here = await RunningNode.StartAsync(app);
        await using var there = await RunningNode.StartAsync(app);
        var (reads, watches) = (await ProgramAsync(here, library, "reader"), await ProgramAsync(there, library, "reader"));
        await using var live = await watches.ListenAsync(Stream);
        await live.UntilAsync("event: open");
        await HeardAsync(here, library.IdOf("reader"), live);
        await PublishAsync(here, library, "To be read");
        await live.UntilAsync("event: notifications");
        Assert.Equal(1, await UnreadAsync(watches));
        var told = (await reads.GetAsync("/api/me/notifications")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        var before = live.Text.Length;

        (await reads.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/me/notifications/{told}/read"))).ShouldBe(HttpStatusCode.NoContent);

        await live.UntilAsync("event: notifications", from: before);
        Assert.Equal(0, await UnreadAsync(watches));
    }

    /// <summary>
    /// Nodes begin to hear of each other some moments after their start, and nothing tells of it: so this says a word until it is heard.
    /// </summary>
    private static async Task HeardAsync(RunningNode from, long member, Listening live)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!live.Text.Contains("hello", StringComparison.Ordinal))
        {
            from.Services.GetRequiredService<ISignals>().Tell(member, "greeting", new { word = "hello" });
            await Task.Delay(50, deadline.Token);
        }
    }

    /// <summary>At a node, whose own loops do the rest: the tests' program has none, and tells no other node anything.</summary>
    private static async Task PublishAsync(RunningNode node, Library library, string title)
    {
        var text = new ArticleText(title, null, library.Space("announcements").Id, ArticleAccess.Space, null, "en", "Words.");
        await using var scope = node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(library.Community);
        scope.ServiceProvider.GetRequiredService<CurrentMember>().Enter(new Viewer(await library.PersonAsync("owner")));
        await scope.ServiceProvider.GetRequiredService<CreateArticle>()
            .RunAsync(text, await library.PersonAsync("owner"), scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
    }

    private async Task<Client> ProgramAsync(RunningNode node, Library library, string name)
    {
        var member = await library.PersonAsync(name);
        var token = await app.WithAsync<IssueToken, string>(async issue =>
            (await issue.RunAsync(member, "test", ["events:read", "account:read", "account:write"], null, default)).Key);
        return node.Visitor().WithToken(token);
    }

    private static async Task<int> UnreadAsync(Client program) =>
        (await program.GetAsync("/api/me/notifications/count")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("unread").GetInt32();
}
