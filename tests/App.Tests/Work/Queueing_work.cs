using Guildhall.App.Tests.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;

namespace Guildhall.App.Tests.Work;

/// <summary>What comes into the queue, and when.</summary>
public class Queueing_work(WorkApp app) : IClassFixture<WorkApp>
{
    [Fact]
    public async Task Is_committed_with_the_change_or_not_at_all()
    {
        await app.WithAsync<AppDb>(async db =>
        {
            await using var transaction = await db.BeginWriteAsync();
            db.Add(Member.Create("Nobody", "en", "UTC", owner: false, app.Clock.Now));
            db.Enqueue(() => new WorkOrder("together", new Chore("together")));
            await db.SaveChangesAsync();
        });
        Assert.Null(await app.ItemAsync("together"));

        await app.EnqueueAsync("together", "together");

        Assert.NotNull(await app.ItemAsync("together"));
        await app.SettleAsync();
        Assert.Equal(["together"], app.Shop.DoneOf("together"));
        Assert.Null(await app.ItemAsync("together"));
    }

    [Fact]
    public async Task The_same_key_is_one_item_with_the_newest_payload_at_the_earliest_time()
    {
        var soon = app.Clock.Now.AddMinutes(1);
        await app.EnqueueAsync("same", "same 1", soon);
        await app.EnqueueAsync("same", "same 2", soon.AddHours(1));

        await app.SettleAsync();
        Assert.Empty(app.Shop.DoneOf("same"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SettleAsync();

        Assert.Equal(["same 2"], app.Shop.DoneOf("same"));
    }

    [Fact]
    public async Task What_is_enqueued_while_it_runs_runs_once_more()
    {
        app.Shop.Deeds["again 1"] = (_, _) => app.EnqueueAsync("again", "again 2");
        await app.EnqueueAsync("again", "again 1");

        await app.SettleAsync();

        Assert.Equal(["again 1", "again 2"], app.Shop.DoneOf("again"));
        Assert.Null(await app.ItemAsync("again"));
    }

    [Fact]
    public async Task What_is_enqueued_while_it_fails_for_good_is_done_all_the_same()
    {
        app.Shop.Deeds["fails 1"] = async (_, _) =>
        {
            await app.EnqueueAsync("fails", "fails 2");
            throw new WorkFailure("no_use", final: true);
        };
        await app.EnqueueAsync("fails", "fails 1");

        await app.SettleAsync();

        Assert.Equal(["fails 2"], app.Shop.DoneOf("fails"));
    }

    [Fact]
    public async Task It_is_done_in_its_community()
    {
        var (one, other) = (await Library.OpenAsync(app), await Library.OpenAsync(app));
        await one.InAsync<AppDb>(async db =>
        {
            db.Enqueue(() => new WorkOrder("inside one", new Chore("inside one")));
            db.Enqueue(() => new WorkOrder("inside other", new Chore("inside other"), CommunityId: other.Id));
            await db.SaveChangesAsync();
        });
        await app.EnqueueAsync("inside none", "inside none");
        await app.EnqueueAsync("inside lost", "inside lost", communityId: 987_654);

        await app.SettleAsync();

        var done = app.Shop.Done.Where(d => d.Text.StartsWith("inside", StringComparison.Ordinal)).ToDictionary(d => d.Text);
        Assert.Equal((one.Id, one.Community.Spaces.Count), (done["inside one"].CommunityId, done["inside one"].Spaces));
        Assert.Equal((other.Id, other.Community.Spaces.Count), (done["inside other"].CommunityId, done["inside other"].Spaces));
        Assert.Equal((0, 0), (done["inside none"].CommunityId, done["inside none"].Spaces));
        Assert.False(done.ContainsKey("inside lost"));
        Assert.Equal((true, "community_gone"), ((await app.ItemAsync("inside lost"))!.IsDead, (await app.ItemAsync("inside lost"))!.Error));
    }

    [Fact]
    public async Task It_may_ask_to_run_again_later()
    {
        app.Shop.Deeds["later"] = (context, _) =>
        {
            context.RunAgainAt = app.Clock.Now.AddMinutes(10);
            return Task.CompletedTask;
        };
        await app.EnqueueAsync("later", "later");

        await app.SettleAsync();
        await app.SettleAsync();
        Assert.Single(app.Shop.DoneOf("later"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await app.SettleAsync();

        Assert.Equal(2, app.Shop.DoneOf("later").Count());
    }
}
