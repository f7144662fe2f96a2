using System.Data.Common;
using System.Globalization;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Operations;

/// <summary>
/// Writes rows into whatever schema is there. Columns that must have a value and were given none are empty, zero or false, so that a test
/// names only what matters to it.
/// </summary>
internal sealed class OldRows(AppDb db)
{
    public async Task AddAsync(string table, params (string Column, object Value)[] values)
    {
        var given = values.ToDictionary(v => v.Column, v => Literal(v.Value));
        foreach (var (column, type) in await RequiredAsync(table))
            given.TryAdd(column, Empty(type));
        var columns = string.Join(", ", given.Keys.Select(c => $"\"{c}\""));
        await RunAsync($"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", given.Values)})");
    }

    /// <summary>PostgreSQL counts ids apart from the rows.</summary>
    public async Task PassIdsAsync(params string[] tables)
    {
        if (!TestDatabase.OnPostgres)
            return;
        foreach (var table in tables)
            await RunAsync($"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))");
    }

    private async Task<List<(string Column, string Type)>> RequiredAsync(string table)
    {
        await using var command = await CommandAsync(TestDatabase.OnPostgres
            ? $"""
              SELECT column_name, data_type FROM information_schema.columns
              WHERE table_name = '{table}' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
              """
            : $"SELECT name, type FROM pragma_table_info('{table}') WHERE \"notnull\" = 1 AND dflt_value IS NULL AND pk = 0");
        await using var rows = await command.ExecuteReaderAsync();
        var required = new List<(string, string)>();
        while (await rows.ReadAsync())
            required.Add((rows.GetString(0), rows.GetString(1)));
        return required;
    }

    private static string Empty(string type) => type.ToUpperInvariant() switch
    {
        "INTEGER" or "BIGINT" or "SMALLINT" => "0",
        "BOOLEAN" => "FALSE",
        _ => "''",
    };

    private static string Literal(object value) => value switch
    {
        bool yes => yes ? "TRUE" : "FALSE",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private async Task RunAsync(string sql)
    {
        await using var command = await CommandAsync(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<DbCommand> CommandAsync(string sql)
    {
        await db.Database.OpenConnectionAsync();
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
