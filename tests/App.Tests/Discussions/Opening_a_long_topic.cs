using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

/// <summary>
/// What a page of replies weighs, and what it and one reply ask of the database; docs/bench.md has the figures. Whoever adds to it has to
/// want it: a page has twenty posts.
/// </summary>
[Trait("Database", "sqlite")]
public class Opening_a_long_topic(CountedApp app) : IClassFixture<CountedApp>
{
    private const int MostBytes = 41_000;

    [Fact]
    public async Task Takes_some_forty_kilobytes_with_twenty_replies_and_no_question_but_by_hand()
    {
        var (forum, people, topic) = await TalkAsync();
        var (reader, path) = (people[1], forum.TopicPath(topic));
        await Replying.PutAsync(reader, $"{forum.Api}/topics/{topic}/reactions/heart");
        await reader.GetAsync(path);
        app.Asked.Clear();

        var page = (await reader.GetAsync(path)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(21, page.Document.QuerySelectorAll(".post .post-more").Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(page.Text), 10_000, MostBytes);
        CountedApp.AtMost(0, app.Taken("page"));
    }

    [Fact]
    public async Task A_reply_and_all_that_follows_it_ask_so_often()
    {
        var (forum, people, topic) = await TalkAsync();
        app.Asked.Clear();

        await forum.RepliesAsync(people[2], topic, "One more.");
        var posting = app.Taken("posting");
        await app.SettleAsync();
        var following = app.Taken("following");

        CountedApp.AtMost(9, posting);
        // Its author's part, the rules, webhooks, whom to tell and who of them is a bot; and one who opened the topic is told;
        // who ignores whom, and what was said of the tags.
        CountedApp.AtMost(27, following);
    }

    private async Task<(Forum Forum, List<Client> People, long Topic)> TalkAsync()
    {
        var forum = await Forum.OpenAsync(app);
        var people = new List<Client>();
        for (var i = 0; i < 6; i++)
            people.Add(await forum.MemberAsync($"Person {i}"));
        var topic = await forum.OpensAsync(people[0], "Locks", "Short words.");
        for (var i = 1; i <= 20; i++)
            await forum.RepliesAsync(people[i % 6], topic, $"A short reply, the number {i} of twenty.");
        await app.SettleAsync();
        return (forum, people, topic);
    }
}
