using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.App.Tests.Events;

/// <summary>A database of the version that kept names without their modules.</summary>
public class Upgrading_stored_names
{
    private const string Before = "PricesOfOrdersAndUndoneImports";

    [Fact]
    public async Task Puts_the_module_before_each()
    {
        await using var old = await OldDatabase.MakeAsync(Before);
        await old.RunAsync(
            """
            INSERT INTO activities (community_id, actor_id, kind, subject_kind, subject_id, at, payload) VALUES
                (1, 2, 'article_published', 'article', 3, '2026-11-01 08:00:00', '{"CommunityId":1,"ActorId":2,"ArticleId":3}'),
                (1, 2, 'order_paid', 'order', 4, '2026-11-01 08:00:00', '{}'),
                (1, 2, 'of_nobody', 'thing', 5, '2026-11-01 08:00:00', '{}')
            """);
        await old.RunAsync("""INSERT INTO handler_positions (handler, "transaction", activity_id) VALUES ('RecutOnSpaceAccessChanged', 7, 2)""");
        await old.RunAsync("INSERT INTO failed_deliveries (handler, activity_id, attempts, error, first_failed_at) VALUES ('RecutOnSpaceAccessChanged', 1, 8, 'x', '2026-11-01 08:00:00')");
        await old.RunAsync("INSERT INTO job_runs (job, started_at) VALUES ('SweepCheckouts', '2026-11-01 08:00:00'), ('KeepStatistics', '2026-11-01 08:00:00')");

        await old.MigrateAsync();

        await using var db = old.Open();
        var activities = await db.Activities.AsNoTracking().OrderBy(a => a.Id).ToListAsync();
        Assert.Equal(["content.article_published", "payments.order_paid", "of_nobody"], activities.Select(a => a.Kind));
        Assert.All(activities, a => Assert.Equal(Kernel.Contracts.Reach.Community, a.Reach));
        var position = await db.Set<HandlerPosition>().SingleAsync();
        Assert.Equal(("Content.RecutOnSpaceAccessChanged", 7, 2), (position.Handler, position.Transaction, position.ActivityId));
        Assert.Equal("Content.RecutOnSpaceAccessChanged", (await db.Set<FailedDelivery>().SingleAsync()).Handler);
        Assert.Equal(["Kernel.KeepStatistics", "Payments.SweepCheckouts"], await db.Set<JobRun>().Select(j => j.Job).OrderBy(j => j).ToListAsync());
        var published = (Kernel.Contracts.Content.ArticlePublished)activities[0].Read(typeof(Kernel.Contracts.Content.ArticlePublished));
        Assert.Equal((3, 0), (published.ArticleId, published.SpaceId));
    }

    [Fact]
    public async Task Leaves_the_ledger_guarded()
    {
        await using var old = await OldDatabase.MakeAsync(Before);
        await old.MigrateAsync();
        await old.RunAsync("INSERT INTO activities (community_id, kind, subject_kind, subject_id, at, payload) VALUES (1, 'content.article_read', 'article', 3, '2026-11-01 08:00:00', '{}')");

        foreach (var change in new[] { "UPDATE activities SET kind = 'x'", "UPDATE activities SET reach = 'nothing'", "DELETE FROM activities" })
            Assert.Contains("append-only",
                (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => old.RunAsync(change))).Message,
                StringComparison.Ordinal);
        await old.RunAsync("""UPDATE activities SET "transaction" = 0""");
    }

    /// <summary>A database that was brought to an earlier version and no further.</summary>
    private sealed class OldDatabase : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guildhall-old-");
        private TestDatabase _database = null!;

        public static async Task<OldDatabase> MakeAsync(string migration)
        {
            var old = new OldDatabase();
            old._database = await TestDatabase.CreateEmptyAsync(old._folder, TestDatabase.OnPostgres);
            await using var db = old.Open();
            await db.GetService<IMigrator>().MigrateAsync(migration);
            return old;
        }

        public AppDb Open()
        {
            var options = new DbContextOptionsBuilder<AppDb>();
            DatabaseChoice.Parse(_database.Setting, "").Configure(options);
            return new AppDb(options.Options, Modules.All, new CommunityScope(), new WriteQueue(oneAtATime: false), TimeProvider.System,
                Wakening.Nobody);
        }

        public async Task MigrateAsync()
        {
            await using var db = Open();
            await db.Database.MigrateAsync();
        }

        public async Task RunAsync(string sql)
        {
            await using var db = Open();
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _database.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
