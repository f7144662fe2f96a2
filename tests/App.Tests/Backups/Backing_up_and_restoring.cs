using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Web.Operations.Backups;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Backups;

/// <summary>From the run's database into either: SQLite → SQLite, and where a PostgreSQL server is there, the other three ways.</summary>
[Trait("Modules", "all")]
public class Backing_up_and_restoring(OwnApp app) : IClassFixture<OwnApp>
{
    public static IEnumerable<TheoryDataRow<bool>> Targets => TestDatabase.HasPostgres ? [new(false), new(true)] : [new(false)];

    [Theory, MemberData(nameof(Targets))]
    public async Task Makes_everything_the_same_again(bool onPostgres)
    {
        var library = await Library.OpenAsync(app);
        var picture = await PictureAsync(library);
        await library.PublishesAsync("Closed 缓存", $"Free words.\n\n<!-- paywall -->\n\nPaid words.\n\n![closed]({picture})\n", "deep-dives", "closed");
        await library.BuysPremiumAsync("reader");
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(buyer);
        var program = await app.TokenAsync(buyer.Person, "users:read");
        var key = program.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        var before = await app.BackUpAsync();

        await using var copy = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);
        copy.Clock.Advance(app.Clock.Now - copy.Clock.Now);
        await copy.RestoreAsync(onPostgres == TestDatabase.OnPostgres ? before : await ThroughTheOtherDatabaseAsync(before));

        Assert.Equal(Backups.ContentOf(before), Backups.ContentOf(await copy.BackUpAsync()));
        Assert.True((await copy.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default))).Sound);
        await copy.SettleAsync();
        Assert.Equal(0, await copy.WithAsync<AppDb, int>(db => db.Set<FailedDelivery>().CountAsync()));
        (await copy.Visitor().WithToken(key).GetAsync($"/api/users/{buyer.Person.Id}")).ShouldBe(HttpStatusCode.OK);
        var reader = await library.SignInAsync(copy, "reader");
        Assert.Contains("Paid words", (await reader.GetAsync($"{library.Path}/articles/closed")).Text);
        Assert.Equal(Folder.Png, (await reader.GetAsync(picture)).ShouldBe(HttpStatusCode.OK).Body);
        Assert.NotEmpty((await reader.GetAsync($"{library.Path}/search?q=缓存")).Document.QuerySelectorAll(".hit"));
        Assert.DoesNotContain("Paid words", (await copy.Visitor().GetAsync($"{library.Path}/articles/closed")).Text);
        // The numbers go on where they stopped.
        var again = await copy.SignInByPageAsync(buyer.Person);
        var order = (await again.SubmitAsync(shop.CheckoutPath(shop.Partner), ("interval", "year"))).ShouldRedirect();
        Assert.StartsWith("/test-processor/pay/", order.Location);
    }

    /// <summary>
    /// One process asks pages of one kind of database only: compiled queries belong to one model. So this goes there, and back again.
    /// </summary>
    private static async Task<string> ThroughTheOtherDatabaseAsync(string backup)
    {
        await using var other = await EmptyInstallation.StartAsync(!TestDatabase.OnPostgres);
        await other.RestoreAsync(backup);
        Assert.True((await other.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default))).Sound);
        var again = Path.GetTempFileName();
        File.Copy(await other.BackUpAsync(), again, overwrite: true);
        Assert.Equal(Backups.ContentOf(backup), Backups.ContentOf(again));
        return again;
    }

    [Fact]
    public async Task Restores_keys_that_nobody_else_on_the_machine_can_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        await app.MemberAsync();
        (await app.Visitor().GetAsync("/sign-in")).ShouldBe(HttpStatusCode.OK);
        await using var copy = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);

        await copy.RestoreAsync(await app.BackUpAsync());

        var folder = Path.Combine(copy.DataFolder, "keys");
        var restored = Directory.GetFiles(Path.Combine(app.DataFolder, "keys")).Select(f => Path.Combine(folder, Path.GetFileName(f))).ToList();
        Assert.NotEmpty(restored);
        foreach (var file in restored)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task Goes_into_a_program_that_was_started_but_not_set_up()
    {
        await Library.OpenAsync(app);
        var before = await app.BackUpAsync();
        await using var copy = await EmptyInstallation.StartAsync(TestDatabase.OnPostgres);
        await copy.WithAsync<Kernel.Contracts.Communities.ISetup>(setup => setup.LinkPathAsync());
        await copy.RunDueJobsAsync();
        await copy.SettleAsync();

        await copy.RestoreAsync(before);

        Assert.Equal(Backups.ContentOf(before), Backups.ContentOf(await copy.BackUpAsync()));
    }

    [Fact]
    public async Task Refuses_what_is_not_empty_and_never_overwrites()
    {
        await Library.OpenAsync(app);
        var backup = await app.BackUpAsync();

        var full = await Assert.ThrowsAsync<Refused>(() => app.RestoreAsync(backup));
        var missing = await Assert.ThrowsAsync<Refused>(() => app.RestoreAsync(backup + ".gone"));
        var exists = await Assert.ThrowsAsync<Refused>(() => app.WithAsync<WriteBackup>(b => b.RunAsync(backup, default)));

        Assert.Equal(("not_empty", "backup_missing", "backup_exists"), (full.Code, missing.Code, exists.Code));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        Assert.Empty(Directory.EnumerateFiles(app.DataFolder, "*.part"));
    }

    [Theory, MemberData(nameof(Targets))]
    public async Task Sees_one_instant_while_writes_go_on(bool onPostgres)
    {
        var shop = await Shop.OpenAsync(app);
        var buyers = new List<Buyer>();
        for (var i = 0; i < 4; i++)
            buyers.Add(await shop.BuyerAsync());
        using var enough = new CancellationTokenSource();
        var acknowledged = new List<long>();
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upload = Path.Combine(Directory.CreateDirectory(Path.Combine(app.DataFolder, "files", "incoming")).FullName, Path.GetRandomFileName());
        await using var half = new FileStream(upload, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var writing = buyers.Select(b => WriteAsync(b)).ToArray();
        // A writer that dies is the first to end, and fails the test here.
        await await Task.WhenAny([busy.Task, .. writing]).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        var before = Snapshot();
        var backup = await app.BackUpAsync();
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        await using var copy = await EmptyInstallation.StartAsync(onPostgres);
        await copy.RestoreAsync(backup);
        var there = await copy.WithAsync<AppDb, List<long>>(db => db.Set<Order>().IgnoreQueryFilters().Select(o => o.Id).ToListAsync());
        Assert.Empty(before.Except(there));
        Assert.True((await copy.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default))).Sound);

        async Task WriteAsync(Buyer buyer)
        {
            while (!enough.IsCancellationRequested)
            {
                var purchase = await shop.BuyAsync(buyer);
                await shop.DecideAsync(buyer, purchase);
                lock (acknowledged)
                {
                    acknowledged.Add(purchase.OrderId);
                    if (acknowledged.Count == 8)
                        busy.SetResult();
                }
            }
        }

        long[] Snapshot()
        {
            lock (acknowledged)
                return [.. acknowledged];
        }
    }

    private static async Task<string> PictureAsync(Library library)
    {
        var owner = await library.PersonAsync("owner");
        var file = await library.InAsync<KeepFile, StoredFile>(k => k.RunAsync(new MemoryStream(Folder.Png), "closed.png", owner, 1_000_000));
        return ArticlePaths.File(library.Slug, file.Code, file.Name);
    }
}
