using Microsoft.Data.Sqlite;

namespace Guildhall.Load.Filling;

/// <summary>
/// The program must not run meanwhile: there is no journal. The full-text table keeps no texts, but its terms with their places can be read
/// back (sqlite.org/fts5.html, 4.5, "instance"), which is all that it was made from.
/// </summary>
internal sealed class SqliteMultiplication(string file)
    : Multiplication(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString))
{
    private IReadOnlyList<string> _columns = [];

    protected override async Task PrepareAsync()
    {
        foreach (var pragma in new[] { "journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY", "foreign_keys=OFF" })
            await DoAsync($"PRAGMA {pragma}");
        _columns = await ColumnsAsync("search_entries");
        await DoAsync("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search_entries, instance)");
        var terms = _columns.Select(c => $"coalesce(group_concat(term, ' ' ORDER BY \"offset\") FILTER (WHERE col = '{c}'), '') AS \"{c}\"");
        await DoAsync($"CREATE TEMP TABLE entries AS SELECT doc AS id, {string.Join(", ", terms)} FROM temp.terms GROUP BY doc");
        await DoAsync("BEGIN");
    }

    protected override async Task<IReadOnlyList<string>> ColumnsAsync(string table) => await TextsAsync($"SELECT name FROM pragma_table_info('{table}')");

    protected override Task CopyEntriesAsync(string number) => DoAsync(
        $"INSERT INTO search_entries (rowid, {string.Join(", ", _columns)}) SELECT id + {EntriesPerThing} * {number} * {Stride}, {string.Join(", ", _columns)} FROM temp.entries ORDER BY id");

    protected override string Earlier(string column, int minutes) => $"strftime('%Y-%m-%d %H:%M:%S', {column}, '-{minutes} minutes')";

    protected override async Task FinishAsync()
    {
        await DoAsync("COMMIT");
        // What a running server does in its recurring jobs after such a growth.
        await DoAsync("INSERT INTO search_entries (search_entries, rank) VALUES ('merge', 1000000)");
        await DoAsync("PRAGMA analysis_limit=400; ANALYZE");
        await DoAsync("PRAGMA journal_mode=WAL");
        await Connection.DisposeAsync();
    }
}
