using System.Data.Common;
using System.Diagnostics;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Load.Filling;

/// <summary>A community with so many articles, half of them open and half behind the paid tier, ready to be served.</summary>
internal sealed record Library(Installation Guildhall, int Articles, IReadOnlyList<string> OpenSlugs, IReadOnlyList<string> MemberSlugs)
{
    /// <summary>As many are imported from Markdown; beyond it rows are copied.</summary>
    private const int MostImported = 1000;

    /// <summary>For whoever asks the same database by its driver.</summary>
    public string ConnectionString => ConnectionOf(Guildhall);

    public static async Task<Library> FillAsync(Installation guildhall, int articles)
    {
        var watch = Stopwatch.StartNew();
        if (!IsFilled(guildhall))
        {
            Report.Progress($"Filling a community with {articles} articles …");
            await guildhall.ServeAsync();
            await NewCommunity.SetUpAsync(guildhall);
            await guildhall.StopAsync();
            await ImportAsync(guildhall, Math.Min(articles, MostImported));
            await (guildhall.Database.Length > 0 ? (Multiplication)new PostgresMultiplication(guildhall.Database)
                : new SqliteMultiplication(FileOf(guildhall))).RunAsync(articles);
            File.WriteAllText(MarkOf(guildhall), "");
        }
        var library = new Library(guildhall, articles, await SlugsAsync(guildhall, NewCommunity.OpenColumn),
            await SlugsAsync(guildhall, NewCommunity.MembersColumn));
        var found = library.OpenSlugs.Count + library.MemberSlugs.Count;
        if (found != articles)
            throw new InvalidOperationException($"{guildhall.Folder} holds {found} articles instead of {articles}.");
        Report.Progress($"  {articles} articles are there after {watch.Elapsed.TotalSeconds:0} s");
        return library;
    }

    /// <summary>An article's HTML as it is kept.</summary>
    public async Task<string> TextAsync(string slug) => (await TextsAsync(Guildhall, $"SELECT full_html FROM articles WHERE slug = '{slug}'")).Single();

    private static async Task ImportAsync(Installation guildhall, int articles)
    {
        using var folder = new TemporaryFolder();
        foreach (var (column, seed) in new[] { (NewCommunity.OpenColumn, 1), (NewCommunity.MembersColumn, 2) })
        {
            ArticleWriter.WriteFolder(folder.Path(column), articles / 2, seed, pictures: false);
            await guildhall.RunVerbAsync("import", "markdown", folder.Path(column), "--community", NewCommunity.Slug, "--space", column, "--json");
        }
    }

    private static Task<List<string>> SlugsAsync(Installation guildhall, string column) =>
        TextsAsync(guildhall, $"SELECT a.slug FROM articles a JOIN spaces s ON s.id = a.space_id WHERE s.slug = '{column}' AND a.published_at IS NOT NULL ORDER BY a.id");

    private static async Task<List<string>> TextsAsync(Installation guildhall, string sql)
    {
        await using DbConnection connection = guildhall.Database.Length > 0 ? new NpgsqlConnection(guildhall.Database)
            : new SqliteConnection(ConnectionOf(guildhall));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static bool IsFilled(Installation guildhall) => File.Exists(MarkOf(guildhall));

    private static string MarkOf(Installation guildhall) => Path.Combine(guildhall.Folder, "filled");

    private static string FileOf(Installation guildhall) => Path.Combine(guildhall.Folder, "guildhall.db");

    private static string ConnectionOf(Installation guildhall) =>
        guildhall.Database.Length > 0 ? guildhall.Database
        : new SqliteConnectionStringBuilder { DataSource = FileOf(guildhall) }.ConnectionString;
}
