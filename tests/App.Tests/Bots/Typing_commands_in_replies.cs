using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Bots;

/// <summary>What begins with a command goes to its bot and becomes no reply and no comment, as it becomes no message.</summary>
public class Typing_commands_in_replies(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly object Dice = new
    {
        name = "dice", description = "Throws a die", options = new[] { new { name = "sides", description = "How many", kind = "number" } },
    };

    [Fact]
    public async Task In_a_topic_the_asker_alone_sees_the_answer_above_the_field()
    {
        var (bots, bot) = await DicingAsync();
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var topic = await bots.Forum.OpensAsync(ada);
        var page = bots.Forum.TopicPath(topic);
        await using var live = await ListensAsync(bot);

        var asked = (await ada.SubmitAsync(page, ("body", "/dice sides:20"))).ShouldRedirect().Location!;
        await live.UntilAsync("\"sides\":20");
        Assert.Contains($"\"place\":{{\"kind\":\"topic\",\"id\":{topic}", live.Text, StringComparison.Ordinal);
        Assert.Contains("Waiting for the answer", (await ada.GetAsync(asked)).TextOf("#bot-answer"), StringComparison.Ordinal);
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "Only for **you**." })).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("Only for you.", (await ada.GetAsync(asked)).TextOf("#bot-answer"), StringComparison.Ordinal);
        Assert.Contains("Only you see this", (await ada.GetAsync(asked)).TextOf("#bot-answer"), StringComparison.Ordinal);
        Assert.DoesNotContain("Only for", (await bob.GetAsync(asked)).ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.False((await ada.GetAsync(page)).Has("#bot-answer"));
        Assert.Equal(0, (await bob.GetAsync($"{bots.Api}/topics/{topic}")).Json.GetProperty("replies").GetInt32());
        Assert.Empty((await ada.GetAsync(page)).TextOf("#composer textarea").Trim());
    }

    [Fact]
    public async Task An_answer_for_everyone_is_a_reply_to_what_was_answered()
    {
        var (bots, bot) = await DicingAsync();
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var topic = await bots.Forum.OpensAsync(ada);
        var reply = await bots.Forum.RepliesAsync(bob, topic, "Throw one.");
        await using var live = await ListensAsync(bot);

        var taken = (await ada.PostAsync($"{bots.Api}/topics/{topic}/replies", new { body = "/dice", replyTo = reply })).ShouldBe(HttpStatusCode.Accepted);
        await live.UntilAsync("\"ticket\"");
        Assert.Contains($"\"place\":{{\"kind\":\"reply\",\"id\":{reply}", live.Text, StringComparison.Ordinal);
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new
        {
            message = "It is **17**.", visibility = "everyone", buttons = new[] { new { label = "Throw again", action = "again", style = "primary" } },
        })).ShouldBe(HttpStatusCode.OK);

        var shown = await bob.GetAsync(bots.Forum.TopicPath(topic));
        Assert.Contains("It is 17.", shown.TextOf("#reply-2"), StringComparison.Ordinal);
        Assert.Contains("to Bob, no. 1", shown.TextOf("#reply-2"), StringComparison.Ordinal);
        Assert.Contains("Throw again", shown.TextOf("#reply-2"), StringComparison.Ordinal);
        var seen = await bots.SeesAsync(ada, taken.Json.GetProperty("interaction").GetInt64());
        Assert.Equal("answered", seen.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_comment_works_likewise_even_where_nobody_has_commented_and_for_bots_that_read_the_article()
    {
        var (bots, bot) = await DicingAsync();
        var (forum, ada) = (bots.Forum, await bots.Forum.MemberAsync("Ada"));
        var vip = await forum.MemberAsync("Vip", "premium");
        await forum.AddAsync("column", SpaceKind.Column, null);
        var open = await ArticleAsync(bots, "Open", ArticleAccess.Open);
        var closed = await ArticleAsync(bots, "Closed", ArticleAccess.Tier);
        await using var live = await ListensAsync(bot);
        var page = $"{forum.Path}/comments/article/{open}";

        (await ada.SubmitAsync(page, ("body", "/dice 6"))).ShouldRedirect();
        await live.UntilAsync("\"ticket\"");
        Assert.True((await ada.GetAsync(page)).Has(".empty"));
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "A six.", visibility = "everyone" })).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("A six.", (await ada.GetAsync(page)).TextOf("#reply-1"), StringComparison.Ordinal);

        // Its bot may know that the article is there, but not read it.
        (await vip.PostAsync($"{bots.Api}/comments/article/{closed}", new { body = "/dice 6" })).ShouldBe(HttpStatusCode.Created);
        Assert.Contains("dice", (await ada.GetAsync($"{bots.Api}/bots/commands?place=article:{open}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("dice", (await vip.GetAsync($"{bots.Api}/bots/commands?place=article:{closed}")).ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await ada.GetAsync($"{bots.Api}/bots/commands?place=article:{closed}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync($"{bots.Api}/bots/commands?place=article:999999")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync($"{bots.Api}/bots/commands?place=nonsense")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync($"{bots.Api}/bots/commands")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whats_no_command_is_said_and_what_may_not_be_said_is_no_command()
    {
        var (bots, bot) = await DicingAsync();
        var (ada, mod) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.ModeratorAsync());
        var stranger = await bots.Forum.SignedInAsync("Stranger");
        var topic = await bots.Forum.OpensAsync(ada);
        var path = $"{bots.Api}/topics/{topic}/replies";

        (await ada.PostAsync(path, new { body = "/etc/hosts is a file" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync(path, new { body = "/unknown" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync(path, new { body = "Say /dice" })).ShouldBe(HttpStatusCode.Created);
        (await bot.Program.PostAsync(path, new { body = "/dice" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync(path, new { body = "/dice sides:many" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "option_no_number");
        var typed = await ada.SubmitAsync(bots.Forum.TopicPath(topic), ("body", "/dice sides:many"));
        typed.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("/dice sides:many", typed.TextOf("#composer textarea"), StringComparison.Ordinal);
        (await ada.PostAsync(path, new { body = "/dice", replyTo = 999_999 })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reply_to_unknown");
        (await stranger.PostAsync(path, new { body = "/dice" })).ShouldBe(HttpStatusCode.NotFound);
        (await Discussions.Replying.PutAsync(mod, $"{bots.Api}/topics/{topic}/closure")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync(path, new { body = "/dice" })).ShouldBeRefused(HttpStatusCode.Conflict, "topic_closed");
    }

    [Fact]
    public async Task The_same_key_asks_once()
    {
        var (bots, _) = await DicingAsync();
        var ada = await bots.Forum.MemberAsync("Ada");
        var topic = await bots.Forum.OpensAsync(ada);

        var sent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => KeyedAsync("same")));
        var late = await KeyedAsync(new string('k', 100));

        Assert.Single(sent.Select(s => s.ShouldBe(HttpStatusCode.Accepted).Json.GetProperty("interaction").GetInt64()).Distinct());
        Assert.NotEqual(sent[0].Json.GetProperty("url").GetString(), late.ShouldBe(HttpStatusCode.Accepted).Json.GetProperty("url").GetString());

        Task<Answer> KeyedAsync(string key) => ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{bots.Api}/topics/{topic}/replies")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { body = "/dice" }),
            Headers = { { "Idempotency-Key", key } },
        });
    }

    [Fact]
    public async Task The_composer_offers_those_of_its_place()
    {
        var (bots, _) = await DicingAsync();
        var ada = await bots.Forum.MemberAsync("Ada");
        var topic = await bots.Forum.OpensAsync(ada);

        var composer = (await ada.GetAsync(bots.Forum.TopicPath(topic))).Document.QuerySelector("text-composer")!;

        var offered = await ada.GetAsync(composer.GetAttribute("data-commands")!);
        Assert.Equal("dice", offered.ShouldBe(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("name").GetString());
    }

    private async Task<(BotForum Bots, Robot Bot)> DicingAsync()
    {
        var bots = await BotForum.OpenAsync(app);
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);
        return (bots, bot);
    }

    private static async Task<Listening> ListensAsync(Robot bot)
    {
        var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        return live;
    }

    private static async Task<long> ArticleAsync(BotForum bots, string title, ArticleAccess access)
    {
        var column = (await bots.Forum.NowAsync()).Spaces.Single(s => s.Slug == "column").Id;
        var text = new ArticleText(title, title.ToLowerInvariant(), column, access,
            access == ArticleAccess.Tier ? bots.Forum.Premium.TierId : null, "en", "Its text.\n\n<!-- paywall -->\n\nMore.");
        var (owner, id) = (await bots.Forum.PersonAsync("owner"), 0L);
        await bots.Forum.AsAsync<CreateArticle>("owner", async c => id = await c.RunAsync(text, owner, bots.App.Clock.Now));
        return id;
    }
}
