using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Content.Import;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.App.Tests.Content;

/// <summary>A bug stops the batch half-way: here two rows of one address, which no check lets through.</summary>
public class Failing_imports(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static Folder OneColumn() => new Folder()
        .With("redis/one.md", "# One\n\nWords.\n\n![图](./images/fast.png)\n")
        .With("redis/two.md", "# Two\n\nWords.\n")
        .With("redis/images/fast.png", Folder.Png);

    [Fact]
    public async Task Stop_after_a_few_tries_and_say_so()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();
        var batch = await BreaksAsync(library, folder);

        Assert.Equal((ImportState.Failed, ImportTexts.Stopped), (batch.State, batch.Failure));
        Assert.True(batch.Applied > 0);
        Assert.False(await app.WithAsync<ImportRunner, bool>(r => r.DrainAsync(default)));
        var owner = await library.SignedInAsync("owner");
        var page = await owner.Speaking("en").GetAsync($"{library.Path}/manage/import/{batch.Id}");
        Assert.Contains("failed several times", page.Text);
        Assert.False(page.Has("#drop"));
        var kept = await Assert.ThrowsAsync<Refused>(() => library.InAsync<DirectImport>(d => d.DropAsync(batch.Id)));
        Assert.Equal("import_not_ready", kept.Code);
    }

    [Fact]
    public async Task Are_given_up_though_every_try_is_another_nodes()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();

        var batch = await BreaksAsync(library, folder,
            () => ActivatorUtilities.CreateInstance<ImportRunner>(app.Services).DrainAsync(default));

        Assert.Equal((ImportState.Failed, ImportTexts.Stopped), (batch.State, batch.Failure));
    }

    [Fact]
    public async Task Are_given_up_when_nodes_die_of_them_and_can_be_tried_again()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        await library.InAsync<DirectImport>(d => d.StartAsync(report.Id));
        // All that a node leaves that was killed at work, five times.
        await library.InAsync<AppDb>(db => db.Set<ImportBatch>().Where(b => b.Id == report.Id)
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Tries, 5).SetProperty(x => x.LeasedUntil, app.Clock.Now.AddSeconds(-1))));

        var given = await library.FinishAsync(report.Id);
        Assert.Equal(("failed", ImportTexts.Stopped, 0), (given.State, given.Failure, given.Applied));

        await library.InAsync<DirectImport>(d => d.StartAsync(report.Id));
        Assert.Equal(("done", 2), ((await library.FinishAsync(report.Id)).State, await library.CountAsync()));
    }

    [Fact]
    public async Task Do_not_count_a_program_that_stops_in_good_order()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        await library.InAsync<DirectImport>(d => d.StartAsync(report.Id));
        using var stop = new CancellationTokenSource();
        var scopes = new StoppingScopes(app.Services.GetRequiredService<IServiceScopeFactory>(), stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ImportRunner(scopes, app.Clock, NullLogger<ImportRunner>.Instance)
            .RunAsync(report.Id, stop.Token));

        var batch = await library.InAsync<AppDb, ImportBatch>(db => db.Set<ImportBatch>().AsNoTracking()
            .SingleAsync(b => b.Id == report.Id));
        Assert.Equal((0, null, ImportState.Importing), (batch.Tries, batch.LeasedUntil, batch.State));
    }

    [Fact]
    public async Task Go_on_where_they_stopped_when_tried_again()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();
        var batch = await BreaksAsync(library, folder);
        await library.InAsync<AppDb>(db => db.Set<ImportItem>().Where(i => i.BatchId == batch.Id && i.Path == "redis/two.md")
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.Slug, "two")));
        var owner = await library.SignedInAsync("owner");

        (await owner.SubmitAsync($"{library.Path}/manage/import/{batch.Id}", ("start", "yes"))).ShouldRedirect();
        var done = await library.FinishAsync(batch.Id);

        Assert.Equal(("done", 2), (done.State, await library.CountAsync()));
    }

    [Fact]
    public async Task Are_undone_with_all_that_came_in()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();
        var batch = await BreaksAsync(library, folder);

        var undone = await library.UndoesAsync(batch.Id);

        Assert.Equal("undone", undone.State);
        await ShouldHoldNothingAsync(library);
    }

    [Fact]
    public async Task Leave_nothing_once_undone_and_can_be_made_again()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn().With("redis/images/fast.png", TestPng.Of("of this test alone"));
        for (var round = 0; round < 2; round++)
        {
            var done = await library.ImportsAsync(folder.Path);
            Assert.Equal(("done", 2, 0), (done.State, done.Created, done.Errors));
            var file = await library.InAsync<AppDb, StoredFile>(db => db.Set<StoredFile>().SingleAsync());
            var bytes = app.ArticleFileOf(file.Sha256);
            Assert.True(File.Exists(bytes));

            Assert.Equal(("undone", 2, 0),
                await library.UndoesAsync(done.Id) is var undone ? (undone.State, undone.Undone, undone.KeptOnUndo) : default);

            await ShouldHoldNothingAsync(library);
            Assert.True(File.Exists(bytes), "A backup that runs now still needs the bytes.");
            app.Clock.Advance(TimeSpan.FromDays(2));
            await app.RunJobAsync<SweepFiles>();
            Assert.False(File.Exists(bytes));
        }
    }

    [Fact]
    public async Task Keep_columns_and_pictures_that_somebody_uses()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OneColumn();
        var done = await library.ImportsAsync(folder.Path);
        var one = await library.InAsync<AppDb, Article>(db => db.Set<Article>().SingleAsync(a => a.Slug == "one"));
        await library.InAsync<ReviseArticle>(async r => await r.RunAsync(
            one.Id, one.Version,
            new ArticleText("One", "one", one.SpaceId, ArticleAccess.Space, null, "en", "Mine now. ![图](./images/fast.png)"), await library.PersonAsync("owner")));

        await library.UndoesAsync(done.Id);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunJobAsync<SweepFiles>();

        var page = await app.Visitor().GetAsync($"{library.Path}/articles/one");
        (await app.Visitor().GetAsync(page.Document.QuerySelector("rich-text img")!.GetAttribute("src")!)).ShouldBe(HttpStatusCode.OK);
        (await app.Visitor().GetAsync($"{library.Path}/s/redis")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Checked, spoilt, and tried until it is given up.</summary>
    private async Task<ImportBatch> BreaksAsync(Library library, Folder folder, Func<Task>? tryOnce = null)
    {
        tryOnce ??= () => app.WithAsync<ImportRunner>(r => r.DrainAsync(default));
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        await library.InAsync<AppDb>(db => db.Set<ImportItem>().Where(i => i.BatchId == report.Id && i.Kind == ImportKind.Article)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.Slug, "one")));
        await library.InAsync<DirectImport>(d => d.StartAsync(report.Id));
        ImportBatch batch;
        var tries = 0;
        do
        {
            Assert.InRange(++tries, 1, 6);
            await tryOnce();
            app.Clock.Advance(TimeSpan.FromSeconds(31));
            batch = await library.InAsync<AppDb, ImportBatch>(db => db.Set<ImportBatch>().AsNoTracking()
                .SingleAsync(b => b.Id == report.Id));
        }
        while (batch.IsBusy);
        return batch;
    }

    private async Task ShouldHoldNothingAsync(Library library)
    {
        var left = await library.InAsync<AppDb, (int, int, int)>(async db =>
            (await db.Set<Article>().CountAsync(), await db.Set<StoredFile>().CountAsync(), await db.Set<SourceFile>().CountAsync()));
        Assert.Equal((0, 0, 0), left);
        var community = await app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(library.Community.Id).AsTask());
        Assert.Null(community!.Spaces.FirstOrDefault(s => s.Slug == "redis"));
    }

    /// <summary>The program is told to stop when the batch is leased and its work begins.</summary>
    private sealed class StoppingScopes(IServiceScopeFactory scopes, CancellationTokenSource stop) : IServiceScopeFactory
    {
        private int _made;

        public IServiceScope CreateScope()
        {
            if (++_made == 2)
                stop.Cancel();
            return scopes.CreateScope();
        }
    }
}
