using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Operations;

/// <summary>Several nodes start at once on one database: one migrates, the others wait for it.</summary>
public class Starting_together
{
    private const string Oldest = "Initial";

    [Fact]
    public async Task On_a_database_of_an_older_version()
    {
        await using var place = new ScratchDatabase();
        await place.CreateEmptyAsync();
        await place.MigrateAsync(Oldest);

        await StartAsync(place, nodes: 4);

        await ShouldBeUpToDateAsync(place);
        if (!TestDatabase.OnPostgres)
            Assert.Single(Directory.EnumerateFiles(Path.Combine(place.DataFolder, "backups")));
    }

    [Fact]
    public async Task On_no_database_at_all()
    {
        await using var place = new ScratchDatabase();

        await StartAsync(place, nodes: 4);

        await ShouldBeUpToDateAsync(place);
    }

    [Fact]
    public async Task After_one_was_killed_while_it_migrated()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "There the server takes the lock of a lost connection back.");
        await using var place = new ScratchDatabase();
        await place.MigrateAsync(Oldest);
        await using (var db = place.Open())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-28 00:00:00')");

        await StartAsync(place, nodes: 1);

        await ShouldBeUpToDateAsync(place);
    }

    private static async Task StartAsync(ScratchDatabase place, int nodes)
    {
        var apps = Enumerable.Range(0, nodes).Select(_ => Server.BuildForVerb(place.Settings)).ToList();
        try
        {
            var cancel = TestContext.Current.CancellationToken;
            await Task.WhenAll(apps.Select(app => Task.Run(() => Preparation.RunAsync(app.Services, cancel))))
                .WaitAsync(TimeSpan.FromMinutes(2), cancel);
        }
        finally
        {
            foreach (var app in apps)
                await app.DisposeAsync();
        }
    }

    private static async Task ShouldBeUpToDateAsync(ScratchDatabase place)
    {
        await using var db = place.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await db.Members.CountAsync(TestContext.Current.CancellationToken));
    }
}
