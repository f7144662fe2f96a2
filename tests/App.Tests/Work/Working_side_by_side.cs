using Guildhall.App.Tests.Events;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Work;

/// <summary>Several at once, in one process and in several, and processes that end.</summary>
public class Working_side_by_side(WorkApp app) : IClassFixture<WorkApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task So_many_of_a_kind_at_once_and_no_more()
    {
        var (gate, two) = (Gate(), Gate());
        var (now, most) = (0, 0);
        for (var i = 0; i < 5; i++)
        {
            app.Shop.Deeds[$"beside {i}"] = async (_, cancel) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                if (now == 2)
                    two.TrySetResult();
                await gate.Task.WaitAsync(cancel);
                Interlocked.Decrement(ref now);
            };
            await app.EnqueueAsync($"beside {i}", $"beside {i}");
        }

        var working = app.DrainAsync();
        await two.Task.WaitAsync(Patience);
        gate.SetResult();
        await working;

        Assert.Equal(2, most);
        Assert.Equal(5, app.Shop.DoneOf("beside").Count());
    }

    [Fact]
    public async Task Two_processes_do_each_item_once()
    {
        await app.WithAsync<AppDb>(async db =>
        {
            for (var i = 0; i < 100; i++)
            {
                var text = $"once {i:000}";
                db.Enqueue(() => new WorkOrder(text, new Chore(text)));
            }
            await db.SaveChangesAsync();
        });

        await Task.WhenAll(app.AnotherRunner().DrainAsync(default), app.AnotherRunner().DrainAsync(default));
        await app.SettleAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"once {i:000}"), app.Shop.DoneOf("once").Order());
    }

    [Fact]
    public async Task Another_takes_over_when_the_lease_has_run_out_and_the_first_can_no_longer_finish_it()
    {
        var (gate, begun) = (Gate(), Gate());
        var attempts = new List<int>();
        app.Shop.Deeds["lost"] = async (context, _) =>
        {
            attempts.Add(context.Attempt);
            if (context.Attempt > 1)
                return;
            begun.SetResult();
            await gate.Task;
        };
        await app.EnqueueAsync("lost", "lost");
        var first = app.AnotherRunner().DrainAsync(default);
        await begun.Task.WaitAsync(Patience);

        app.Clock.Advance(DoChores.Options.Lease - TimeSpan.FromSeconds(1));
        await app.AnotherRunner().DrainAsync(default);
        Assert.Empty(app.Shop.DoneOf("lost"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.AnotherRunner().DrainAsync(default);

        // The end of a process in mid-work counts as a failure.
        Assert.Equal([1, 2], attempts);
        Assert.Null(await app.ItemAsync("lost"));
        var later = app.Clock.Now.AddHours(1);
        await app.EnqueueAsync("lost", "lost and later", later);
        gate.SetResult();
        await first;
        Assert.Equal(later, (await app.ItemAsync("lost"))!.DueAt);
    }

    [Fact]
    public async Task What_its_process_dies_of_time_and_again_is_given_up()
    {
        await app.EnqueueAsync("deadly", "deadly");
        await app.WithAsync<AppDb>(db => db.Set<WorkItem>().Where(w => w.Key == "deadly").ExecuteUpdateAsync(w => w
            .SetProperty(x => x.Attempts, DoChores.Options.MaxAttempts - 1).SetProperty(x => x.LeasedBy, Guid.NewGuid())
            .SetProperty(x => x.LeasedUntil, app.Clock.Now.AddSeconds(-1))));

        await app.SettleAsync();

        var item = (await app.ItemAsync("deadly"))!;
        Assert.Equal((true, DoChores.Options.MaxAttempts, "process_ended"), (item.IsDead, item.Attempts, item.Error));
        Assert.Empty(app.Shop.DoneOf("deadly"));
    }

    [Fact]
    public async Task A_stop_gives_it_back_at_once_and_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        var begun = Gate();
        app.Shop.Deeds["stopped"] = async (_, cancel) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        };
        await app.EnqueueAsync("stopped", "stopped");
        var working = app.DrainAsync(stop.Token);
        await begun.Task.WaitAsync(Patience);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);

        var item = (await app.ItemAsync("stopped"))!;
        Assert.Equal((null, null, 0, ""), (item.LeasedBy, item.LeasedUntil, item.Attempts, item.Error));
        app.Shop.Deeds.TryRemove("stopped", out _);
        await app.SettleAsync();
        Assert.Equal(["stopped"], app.Shop.DoneOf("stopped"));
    }

    [Fact]
    public async Task It_tells_how_far_it_is()
    {
        var (gate, told) = (Gate(), Gate());
        app.Shop.Deeds["telling"] = async (context, cancel) =>
        {
            await context.ReportAsync(3, 10, cancel);
            told.SetResult();
            await gate.Task.WaitAsync(cancel);
        };
        await app.EnqueueAsync("telling", "telling");

        var working = app.DrainAsync();
        await told.Task.WaitAsync(Patience);
        var item = (await app.ItemAsync("telling"))!;
        gate.SetResult();
        await working;

        Assert.Equal((3, 10), (item.Done, item.Total));
    }

    [Fact]
    public async Task A_lease_is_renewed_until_another_has_it()
    {
        using var ended = new CancellationTokenSource();
        var timers = new SilentTimers();
        var answers = new Queue<Func<bool>>([() => true, () => throw new InvalidOperationException("The database is away."), () => false]);

        var keeping = LeaseRenewal.KeepAsync(TimeSpan.FromSeconds(30), timers, _ => Task.FromResult(answers.Dequeue()()), ended);
        for (var asked = 0; asked < 3; asked++)
        {
            Assert.False(ended.IsCancellationRequested);
            timers.RingAll();
            while (answers.Count > 2 - asked)
                await Task.Yield();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
        Assert.True(ended.IsCancellationRequested);
    }

    private static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
