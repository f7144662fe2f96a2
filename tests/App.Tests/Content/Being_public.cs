using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

public class Being_public(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Is_one_rule_for_objects_queries_and_SQL()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Draft", "Words.", published: false);
        await library.PublishesAsync("Public", "Words.");
        var withdrawn = await library.PublishesAsync("Unpublished", "Words.");
        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(withdrawn, await library.PersonAsync("owner")));

        await library.InAsync<AppDb>(async db =>
        {
            var articles = db.Set<Article>().AsNoTracking();
            var all = await articles.ToListAsync();
            var community = library.Community.Id;
            var asked = await articles.Where(Publication.IsPublic).Select(a => a.Title).ToListAsync();
            var inSql = await db.Database.SqlQueryRaw<string>("SELECT title AS \"Value\" FROM articles WHERE community_id = {0} AND " + Publication.Sql, community).ToListAsync();

            Assert.Equal(3, all.Count);
            Assert.Equal(["Public"], all.Where(a => a.IsPublic).Select(a => a.Title));
            Assert.Equal(["Public"], asked);
            Assert.Equal(["Public"], inSql);
        });
    }

    /// <summary>The planner takes the partial indexes only for these very words.</summary>
    [Fact]
    public async Task Is_asked_for_in_the_words_of_the_indexes()
    {
        var library = await Library.OpenAsync(app);

        await library.InAsync<AppDb>(db =>
        {
            var articles = db.Set<Article>().AsNoTracking();
            var composed = articles.Where(a => a.CommunityId == 1 && a.SpaceId == 2).Where(Publication.IsPublic).Where(a => a.Id < 3);
            var spelt = articles.Where(a => a.CommunityId == 1 && a.SpaceId == 2 && a.PublishedAt != null && a.WithdrawnAt == null
                && a.Id < 3);

            Assert.Equal(spelt.ToQueryString(), composed.ToQueryString());
            return Task.CompletedTask;
        });
    }
}
