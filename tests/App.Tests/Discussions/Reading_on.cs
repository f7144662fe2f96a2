using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

/// <summary>What a member has read is exact to the reply, the same on every device, and goes forward only.</summary>
public class Reading_on(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task What_was_read_on_one_device_is_read_on_the_other()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var phone = await forum.SignedInAsync("Bob");
        var topic = await forum.OpensAsync(ada);
        for (var n = 0; n < 25; n++)
            await forum.RepliesAsync(ada, topic);
        Assert.Equal("New to you", (await bob.GetAsync($"{forum.Path}/s/talk")).TextOf(".topic-count"));

        (await ReadAsync(bob, forum, topic, 22)).ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(phone, forum, topic, 3)).ShouldBe(HttpStatusCode.OK);

        var list = await phone.GetAsync($"{forum.Path}/s/talk");
        Assert.Equal("3", list.TextOf(".topic-count"));
        var page = await phone.GetAsync(list.Document.QuerySelector(".topic-count")!.GetAttribute("href")!.Split('#')[0]);
        Assert.Equal(["reply-23", "reply-24", "reply-25"], page.Document.QuerySelectorAll(".post-unread").Select(p => p.Id));
        Assert.Equal(22, (await phone.GetAsync($"{forum.Api}/topics/{topic}")).Json.GetProperty("lastRead").GetInt32());
    }

    [Fact]
    public async Task Two_devices_at_once_leave_the_furthest()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        var bob = await forum.MemberAsync("Bob");
        for (var n = 0; n < 8; n++)
            await forum.RepliesAsync(ada, topic);

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => ReadAsync(bob, forum, topic, n)));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        Assert.Equal(8, (await bob.GetAsync($"{forum.Api}/topics/{topic}")).Json.GetProperty("lastRead").GetInt32());
        Assert.False((await bob.GetAsync($"{forum.Path}/s/talk")).Has(".topic-count"));
    }

    [Fact]
    public async Task More_than_there_is_cannot_be_read_in_advance()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        await ReadAsync(bob, forum, topic, int.MaxValue);

        await forum.RepliesAsync(ada, topic);

        Assert.Equal("1", (await bob.GetAsync($"{forum.Path}/s/talk")).TextOf(".topic-count"));
    }

    [Fact]
    public async Task Opening_a_page_changes_nothing_and_a_button_marks_it_without_script()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);

        await bob.GetAsync(forum.TopicPath(topic));
        Assert.True((await bob.GetAsync($"{forum.Path}/s/talk")).Has(".topic-count"));
        (await Forum.PressAsync(bob, forum.TopicPath(topic), $"{forum.TopicPath(topic)}/read")).ShouldRedirect();

        Assert.False((await bob.GetAsync($"{forum.Path}/s/talk")).Has(".topic-count"));
    }

    [Fact]
    public async Task A_topic_of_many_thousand_replies_is_read_page_by_page()
    {
        const int Many = 100_000;
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        await forum.RepliesAsync(ada, topic, "The first.");
        await FillAsync(forum, topic, Many);

        var last = await ada.GetAsync($"{forum.TopicPath(topic)}?at={Many}");
        var middle = await ada.GetAsync($"{forum.TopicPath(topic)}?after=50000");
        var beyond = await ada.GetAsync($"{forum.TopicPath(topic)}?after=9999999");

        Assert.Equal<string?>(["reply-99981", "reply-100000"], Ends(last));
        Assert.Equal<string?>(["reply-50001", "reply-50020"], Ends(middle));
        Assert.Equal(Ends(last), Ends(beyond));
        Assert.Equal($"{forum.TopicPath(topic)}?after=49980", middle.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal($"{forum.TopicPath(topic)}?after=50020", middle.Document.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        await forum.RepliesAsync(ada, topic, "One more.");
        Assert.True((await ada.GetAsync($"{forum.TopicPath(topic)}?at={Many + 1}")).Has($"#reply-{Many + 1}"));
    }

    private static IEnumerable<string?> Ends(Answer page)
    {
        var posts = page.Document.QuerySelectorAll(".posts > .post");
        return [posts[0].Id, posts[^1].Id];
    }

    /// <summary>As many copies of the first reply as are wanted, by the database itself.</summary>
    private static Task FillAsync(Forum forum, long topic, int many) => forum.InAsync<AppDb>(async db =>
    {
        await using var transaction = await db.BeginWriteAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
            INSERT INTO replies (topic_id, number, reply_to_id, score, community_id, author_id, markdown, html, excerpt, edition, standing,
                created_at)
            SELECT r.topic_id, n.i, r.reply_to_id, 0, r.community_id, r.author_id, r.markdown, r.html, r.excerpt, r.edition, r.standing,
                r.created_at
            FROM replies r CROSS JOIN n WHERE r.topic_id = {topic} AND r.number = 1
            """);
        await db.Set<Topic>().Where(t => t.Id == topic)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastNumber, many).SetProperty(x => x.Replies, many));
        await transaction.CommitAsync();
        Assert.Equal(many, await db.Set<Reply>().CountAsync(r => r.TopicId == topic));
    });

    private static Task<Answer> ReadAsync(Client who, Forum forum, long topic, int number) =>
        Replying.PutAsync(who, $"{forum.Api}/topics/{topic}/read", new { number });
}
