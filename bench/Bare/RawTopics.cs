using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Bare;

/// <summary>The rows of a topic page by the driver alone: the topic and its first twenty replies, with their authors.</summary>
internal sealed class RawTopics(Func<DbConnection> connect)
{
    private const string Sql =
        """
        SELECT 0, t.title, m.name, t.html FROM topics t JOIN members m ON m.id = t.author_id WHERE t.community_id = 1 AND t.id = @id
        UNION ALL
        SELECT * FROM (SELECT r.number, '', m.name, r.html FROM replies r JOIN members m ON m.id = r.author_id
            WHERE r.topic_id = @id AND r.number IS NOT NULL AND r.deleted_at IS NULL ORDER BY r.number LIMIT 20) AS replies
        """;

    public static RawTopics On(string connection) => new(
        connection.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? () =>
            new NpgsqlConnection(connection) : () => new SqliteConnection(connection));

    /// <returns>What they hold, one after another; empty for no topic.</returns>
    public async Task<byte[]> ReadAsync(string id)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", long.Parse(id, CultureInfo.InvariantCulture));
        command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync();
        var page = new StringBuilder();
        while (await rows.ReadAsync())
            page.Append("<article>").Append(rows.GetInt64(0)).Append(rows.GetString(1)).Append(rows.GetString(2)).Append(rows.GetString(3));
        return Encoding.UTF8.GetBytes(page.ToString());
    }
}
