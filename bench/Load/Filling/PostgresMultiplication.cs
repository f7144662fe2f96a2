using Npgsql;

namespace Guildhall.Load.Filling;

/// <summary>Copies the search entries as they are; their indexes are made anew afterwards, which takes a fraction of the time.</summary>
internal sealed class PostgresMultiplication(string connection) : Multiplication(new NpgsqlConnection(connection))
{
    private IReadOnlyList<string> _indexes = [];

    protected override async Task PrepareAsync()
    {
        const string searchIndexes = "FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'search_entries' AND indexdef LIKE '%USING gin%'";
        _indexes = await TextsAsync($"SELECT indexdef {searchIndexes}");
        foreach (var index in await TextsAsync($"SELECT indexname {searchIndexes}"))
            await DoAsync($"DROP INDEX {index}");
    }

    protected override async Task<IReadOnlyList<string>> ColumnsAsync(string table) => await TextsAsync(
        $"SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position");

    protected override async Task CopyEntriesAsync(string number)
    {
        var columns = string.Join(", ", (await ColumnsAsync("search_entries")).Where(c => c != "id"));
        await DoAsync($"INSERT INTO search_entries (id, {columns}) SELECT id + {EntriesPerThing} * {number} * {Stride}, {columns} FROM search_entries WHERE id < {EntriesPerThing} * ({Stride} + 1) ORDER BY id");
    }

    protected override string Earlier(string column, int minutes) => $"{column} - interval '{minutes} minutes'";

    protected override async Task FinishAsync()
    {
        foreach (var index in _indexes)
            await DoAsync(index);
        // What autovacuum does after such a growth, without waiting for its hour.
        await DoAsync("VACUUM (ANALYZE)");
        await Connection.DisposeAsync();
    }
}
