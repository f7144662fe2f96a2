using System.Data.Common;
using Guildhall.Kernel.Values;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// The terms in real indexes: FTS5 in memory, and PostgreSQL where GUILDHALL_TEST_POSTGRES names a server (bin/test does).
/// </summary>
[Trait("Database", "none")]
public sealed class Searching_both_databases
{
    private static readonly string[] Texts =
    [
        "用 Redis 实现分布式锁，注意超时", "分布在各地的式样", "HashMap 的扩容 resize", "ConcurrentHashMap 与 hash_map", "C++ 与 C#", "C 语言", "ASP.NET Core 10.0", "JDK1.8 的锁",
        "Le Café naïve", "カタカナの検索", "한국어 검색", "Привет мир", "𠮷野家 牛丼", "12e3abc 1.2.3.4 a/b x-y foo@bar.com http://a.b/c", "the and or not near", "utf-8 编码",
    ];

    private static readonly (string Asked, int[] Found)[] Questions =
    [
        ("分布式", [0]), ("分布", [0, 1]), ("布式", [0]), ("锁", [0, 7]), ("式", [0, 1]), ("hashmap", [2, 3]), ("HashMap", [2, 3]),
        ("hash map", [2, 3]), ("concurrent", [3]), ("resi", [2]),
        ("c++", [4]), ("c#", [4]), ("c 语言", [5]), (".net", [6]), ("asp.net", [6]), ("net", [6]), ("10.0", [6]), ("1.8", [7]), ("jdk", [7]),
        ("jdk1.8 锁", [7]), ("cafe NAIVE", [8]), ("カナ", [9]), ("検索", [9]),
        ("검색", [10]), ("прив", [11]), ("МИР", [11]), ("𠮷野", [12]), ("𠮷", [12]), ("12e3abc", [13]), ("1.2.3.4", [13]), ("a/b", [13]),
        ("x-y", [13]), ("foo@bar.com", [13]), ("http://a.b/c", [13]),
        ("and or", [14]), ("NOT", [14]), ("near", [14]), ("utf8", [15]), ("UTF-8 编码", [15]), ("redis 超时", [0]), ("redis 语言", []),
            ("锁 redis", [0]), ("不存在", []), ("\"", []), ("' OR 1=1 --", []),
    ];

    [Fact]
    public async Task Finds_the_same_with_SQLite()
    {
        await using var database = new SqliteConnection("Data Source=:memory:");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(database, "CREATE VIRTUAL TABLE texts USING fts5(terms, tokenize='unicode61')");

        await AskAsync(database, "INSERT INTO texts(rowid, terms) VALUES (@id, @terms)", "SELECT rowid FROM texts WHERE texts MATCH @asked ORDER BY rowid", q => q.ToFts5());
    }

    [Theory]
    [InlineData("@asked::tsquery"), InlineData("to_tsquery('simple', @asked)")]
    public async Task Finds_the_same_with_PostgreSQL(string asked)
    {
        var server = Environment.GetEnvironmentVariable("GUILDHALL_TEST_POSTGRES");
        Assert.SkipWhen(server is null, "GUILDHALL_TEST_POSTGRES is not set: run the tests with bin/test --postgres.");
        await using var database = new NpgsqlConnection(server);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(database, "CREATE TEMP TABLE texts (id bigint, terms tsvector)");

        await AskAsync(database, "INSERT INTO texts VALUES (@id, to_tsvector('simple', @terms))", $"SELECT id FROM texts WHERE terms @@ {asked} ORDER BY id", q => q.ToTsQuery());

        var worst = string.Concat(Enumerable.Range(0, 400_000).Select(i => (char)(0x4E00 + i * 7919 % 20_000)));
        await RunAsync(database, "INSERT INTO texts VALUES (-1, to_tsvector('simple', @terms))", ("@terms", SearchTerms.ForIndex(worst)));
        worst = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i:x}"));
        await RunAsync(database, "INSERT INTO texts VALUES (-2, to_tsvector('simple', @terms))", ("@terms", SearchTerms.ForIndex(worst)));
    }

    private static async Task AskAsync(DbConnection database, string insert, string select, Func<SearchQuery, string> expression)
    {
        for (var id = 0; id < Texts.Length; id++)
            await RunAsync(database, insert, ("@id", (long)id), ("@terms", SearchTerms.ForIndex(Texts[id])));

        foreach (var (asked, found) in Questions)
            Assert.True(found.Select(f => (long)f)
                .SequenceEqual(await RunAsync(database, select, ("@asked", expression(SearchTerms.ForQuery(asked))))), asked);

        // Whatever is typed is a valid question.
        var random = new Random(29);
        for (var i = 0; i < 1_500; i++)
            await RunAsync(database, select, ("@asked", expression(SearchTerms.ForQuery(Cutting_search_terms.Noise(random, 60)))));

        // Whatever is indexed is found again by its own words.
        for (var i = 0; i < 300; i++)
        {
            var text = Cutting_search_terms.Noise(random, 60);
            var query = SearchTerms.ForQuery(text);
            await RunAsync(database, insert, ("@id", 1_000L + i), ("@terms", SearchTerms.ForIndex(text)));
            Assert.True(query.IsEmpty || (await RunAsync(database, select, ("@asked", expression(query)))).Contains(1_000L + i), text);
        }
    }

    private static async Task<List<long>> RunAsync(DbConnection database, string sql, params (string Name, object Value)[] values)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        var found = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            found.Add(reader.GetInt64(0));
        return found;
    }
}
