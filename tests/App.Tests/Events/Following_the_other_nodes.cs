using System.Diagnostics;
using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Guildhall.App.Tests.Events;

/// <summary>
/// What each node keeps in memory is as fresh as what it hears of the others; a node that hears nothing serves nothing from memory.
/// </summary>
public class Following_the_other_nodes(HandledApp app) : IClassFixture<HandledApp>
{
    [Fact]
    public async Task A_node_that_cannot_read_the_ledger_serves_from_the_database_and_says_that_it_is_not_ready()
    {
        var (library, article) = await ArticleAsync();
        await using var node = await RunningNode.StartAsync(app);
        await KeepAsync(node, article);
        await node.BecomesReadyAsync(true);

        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE activities RENAME TO activities_gone"));
        await node.BecomesReadyAsync(false);
        await RenameAsync(library, "Renamed meanwhile");
        var cut = await node.Visitor().GetAsync(article);
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE activities_gone RENAME TO activities"));
        await node.BecomesReadyAsync(true);

        Assert.False(IsKept(cut));
        Assert.Contains("Renamed meanwhile", cut.Text, StringComparison.Ordinal);
        await KeepAsync(node, article);
    }

    [Fact]
    public async Task A_node_that_is_cut_off_silently_answers_with_nothing_that_was_closed_elsewhere_and_comes_back_by_itself()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var (library, article) = await ArticleAsync();
        var setting = new NpgsqlConnectionStringBuilder(RunningNode.SettingOf(app));
        await using var cable = new Cable(setting.Host!, setting.Port);
        setting.Port = cable.Port;
        setting.CommandTimeout = 3;
        setting.Timeout = 3;
        await using var node = await RunningNode.StartAsync(app, setting.ConnectionString);
        await KeepAsync(node, article);

        cable.Cut();
        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(await IdAsync(library), await library.PersonAsync("owner")));
        // A moment longer than it may rely on what it heard last.
        await UntilAsync(() => !node.Services.GetRequiredService<LedgerWatch>().IsCurrent);
        var cut = await node.Visitor().GetAsync(article);
        cable.Mend();
        await node.BecomesReadyAsync(true);

        Assert.DoesNotContain("Words to be closed", cut.Text, StringComparison.Ordinal);
        (await node.Visitor().GetAsync(article)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_commit_wakes_followers_handlers_and_work_of_the_other_nodes()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var timers = new SilentTimers();
        await using var one = await RunningNode.StartAsync(app);
        await using var other = await RunningNode.StartAsync(app, time: timers);
        await ListeningAsync(one, other, timers);
        var (ledger, queue) =
            (other.Services.GetRequiredService<ActivitySignal>().Next, other.Services.GetRequiredService<Bell<WorkRunner>>().Next);

        var number = app.NextNumber();
        await one.PublishAsync(new BellRang(number));
        await other.FollowedAsync(new Thing("bell", number));
        one.Services.GetRequiredService<Wakening>().Enqueued();

        await ledger.WaitAsync(TimeSpan.FromSeconds(30));
        await queue.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Other_nodes_hear_of_a_commit_long_before_they_would_look()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        await using var one = await RunningNode.StartAsync(app);
        await using var other = await RunningNode.StartAsync(app);
        await ListeningAsync(one, other, null);
        var took = new List<TimeSpan>();

        for (var i = 0; i < 21; i++)
        {
            var number = app.NextNumber();
            await one.PublishAsync(new BellRang(number));
            var committed = Stopwatch.GetTimestamp();
            await other.FollowedAsync(new Thing("bell", number));
            took.Add(Stopwatch.GetElapsedTime(committed));
        }

        took.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"Commit to follower of another node: p50 {took[10].TotalMilliseconds:0.0} ms, worst {took[^1].TotalMilliseconds:0.0} ms.");
        // By looking alone, every half second, it would take 250 ms on the average.
        Assert.InRange(took[10].TotalMilliseconds, 0, 150);
    }

    [Fact]
    public async Task A_listening_connection_that_broke_is_made_anew()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var timers = new SilentTimers();
        await using var one = await RunningNode.StartAsync(app);
        await using var other = await RunningNode.StartAsync(app, time: timers);
        await ListeningAsync(one, other, timers);

        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"));

        await ListeningAsync(one, other, timers);
    }

    [Fact]
    public void Messages_are_heard_by_others_only_and_have_an_end()
    {
        var database = new DatabaseChoice(IsPostgres: true, "");
        var (one, other) = (new NodeMessages(database), new NodeMessages(database));
        one.Send("signals", "a text with blanks");

        Assert.True(one.Outgoing.TryRead(out var message));
        Assert.Equal(("signals", "a text with blanks"), other.Read(message));
        Assert.Null(one.Read(message));
        Assert.Null(other.Read("something else"));
        Assert.Throws<ArgumentException>(() => one.Send("signals", new string('界', NodeMessages.MaxLength / 3 + 1)));
    }

    /// <summary>Until a message of one node reaches the other: nothing tells when a node has begun to listen.</summary>
    private static async Task ListeningAsync(RunningNode one, RunningNode other, SilentTimers? timers)
    {
        await UntilAsync(async () =>
        {
            var heard = other.Services.GetRequiredService<Bell<WorkRunner>>().Next;
            one.Services.GetRequiredService<Wakening>().Enqueued();
            // Rings those that wait before they listen; nobody rings this bell but the other node.
            timers?.RingAll();
            await Task.WhenAny(heard, Task.Delay(200));
            return heard.IsCompleted;
        });
    }

    private async Task<(Library Library, string Path)> ArticleAsync()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("To be closed", "Words to be closed.", slug: "closing");
        return (library, $"{library.Path}/articles/closing");
    }

    private static Task<long> IdAsync(Library library) =>
        library.InAsync<AppDb, long>(db => db.Set<Article>().Where(a => a.Slug == "closing").Select(a => a.Id).SingleAsync());

    private Task RenameAsync(Library library, string name)
    {
        var id = library.Id;
        return app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync($"UPDATE communities SET name = {name} WHERE id = {id}"));
    }

    private static async Task KeepAsync(RunningNode node, string path)
    {
        // The loops of the node evict once more what was published before.
        await UntilAsync(async () => IsKept((await node.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK)));
    }

    private static Task UntilAsync(Func<bool> so) => UntilAsync(() => Task.FromResult(so()));

    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await so())
            await Task.Delay(20, deadline.Token);
    }

    private static bool IsKept(Answer answer) => answer.Header("Age") is not null;
}
