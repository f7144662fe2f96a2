using System.Data.Common;
using System.Globalization;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Filling;

/// <summary>
/// Makes a community of a hundred thousand articles out of a thousand imported ones, inside the database: rows and index entries are copied
/// with new ids, addresses and dates. What a copied row holds is left to its table, so that columns may come and go.
/// </summary>
internal abstract class Multiplication(DbConnection connection)
{
    protected DbConnection Connection => connection;

    /// <summary>The highest id of an original; copy k of article i is k * Stride + i.</summary>
    protected long Stride { get; private set; }

    /// <summary>Numbers of the search index that an article has for itself (SearchEntry).</summary>
    protected const int EntriesPerThing = 4096;

    public async Task RunAsync(int articles)
    {
        await connection.OpenAsync();
        var originals = await NumberAsync("SELECT count(*) FROM articles");
        Stride = await NumberAsync("SELECT max(id) FROM articles");
        var copies = (articles / originals) - 1;
        if (copies <= 0)
            return;
        await PrepareAsync();
        var own = await ColumnsAsync("articles");
        var texts = await ColumnsAsync("search_texts");
        for (var k = 1; k <= copies; k++)
        {
            var number = k.ToString(CultureInfo.InvariantCulture);
            await CopyAsync("articles", own, "id", new()
            {
                ["id"] = $"id + {number} * {Stride}",
                ["slug"] = $"slug || '-{number}'",
                ["external_key"] = $"external_key || '-{number}'",
                ["published_at"] = Earlier("published_at", k * 11),
            });
            await CopyAsync("search_texts", texts, "article_id", new() { ["article_id"] = $"article_id + {number} * {Stride}" });
            await CopyEntriesAsync(number);
            if (k % 10 == 0)
                Report.Progress($"  {(k + 1) * originals} articles");
        }
        await FinishAsync();
    }

    protected abstract Task PrepareAsync();

    protected abstract Task<IReadOnlyList<string>> ColumnsAsync(string table);

    /// <summary>Copies the search entries of all originals; an article has those of twice its id and of one more.</summary>
    protected abstract Task CopyEntriesAsync(string number);

    protected abstract string Earlier(string column, int minutes);

    protected abstract Task FinishAsync();

    protected async Task<int> DoAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        return await command.ExecuteNonQueryAsync();
    }

    protected async Task<List<string>> TextsAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private Task CopyAsync(string table, IReadOnlyList<string> columns, string key, Dictionary<string, string> changed) => DoAsync(
        $"INSERT INTO {table} ({string.Join(", ", columns.Select(Quoted))}) "
        + $"SELECT {string.Join(", ", columns.Select(c => changed.GetValueOrDefault(c, Quoted(c))))} FROM {table} WHERE {key} <= {Stride} ORDER BY {key}");

    private static string Quoted(string column) => $"\"{column}\"";
}
