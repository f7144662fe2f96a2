using Guildhall.App.Tests.Backups;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Guildhall.Web.Operations.Backups;
using Guildhall.Web.Operations.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Operations;

/// <summary>Bits of a SQLite file flip, or a row holds what no column of ours does.</summary>
public sealed class Damaged_databases(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Are_found_by_the_quick_check_at_start_and_before_a_backup()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL has checks of its own.");
        var library = await Library.OpenAsync(app);
        for (var i = 0; i < 20; i++)
            await library.PublishesAsync($"Article {i}", string.Join(' ', Enumerable.Repeat("word", 400)), slug: $"article-{i}");
        var random = new Random(20261128);
        var (found, missed) = (0, 0);

        for (var i = 0; i < 25; i++)
        {
            using var copy = await CopyAsync();
            var damaged = copy.Flip(random);
            var quick = SqliteFile.FindDamage(damaged, TimeSpan.FromSeconds(10));
            found += quick is null ? 0 : 1;
            // What the thorough check of SQLite finds in pages, the quick one finds too; it leaves out indexes.
            missed += quick is null && SqliteFile.FindAllDamage(damaged).Any(d => d.StartsWith("Tree", StringComparison.Ordinal)) ? 1 : 0;
        }

        Assert.InRange(found, 15, 25);
        Assert.Equal(0, missed);
    }

    [Fact]
    public async Task Are_not_found_where_there_is_none()
    {
        var verdict = await app.WithAsync<CheckDatabase, DatabaseVerdict>(check => check.RunAsync(default));

        Assert.True(verdict.Sound, string.Join('\n', verdict.Findings));
        Assert.True(verdict.Tables > 40);
        Assert.Null(SqliteFile.FindDamage(app.Services.GetRequiredService<DatabaseChoice>()));
    }

    [Fact]
    public async Task Are_looked_for_no_longer_than_a_start_may_take()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL has checks of its own.");
        using var copy = await CopyAsync();
        copy.Run(
            """
            CREATE TABLE large (x);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) INSERT INTO large SELECT hex(zeroblob(50)) FROM n;
            """);

        Assert.Null(SqliteFile.FindDamage(copy.Choice, TimeSpan.Zero));
    }

    [Fact]
    public async Task Stop_the_start_and_every_verb_but_the_check()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL has checks of its own.");
        using var copy = await CopyAsync();
        copy.Overwrite(page: 2);

        var start = await FailAsync(copy, "serve");
        var backup = await FailAsync(copy, "backup", Path.Combine(copy.Folder, "backup.zip"));
        var check = await FailAsync(copy, "database", "check");

        Assert.StartsWith($"guildhall: The database file {copy.File} is damaged:", start);
        Assert.Contains("damaged", backup);
        Assert.Empty(Directory.EnumerateFiles(copy.Folder, "*.zip*"));
        // It answers on standard output.
        Assert.Empty(check);
    }

    [Fact]
    public async Task Let_no_backup_be_made_while_the_server_goes_on()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL has checks of its own.");
        using var copy = await CopyAsync();
        copy.Overwrite(page: 2);
        await using var scope = app.Services.CreateAsyncScope();
        var write = ActivatorUtilities.CreateInstance<WriteBackup>(scope.ServiceProvider, copy.Choice);

        var refused = await Assert.ThrowsAsync<Refused>(() => write.RunAsync(Path.Combine(copy.Folder, "backup.zip"), default));

        Assert.Equal("database_damaged", refused.Code);
        Assert.Empty(Directory.EnumerateFiles(copy.Folder, "*.zip*"));
    }

    [Fact]
    public async Task Have_rows_that_nobody_can_read()
    {
        await using var specimen = new EmptyInstallation(TestDatabase.OnPostgres);
        await specimen.InitializeAsync();
        var shop = await Shop.OpenAsync(specimen);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await specimen.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE order_lines SET \"interval\" = 'Fortnight'"));
        if (!TestDatabase.OnPostgres)
            await specimen.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE members SET created_at = 'yesterday'"));

        var ledger = await specimen.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.Contains(ledger.Violations, v => v.Rule == "readable" && v.Text.Contains("orders", StringComparison.Ordinal));
        // PostgreSQL keeps no text in a column of instants.
        if (TestDatabase.OnPostgres)
            return;
        var verdict = await specimen.WithAsync<CheckDatabase, DatabaseVerdict>(check => check.RunAsync(default));
        Assert.Contains(
            verdict.Findings, f => f.Contains("the table members can't be read: created_at holds \"yesterday\".", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<Refused>(() => specimen.BackUpAsync());
        Assert.Equal("row_unreadable", refused.Code);
    }

    private static async Task<string> FailAsync(Specimen copy, params string[] verb)
    {
        var errors = new StringWriter();
        Assert.Equal(Cli.Failed, await Guildhall.Web.Verbs.RunAsync(verb, copy.Settings, errors, TestContext.Current.CancellationToken));
        return errors.ToString();
    }

    private async Task<Specimen> CopyAsync()
    {
        var folder = Directory.CreateTempSubdirectory("guildhall-damaged-").FullName;
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync($"VACUUM INTO {Path.Combine(folder, "guildhall.db")}"));
        return new Specimen(folder);
    }

    /// <summary>A copy of the database, to be damaged.</summary>
    private sealed class Specimen(string folder) : IDisposable
    {
        public string Folder => folder;

        public string File => Path.Combine(folder, "guildhall.db");

        public DatabaseChoice Choice => DatabaseChoice.Parse(null, folder);

        public string[] Settings =>
            ["--applicationName=guildhall", $"--Guildhall:Data={folder}", "--Guildhall:Database=", "--urls=http://127.0.0.1:0"];

        public void Run(string sql)
        {
            using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        /// <summary>One bit in the head of each of several pages, where they say what they hold.</summary>
        public DatabaseChoice Flip(Random random)
        {
            var bytes = System.IO.File.ReadAllBytes(File);
            for (var i = 0; i < 8; i++)
                bytes[4096 * random.Next(1, bytes.Length / 4096) + random.Next(8)] ^= (byte)(1 << random.Next(8));
            System.IO.File.WriteAllBytes(File, bytes);
            return Choice;
        }

        public void Overwrite(int page)
        {
            using var file = System.IO.File.OpenWrite(File);
            file.Position = (page - 1) * 4096;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
        }

        public void Dispose()
        {
            using (var pooled = new SqliteConnection(Choice.ConnectionString))
                SqliteConnection.ClearPool(pooled);
            Directory.Delete(folder, recursive: true);
        }
    }
}
