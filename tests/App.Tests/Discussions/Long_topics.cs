using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

public class Long_topics(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const int Replies = 100_000;

    [Fact]
    public async Task Of_a_hundred_thousand_replies_any_page_is_found_by_its_number()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        await FillAsync(forum, topic, forum.IdOf("Ada"));

        var (middle, last) = (await ada.GetAsync($"{forum.TopicPath(topic)}?at=50001"), await ada.GetAsync($"{forum.TopicPath(topic)}?at={Replies}"));
        var bob = await forum.MemberAsync("Bob");
        var read = await Replying.PutAsync(bob, $"{forum.Api}/topics/{topic}/read", new { number = 99_990 });
        var unread = await bob.GetAsync($"{forum.Path}/s/talk");

        Assert.Equal(20, middle.ShouldBe(HttpStatusCode.OK).Document.QuerySelectorAll(".posts > .post").Length);
        Assert.True(middle.Has("#reply-50001"));
        Assert.True(last.Has($"#reply-{Replies}"));
        Assert.Equal(99_990, read.Json.GetProperty("lastRead").GetInt32());
        Assert.Equal("10", unread.TextOf(".topic-count").Trim());
        var plan = await PlanAsync(forum, topic);
        Assert.Contains("topic_id", plan);
        Assert.DoesNotContain("Seq Scan", plan);
        Assert.DoesNotContain("SCAN replies", plan);
    }

    /// <summary>By SQL: a member would write for a year.</summary>
    private static Task FillAsync(Forum forum, long topic, long author) => forum.InAsync<AppDb>(async db =>
    {
        var now = forum.Now;
        await using var transaction = await db.BeginWriteAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Replies})
            INSERT INTO replies (topic_id, number, score, community_id, author_id, markdown, html, excerpt, edition, standing, created_at)
            SELECT {topic}, i, 0, {forum.Id}, {author}, 'x', '<p>x</p>', 'x', 1, 'Shown', {now} FROM n
            """);
        await db.Set<Topic>().Where(t => t.Id == topic).ExecuteUpdateAsync(t => t
            .SetProperty(x => x.LastNumber, Replies).SetProperty(x => x.Replies, Replies));
        await transaction.CommitAsync();
        if (db.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("ANALYZE replies");
    });

    private static Task<string> PlanAsync(Forum forum, long topic) => forum.InAsync<AppDb, string>(async db =>
    {
        const string Page = "SELECT id FROM replies WHERE topic_id = {0} AND number > 50000 AND number <= 50020 ORDER BY number";
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"{(db.IsPostgres ? "EXPLAIN" : "EXPLAIN QUERY PLAN")} {Page.Replace("{0}", $"{topic}", StringComparison.Ordinal)}";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(db.IsPostgres ? 0 : 3));
        return string.Join(' ', plan);
    });
}
