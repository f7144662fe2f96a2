using System.Data.Common;
using System.Globalization;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Load.Filling;

/// <summary>
/// Writes a year of sales and costs by SQL: four of five entries belong to memberships that were paid by the test processor (three entries
/// each, with order, line, checkout, payment and grant), the others to costs (two entries each).
/// </summary>
internal sealed class FilledBooks(Installation guildhall)
{
    private const string Day = "2025-01-01";

    private bool OnPostgres => guildhall.Database.Length > 0;

    /// <returns>How many entries there are.</returns>
    public async Task<long> FillAsync(int entries)
    {
        var (sales, costs) = (entries / 4, entries / 8);
        await using DbConnection connection = OnPostgres ? new NpgsqlConnection(guildhall.Database)
            : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(guildhall.Folder, "guildhall.db"),
                Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var community = await AskAsync(connection, "SELECT min(id) FROM communities");
        var member = await AskAsync(connection, "SELECT min(id) FROM members");
        var tier = await AskAsync(connection, "SELECT id FROM tiers WHERE slug = 'premium'");
        await using var transaction = await connection.BeginTransactionAsync();
        var balance = OnPostgres ? "" : await TextAsync(connection, transaction, "SELECT sql FROM sqlite_schema WHERE name = 'ledger_entries_balance'");
        foreach (var sql in Statements(sales, costs, community, member, tier))
            await DoAsync(connection, transaction, sql);
        if (!OnPostgres)
            await DoAsync(connection, transaction, balance);
        await transaction.CommitAsync();
        await DoAsync(connection, null, OnPostgres ? "VACUUM ANALYZE" : "ANALYZE");
        return await AskAsync(connection, "SELECT count(*) FROM ledger_entries");
    }

    private IEnumerable<string> Statements(int sales, int costs, long community, long member, long tier)
    {
        // The trigger that weighs every transaction would ask a million questions; the check asks them all at once.
        yield return OnPostgres ? "ALTER TABLE ledger_entries DISABLE TRIGGER USER" : "DROP TRIGGER ledger_entries_balance";
        yield return OnPostgres
            ? $"CREATE TEMPORARY TABLE numbers AS SELECT n::bigint AS n FROM generate_series(1, {Math.Max(sales, costs)}) AS n"
            : $"CREATE TEMPORARY TABLE numbers AS WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {Math.Max(sales, costs)}) SELECT n FROM s";
        var (sold, spent) = (At(31_536_000.0 / sales), At(31_536_000.0 / costs));
        var sale = $"FROM numbers WHERE n <= {sales}";
        yield return $"""
            INSERT INTO orders (id, community_id, member_id, code, currency, total, idempotency_key, asked, return_path, created_at, expires_at, paid_at, refunded_total)
            SELECT n, {community}, {member}, 'O-B' || n, 'CNY', 2900, 'b' || n, '', '', {sold}, {sold}, {sold}, 0 {sale}
            """;
        yield return $"""
            INSERT INTO order_lines (id, community_id, order_id, item_kind, item_id, "interval", quantity, unit_amount, discount, stream, description)
            SELECT n, {community}, n, 'tier', {tier}, 'Month', 1, 2900, 0, 'memberships', 'Premium' {sale}
            """;
        yield return $"""
            INSERT INTO checkouts (id, community_id, order_id, processor, request_id, reference, start_kind, state, created_at, looks, watched_since)
            SELECT n, {community}, n, 'test', 'gh_b' || n, 'tp_b' || n, 'Page', 'Paid', {sold}, 0, {sold} {sale}
            """;
        yield return $"""
            INSERT INTO payments (id, community_id, order_id, checkout_id, processor, reference, amount, currency, fee, paid_at, recorded_at, applied_at)
            SELECT n, {community}, n, n, 'test', 'tp_b' || n, 2900, 'CNY', 17, {sold}, {sold}, {sold} {sale}
            """;
        yield return $"""
            INSERT INTO grants (community_id, member_id, tier_id, source_kind, source_id, starts_at, ends_at, created_at)
            SELECT {community}, {member}, {tier}, 'order_line', n, {sold}, {End}, {sold} {sale}
            """;
        yield return $"""
            INSERT INTO ledger_transactions (id, community_id, order_id, document_kind, document_id, purpose, at)
            SELECT n, {community}, n, 'payment', n, 'captured', {sold} {sale}
            """;
        foreach (var (account, amount) in new[] { ("processor:test", 2883), ("fees:test", 17), ("revenue:memberships", -2900) })
            yield return Entries(account, amount, "n", sold, sale, community);
        var kind = "CASE n % 3 WHEN 0 THEN 'Production' WHEN 1 THEN 'Marketing' ELSE 'Operation' END";
        var cost = $"FROM numbers WHERE n <= {costs}";
        yield return $"""
            INSERT INTO costs (id, community_id, day, at, kind, text, quantity, unit_amount, amount, currency, "from", entered_by_id, entered_at, entry_key)
            SELECT n, {community}, '{Day}', {spent}, {kind}, 'Cost ' || (n % 40), 2000, 500, 1000, 'CNY', 'Bank', {member}, {spent}, 'b' || n {cost}
            """;
        yield return $"""
            INSERT INTO ledger_transactions (id, community_id, document_kind, document_id, purpose, at)
            SELECT {sales} + n, {community}, 'cost', n, 'spent', {spent} {cost}
            """;
        yield return Entries("cost:", 1000, $"{sales} + n", spent, cost, community, $"'cost:' || lower({kind})");
        yield return Entries("bank:main", -1000, $"{sales} + n", spent, cost, community);
        if (OnPostgres)
            yield return "ALTER TABLE ledger_entries ENABLE TRIGGER USER";
    }

    private static string Entries(
        string account, int amount, string transaction, string at, string from, long community, string? expression = null) => $"""
        INSERT INTO ledger_entries (community_id, transaction_id, account, amount, currency, at)
        SELECT {community}, {transaction}, {expression ?? $"'{account}'"}, {amount}, 'CNY', {at} {from}
        """;

    /// <summary>After the last sale.</summary>
    private string End => OnPostgres ? "timestamptz '2026-02-01 00:00:00+00'" : "'2026-02-01 00:00:00'";

    private string At(double step)
    {
        var seconds = step.ToString("0.000", CultureInfo.InvariantCulture);
        return OnPostgres ? $"timestamptz '{Day} 00:00:00+00' + floor((n - 1) * {seconds}) * interval '1 second'"
            : $"strftime('%Y-%m-%d %H:%M:%S', '{Day}', '+' || CAST((n - 1) * {seconds} AS INTEGER) || ' seconds')";
    }

    private static async Task<string> TextAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> AskAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task DoAsync(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, 1800);
        await command.ExecuteNonQueryAsync();
    }
}
