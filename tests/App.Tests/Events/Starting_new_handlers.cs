using Guildhall.App.Tests.Backups;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Events;

/// <summary>Where handlers begin that an installation has not had before.</summary>
public class Starting_new_handlers(HandledApp app) : IClassFixture<HandledApp>
{
    private static readonly HandlerRegistration[] New = [HearFromNowOn.Registration, HearFromTheBeginning.Registration];

    [Fact]
    public async Task One_hears_of_what_happens_from_the_start_on_and_another_of_all_that_ever_did()
    {
        var past = await PastAsync();

        await app.FixAsync(New);
        var next = await app.RingAsync(2);
        await app.DrainAsync(app.DispatcherOf(New));
        await app.DrainAsync(app.DispatcherOf(New));

        Assert.Equal(next, app.Ringing.By<HearFromNowOn>());
        long[] all = [.. past, .. next];
        Assert.Equal(all, app.Ringing.By<HearFromTheBeginning>().Where(all.Contains));
    }

    [Fact]
    public async Task Several_nodes_that_start_at_once_agree_and_lose_nothing()
    {
        await PastAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.PositionsOf(New).FixAsync(default)));
        var next = await app.RingAsync(3);
        // A node that starts later changes nothing.
        await app.FixAsync(New);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.DrainAsync(app.DispatcherOf(New))));
        await app.DrainAsync(app.DispatcherOf(New));

        Assert.Equal(next, app.Ringing.By<HearFromNowOn>());
    }

    [Fact]
    public async Task What_an_open_transaction_commits_later_is_new()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite has one writer at a time.");
        await PastAsync();
        var late = app.NextNumber();

        await app.WithAsync<AppDb>(async db =>
        {
            await using var slow = await db.BeginWriteAsync();
            db.Publish(() => new BellRang(late));
            await db.SaveChangesAsync();
            await app.PositionsOf(New).FixAsync(default);
            await slow.CommitAsync();
        });
        await app.DrainAsync(app.DispatcherOf(New));

        Assert.Equal([late], app.Ringing.By<HearFromNowOn>());
    }

    [Fact]
    public async Task Their_places_are_fixed_before_a_fresh_program_serves_and_a_restored_one_repeats_nothing()
    {
        await PastAsync();
        var worker = await LeaseAsync();
        await using var copy = new HandledApp();
        await copy.InitializeAsync();
        var fixedAtStart = await copy.WithAsync<AppDb, List<string>>(db => db.Set<HandlerPosition>().Select(p => p.Handler).ToListAsync());

        await copy.RestoreAsync(await app.BackUpAsync());
        await copy.FixAsync(New);
        var next = await copy.RingAsync(1);
        await copy.DrainAsync(copy.AnotherDispatcher());
        await copy.DrainAsync(copy.DispatcherOf(New));

        Assert.Superset(new HashSet<string> { "App.Tests.HearBells", "App.Tests.HearBellsWarily", "Content.RecutOnSpaceAccessChanged" }, fixedAtStart.ToHashSet());
        Assert.Equal(next, copy.Ringing.By<HearFromNowOn>());
        Assert.Equal(next, copy.Ringing.Heard);
        Assert.Equal(worker, await copy.WithAsync<AppDb, Guid?>(db => db.Set<WorkItem>().Select(w => w.LeasedBy).SingleAsync()));
    }

    /// <summary>Work that somebody is doing while the backup is written; gives who.</summary>
    private async Task<Guid> LeaseAsync()
    {
        var worker = Guid.NewGuid();
        await app.WithAsync<AppDb>(async db =>
        {
            db.Enqueue(() => new WorkOrder("one", new Parcel(1)));
            await db.SaveChangesAsync();
            await db.Set<WorkItem>().ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedBy, worker));
        });
        return worker;
    }

    /// <summary>Three bells that all handlers of this program have heard, on an installation that has never had the new ones.</summary>
    private async Task<long[]> PastAsync()
    {
        var past = await app.RingAsync(3);
        await app.SettleAsync();
        await app.WithAsync<AppDb>(db => db.Set<HandlerPosition>().Where(p => p.Handler == New[0].Name || p.Handler == New[1].Name)
            .ExecuteDeleteAsync());
        app.Ringing.By<HearFromNowOn>().Clear();
        return past;
    }

    private sealed record Parcel(int Number);
}
