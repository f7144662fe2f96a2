using System.Diagnostics;
using Guildhall.Kernel.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Guildhall.Web.Operations.Databases;

/// <summary>
/// Looks for damage in the file of a SQLite database: by <c>quick_check</c>, which walks every page, or by <c>integrity_check</c>, which
/// also compares every index with its table (sqlite.org/pragma.html).
/// </summary>
internal static class SqliteFile
{
    private const int Interrupted = 9, Corrupt = 11, NotADatabase = 26;

    // Between two looks at the clock SQLite runs for less than a millisecond.
    private const int StepsBetweenLooks = 10_000;

    /// <param name="atMost">Ends the walk early, on a file too large for it; <c>null</c> walks to the end.</param>
    /// <returns>The first damage; <c>null</c> when there is none, or none was found in that time, or no file is there yet.</returns>
    public static string? FindDamage(DatabaseChoice database, TimeSpan? atMost = null) =>
        Ask(database, "PRAGMA quick_check(1)", atMost).FirstOrDefault();

    /// <summary>Everything that the thorough check finds; empty when the file is sound.</summary>
    public static IReadOnlyList<string> FindAllDamage(DatabaseChoice database) =>
        [.. Ask(database, "PRAGMA integrity_check", atMost: null).Union(Ask(database, "PRAGMA foreign_key_check", atMost: null))];

    /// <summary>Where the file is.</summary>
    public static string PathOf(DatabaseChoice database) =>
        Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);

    private static List<string> Ask(DatabaseChoice database, string pragma, TimeSpan? atMost)
    {
        if (database.IsPostgres || new FileInfo(PathOf(database)) is not { Exists: true, Length: > 0 })
            return [];
        // Of its own and unpooled: what a damaged file leaves in a connection is used by nobody else. Never makes a file.
        var options = new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false, Mode = SqliteOpenMode.ReadWrite };
        try
        {
            using var connection = new SqliteConnection(options.ConnectionString);
            connection.Open();
            if (atMost is { } limit)
                Limit(connection, limit);
            using var command = connection.CreateCommand();
            command.CommandText = pragma;
            using var rows = command.ExecuteReader();
            return [.. Findings(rows)];
        }
        catch (SqliteException stopped) when (stopped.SqliteErrorCode == Interrupted)
        {
            return [];
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return [damage.Message];
        }
    }

    private static void Limit(SqliteConnection connection, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        raw.sqlite3_progress_handler(connection.Handle!, StepsBetweenLooks, _ => Stopwatch.GetElapsedTime(started) > limit ? 1 : 0, null);
    }

    /// <summary>The integrity pragmas answer "ok" or a text a row; foreign_key_check a table, a row and the other table.</summary>
    private static IEnumerable<string> Findings(SqliteDataReader rows)
    {
        while (rows.Read())
        {
            var found = rows.FieldCount > 1
                ? $"row {rows.GetValue(1)} of {rows.GetString(0)} points at a row of {rows.GetString(2)} that is not there"
                : rows.GetString(0);
            if (found != "ok")
                yield return found;
        }
    }
}
