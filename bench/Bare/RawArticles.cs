using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Bare;

/// <summary>What an article page shows, as the database has it.</summary>
internal sealed record RawArticle(
    long Id, string Title, string Author, string PublishedAt, string Excerpt, string Headings, string Html, string? Before, string? After);

/// <summary>The rows of an article page by the driver alone: the article, its author, its neighbours.</summary>
internal sealed class RawArticles(Func<DbConnection> connect)
{
    private const string Sql =
        """
        SELECT a.id, a.title, m.name, a.published_at, a.excerpt, a.headings, a.full_html,
            (SELECT o.slug || ' ' || o.title FROM articles o
                WHERE o.community_id = a.community_id AND o.space_id = a.space_id AND o.published_at IS NOT NULL AND o.withdrawn_at IS NULL
                    AND o.published_at <= a.published_at AND (o.published_at < a.published_at OR o.id < a.id)
                ORDER BY o.published_at DESC, o.id DESC LIMIT 1),
            (SELECT o.slug || ' ' || o.title FROM articles o
                WHERE o.community_id = a.community_id AND o.space_id = a.space_id AND o.published_at IS NOT NULL AND o.withdrawn_at IS NULL
                    AND o.published_at >= a.published_at AND (o.published_at > a.published_at OR o.id > a.id)
                ORDER BY o.published_at, o.id LIMIT 1)
        FROM articles a JOIN members m ON m.id = a.author_id
        WHERE a.community_id = 1 AND a.slug = @slug
        """;

    public static RawArticles On(string connection) => new(
        connection.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? () =>
            new NpgsqlConnection(connection) : () => new SqliteConnection(connection));

    public async Task<RawArticle?> FindAsync(string slug)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@slug", slug);
        command.Parameters.Add(parameter);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync()
            ? new RawArticle(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetValue(3)
                    .ToString()!, row.GetString(4), row.GetString(5), row.GetString(6),
                row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8))
            : null;
    }
}
