using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Data;

public class Keeping_statistics(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Tells_SQLite_how_its_tables_have_grown()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL keeps its statistics by itself.");
        var library = await Library.OpenAsync(app);
        await app.RunJobAsync<KeepStatistics>();
        for (var i = 0; i < 40; i++)
            await library.PublishesAsync($"Article {i}", "Text.", slug: $"article-{i}");

        await app.RunJobAsync<KeepStatistics>();

        // Once the table had grown tenfold: the rows that the index has, how many share its first column, how many both.
        var slugs = await app.WithAsync<AppDb, string>(db => db.Database
            .SqlQueryRaw<string>("SELECT stat AS Value FROM sqlite_stat1 WHERE idx = 'IX_articles_community_id_slug'").SingleAsync());
        Assert.Matches("^([1-4][0-9]) \\1 1$", slugs);
    }
}
