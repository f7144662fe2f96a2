using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Guildhall.App.Tests.Operations;

/// <summary>The database goes away under a program that serves, and comes back.</summary>
public sealed class Lost_databases : IAsyncLifetime
{
    private readonly ListeningApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Are_told_as_such_and_needed_no_restart()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite is a file: see Full_disks and Damaged_databases.");
        var library = await Library.OpenAsync(_app);
        await library.PublishesAsync("Locks", "Words of mine.", slug: "locks");
        var owner = await library.SignedInAsync("owner");
        var program = await library.ProgramAsync("owner", "articles:read", "articles:write");
        var form = await owner.GetAsync($"{library.Path}/manage/articles/new");
        var typed = "What I wrote for an hour.\nAnd more.";
        await using var server = await Server.TakeAwayAsync(_app.Services.GetRequiredService<DatabaseChoice>());

        var saved = await owner.SubmitAsync(form, ("title", "A title"), ("markdown", typed), ("space", "announcements"), ("do", "save"));
        var asked = await program.GetAsync($"{library.Api}/articles/locks");
        var read = await owner.GetAsync($"{library.Path}/articles/locks");
        var ready = await _app.Visitor().GetAsync("/health/ready");

        saved.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(typed, saved.TextOf("textarea").ReplaceLineEndings("\n"));
        asked.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "database_unavailable");
        Assert.Equal("10", asked.Header("Retry-After"));
        read.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("can't reach its data", read.TextOf("body"));
        ready.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _app.ShouldHaveSaid("The database does not answer");

        await server.BringBackAsync();
        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        (await _app.Visitor().GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await owner.GetAsync($"{library.Path}/articles/locks")).ShouldBe(HttpStatusCode.OK);
        _app.ShouldHaveSaid("The database does not answer", "serve again");
    }

    /// <summary>As when the server is stopped: who is connected is thrown out, and nobody gets in.</summary>
    private sealed class Server(NpgsqlConnection connection, string name) : IAsyncDisposable
    {
        private string Away => name + "_away";

        public static async Task<Server> TakeAwayAsync(DatabaseChoice database)
        {
            var options = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false };
            var name = options.Database!;
            options.Database = "postgres";
            var connection = new NpgsqlConnection(options.ConnectionString);
            await connection.OpenAsync();
            var server = new Server(connection, name);
            await server.RunAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
            await server.RunAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'");
            await server.RunAsync($"ALTER DATABASE {name} RENAME TO {server.Away}");
            return server;
        }

        public async Task BringBackAsync()
        {
            await RunAsync($"ALTER DATABASE {Away} RENAME TO {name}");
            await RunAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        private async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
