using System.Net;
using Guildhall.App.Tests.Chat;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Screening;

[Trait("Database", "sqlite")]
public class Limits_of_new_members(Limits_of_new_members.LimitedApp app) : IClassFixture<Limits_of_new_members.LimitedApp>
{
    [Fact]
    public async Task A_post_of_a_new_member_has_few_links_mentions_and_pictures_and_says_so_in_their_words()
    {
        var forum = await Forum.OpenAsync(app);
        var bob = await forum.MemberAsync("Bob");
        foreach (var name in (string[])["Ann", "Ben", "Cid"])
        {
            await forum.MemberAsync(name);
            await forum.CallAsync(name, $"{name.ToLowerInvariant()}-{forum.Slug}");
        }
        var topic = await forum.OpensAsync(bob, "Fine", "https://a.example and https://b.example");

        var links = await bob.SubmitAsync(forum.TopicPath(topic), ("body", "https://a.example https://b.example https://c.example"));
        var mentions = await ReplyAsync(bob, forum, topic, $"@ann-{forum.Slug} @ben-{forum.Slug} @cid-{forum.Slug}");
        var pictures = await ReplyAsync(bob, forum, topic, "![a](https://a.example/1.png) ![b](https://a.example/2.png)");
        var chinese = await bob.Speaking("zh").SubmitAsync(forum.TopicPath(topic), ("body", "https://a.example https://b.example https://c.example"));

        links.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("new members can put 2 links into a post, and this has 3", links.TextOf("#field-body-error"));
        Assert.Contains("c.example", links.TextOf("#field-body"));
        Assert.Equal("post_refused", mentions.ShouldBe(HttpStatusCode.UnprocessableEntity).Json.GetProperty("code").GetString());
        pictures.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("2", chinese.TextOf("#field-body-error"));
        await forum.RepliesAsync(bob, topic, $"Two links within the site: [a]({forum.Path}) [b](/c/x) [c](/c/y), https://a.example");
    }

    [Fact]
    public async Task The_first_day_has_three_topics_and_ten_replies_and_then_they_go_on()
    {
        var forum = await Forum.OpenAsync(app);
        var bob = await forum.MemberAsync("Bob");
        var topic = await forum.OpensAsync(bob);
        await forum.OpensAsync(bob, "Second");
        await forum.OpensAsync(bob, "Third");
        for (var i = 0; i < 10; i++)
            await forum.RepliesAsync(bob, topic, $"Reply {i}");

        app.Clock.Advance(TimeSpan.FromHours(4));
        var fourth = await bob.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "Fourth", body = "Text" });
        var eleventh = await bob.SubmitAsync(forum.TopicPath(topic), ("body", "The eleventh"));

        Assert.Equal(20 * 3600, fourth.ShouldBe(HttpStatusCode.TooManyRequests).Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Contains("10 replies on their first day. Try again in 20 hours.", eleventh.ShouldBe(HttpStatusCode.TooManyRequests).TextOf("#field-body-error"));
        Assert.Contains("The eleventh", eleventh.TextOf("#field-body"));
        app.Clock.Advance(TimeSpan.FromHours(20));
        await forum.OpensAsync(bob, "Fourth");
        await forum.RepliesAsync(bob, topic, "The eleventh");
    }

    [Fact]
    public async Task Messages_of_a_chat_are_no_replies()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");

        for (var i = 0; i < 12; i++)
            await room.SaysAsync(ada, room.General, $"Line {i}.");
    }

    [Fact]
    public async Task A_message_of_a_new_member_names_few_people_and_shows_few_pictures()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        foreach (var name in (string[])["Ann", "Ben", "Cid"])
        {
            await room.MemberAsync(name);
            await room.CallAsync(name, $"{name.ToLowerInvariant()}-{room.Slug}");
        }

        var mentions = await room.TryAsync(ada, room.General, $"@ann-{room.Slug} @ben-{room.Slug} @cid-{room.Slug}", "k1");
        var pictures = await room.TryAsync(ada, room.General, "![a](https://a.example/1.png) ![b](https://a.example/2.png)", "k2");

        mentions.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "post_refused");
        pictures.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "post_refused");
        await room.SaysAsync(ada, room.General, $"@ann-{room.Slug} @ben-{room.Slug}");
    }

    [Fact]
    public async Task The_team_and_whoever_has_earned_trust_are_not_limited_and_a_community_sets_its_own_numbers()
    {
        var watch = await Watch.OpenAsync(app);
        var forum = watch.Forum;
        var (mod, ann, bob) = (await forum.ModeratorAsync(), await forum.MemberAsync("Ann"), await forum.MemberAsync("Bob"));
        const string many = "https://a.example https://b.example https://c.example";

        await forum.OpensAsync(mod, "Of the team", many);
        var topic = await forum.OpensAsync(ann);
        await app.SettleAsync();
        (await watch.Owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{watch.Api}/trust/{forum.IdOf("Ann")}/lock")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { level = "basic", reason = "We know her" }),
        })).ShouldBe(HttpStatusCode.NoContent);
        await forum.RepliesAsync(ann, topic, many);
        (await ReplyAsync(bob, forum, topic, many)).ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await watch.Owner.SubmitAsync($"{forum.Path}/manage/screening/trust", ("newLinks", "3"))).ShouldBe(HttpStatusCode.SeeOther);
        await forum.RepliesAsync(bob, topic, many);
        var wrong = await watch.Owner.SubmitAsync($"{forum.Path}/manage/screening/trust", ("newLinks", "many"));
        Assert.Contains("0 to 100", wrong.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-newLinks-error"));
    }

    private static Task<Answer> ReplyAsync(Client who, Forum forum, long topic, string body) =>
        who.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body });

    public sealed class LimitedApp : GuildhallApp
    {
        protected override IEnumerable<string> Settings => ["--Guildhall:Screening:NewMemberLimits=true"];
    }
}
