using System.Data.Common;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Talking;

/// <summary>
/// A community with so many replies, twenty to a topic. Fifty topics are written by the API; beyond it their rows are copied in the
/// database, without the index of the search.
/// </summary>
/// <param name="Topics">Ids of the topics.</param>
internal sealed record Forum(Installation Guildhall, int Replies, IReadOnlyList<long> Topics, Crowd People)
{
    public const int RepliesOfTopic = 20;

    private const int Written = 50, Shown = 2000;

    /// <summary>The installation is stopped afterwards.</summary>
    public static async Task<Forum> FillAsync(Installation guildhall, int replies, int people)
    {
        await guildhall.ServeAsync();
        var crowd = await Crowd.GatherAsync(guildhall, people, channels: 0);
        using var browser = new Browser(guildhall.Address);
        var owner = await NewCommunity.TokenAsync(guildhall, "communities:write");
        await browser.AskAsync(HttpMethod.Post, $"{Crowd.Api}/spaces", owner, new { name = "Talk", slug = "talk", kind = "discussion", posting = "readers" });
        Report.Progress($"Writing {Written} topics of {RepliesOfTopic} replies …");
        for (var i = 0; i < Written; i++)
            await WriteAsync(browser, crowd, i);
        await guildhall.StopAsync();
        await using var connection = await Books.OpenAsync(guildhall);
        await CopyAsync(connection, guildhall.Database.Length > 0, (replies / (Written * RepliesOfTopic)) - 1);
        return new Forum(guildhall, replies, await IdsAsync(connection), crowd);
    }

    private static async Task WriteAsync(Browser browser, Crowd crowd, int number)
    {
        string Who(int n) => crowd.Tokens[n % crowd.Tokens.Count];
        var topic = await browser.AskAsync(HttpMethod.Post, $"{Crowd.Api}/topics", Who(number),
            new { space = "talk", title = $"Locks and latches {number}", kind = "discussion", body = Words(number, 0) });
        var id = topic.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        for (var n = 1; n <= RepliesOfTopic; n++)
            await browser.AskAsync(HttpMethod.Post, $"{Crowd.Api}/topics/{id}/replies", Who(number + n), new { body = Words(number, n) });
    }

    public static string Words(int topic, int reply) =>
        $"第 {topic}-{reply} 条：写锁只在提交时等待，读者看到的是上一个版本。\n\n```csharp\nawait using var transaction = await db.BeginWriteAsync({reply});\n```\n\nThe reader of number {topic} waits for nobody.";

    private static async Task CopyAsync(DbConnection connection, bool isPostgres, int copies)
    {
        if (copies <= 0)
            return;
        Report.Progress($"Copying them {copies} times …");
        if (!isPostgres)
            await connection.AskAsync("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-400000");
        var topics = Convert.ToInt64(await connection.AskAsync("SELECT max(id) FROM topics"), CultureInfo.InvariantCulture);
        var replies = Convert.ToInt64(await connection.AskAsync("SELECT max(id) FROM replies"), CultureInfo.InvariantCulture);
        await CopyAsync(connection, "topics", copies, topics, new() { ["id"] = $"id + k * {topics}" });
        await CopyAsync(connection, "replies", copies, replies, new()
        {
            ["id"] = $"id + k * {replies}",
            ["topic_id"] = $"topic_id + k * {topics}",
            ["reply_to_id"] = $"reply_to_id + k * {replies}",
        });
        foreach (var table in isPostgres ? (string[])["topics", "replies"] : [])
            await connection.AskAsync($"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))");
        await connection.AskAsync(isPostgres ? "ANALYZE topics, replies" : "PRAGMA analysis_limit=400; ANALYZE");
    }

    private static async Task CopyAsync(DbConnection connection, string table, int copies, long last, Dictionary<string, string> changed)
    {
        var columns = new List<string>();
        await using (var look = connection.CreateCommand())
        {
            look.CommandText = $"SELECT * FROM {table} LIMIT 1";
            await using var row = await look.ExecuteReaderAsync();
            columns.AddRange(Enumerable.Range(0, row.FieldCount).Select(row.GetName));
        }
        await using var copy = connection.CreateCommand();
        copy.CommandTimeout = 1200;
        copy.CommandText =
            $"""
            INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {copies})
            SELECT {string.Join(", ", columns.Select(c => changed.GetValueOrDefault(c, $"\"{c}\"")))} FROM {table}, n WHERE id <= {last}
            """;
        await copy.ExecuteNonQueryAsync();
    }

    /// <summary>As many as are asked for, spread over all.</summary>
    private static async Task<List<long>> IdsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM topics WHERE space_id IS NOT NULL AND replies = 20 ORDER BY id";
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<long>();
        while (await reader.ReadAsync())
            ids.Add(reader.GetInt64(0));
        var step = Math.Max(1, ids.Count / Shown);
        return [.. ids.Where((_, i) => i % step == 0)];
    }
}
