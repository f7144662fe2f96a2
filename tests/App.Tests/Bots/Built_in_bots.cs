using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Bots.BuiltIn;

namespace Guildhall.App.Tests.Bots;

/// <summary>The bots that come with the program, each switched on by the team.</summary>
public class Built_in_bots(Built_in_bots.OwnClock app) : IClassFixture<Built_in_bots.OwnClock>
{
    /// <summary>Its clock is moved by days.</summary>
    public sealed class OwnClock : GuildhallApp;

    [Fact]
    public async Task Welcome_greets_a_new_member_once_and_nobody_while_it_is_off()
    {
        var bots = await BotForum.OpenAsync(app);
        var before = await bots.Forum.MemberAsync("Before");
        await app.SettleAsync();
        await bots.SetAsync(BuiltInKind.Welcome, new BuiltInWish(true, "Say **hello** in #general."));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var ada = await bots.Forum.MemberAsync("Ada");
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        // More of what they hold already.
        await bots.Forum.MemberAsync("Ada", "premium");
        await bots.Forum.MemberAsync("Before", "premium");
        await app.SettleAsync();

        Assert.Equal(["Welcome to Forum! Here is how to begin"], await BotForum.ToldAsync(ada));
        Assert.Empty(await BotForum.ToldAsync(before));
        Assert.Contains("Say hello in #general.", (await ada.GetAsync($"{bots.Forum.Path}/greeting")).TextOf("main"), StringComparison.Ordinal);
        (await (await bots.Forum.SignedInAsync("Stranger")).GetAsync($"{bots.Forum.Path}/greeting")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Welcome_greets_in_a_channel_as_the_helper_and_not_the_bots()
    {
        var bots = await BotForum.OpenAsync(app);
        await bots.SetAsync(BuiltInKind.Welcome, new BuiltInWish(true, "Nice to **see** you.", bots.General));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var ada = await bots.Forum.MemberAsync("A*d*a");
        await bots.BotAsync("Another bot");
        await app.SettleAsync();

        var message = Assert.Single(await bots.MessagesAsync(ada));
        Assert.Contains("A*d*a", message, StringComparison.Ordinal);
        Assert.Contains("<strong>see</strong>", message, StringComparison.Ordinal);
        Assert.Equal("Bot", (await ada.GetAsync($"{bots.Forum.Path}/chat/{bots.General}")).TextOf("[data-list] .msg-bot"));
        Assert.DoesNotContain("Guild helper", (await bots.Owner.GetAsync(bots.Manage)).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_waits_is_told_once_to_whose_answers_helped()
    {
        var bots = await BotForum.OpenAsync(app);
        var (asker, expert) = (await bots.Forum.MemberAsync("Asker"), await bots.Forum.MemberAsync("Expert"));
        var other = await bots.Forum.MemberAsync("Other");
        await AnsweredAsync(bots, asker, expert, "csharp");
        await bots.SetAsync(BuiltInKind.Questions, new BuiltInWish(true, Hours: 24));

        var question = await AskAsync(bots, asker, "How do spans work?", "csharp");
        await app.RunJobAsync<RemindExperts>();
        Assert.DoesNotContain(await BotForum.ToldAsync(expert), t => t.Contains("spans", StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Contains("Expert", (await bots.Owner.GetAsync($"{bots.Manage}/built-in/questions")).TextOf(".tile-list"), StringComparison.Ordinal);
        await app.RunJobAsync<RemindExperts>();
        await app.RunJobAsync<RemindExperts>();

        Assert.Single(await BotForum.ToldAsync(expert), t => t == "“How do spans work?” has waited for an answer. You may know it");
        Assert.DoesNotContain(await BotForum.ToldAsync(asker), t => t.Contains("has waited", StringComparison.Ordinal));
        Assert.DoesNotContain(await BotForum.ToldAsync(other), t => t.Contains("has waited", StringComparison.Ordinal));
        await bots.Forum.RepliesAsync(other, question, "Like slices.");
    }

    [Fact]
    public async Task Nobody_is_told_more_often_than_the_team_says()
    {
        var bots = await BotForum.OpenAsync(app);
        var (asker, expert) = (await bots.Forum.MemberAsync("Asker"), await bots.Forum.MemberAsync("Expert"));
        await AnsweredAsync(bots, asker, expert, "csharp");
        await bots.SetAsync(BuiltInKind.Questions, new BuiltInWish(true, Hours: 1, MostPerDay: 2));
        foreach (var title in new[] { "First one?", "Second one?", "Third one?" })
            await AskAsync(bots, asker, title, "csharp");

        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.RunJobAsync<RemindExperts>();
        Assert.Equal(2, (await BotForum.ToldAsync(expert)).Count(t => t.Contains("has waited", StringComparison.Ordinal)));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.RunJobAsync<RemindExperts>();

        Assert.Equal(3, (await BotForum.ToldAsync(expert)).Count(t => t.Contains("has waited", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_question_behind_a_tier_is_told_to_nobody_who_may_not_read_it()
    {
        var bots = await BotForum.OpenAsync(app);
        await bots.Forum.AddAsync("vipquestions", Kernel.Contracts.Communities.SpaceKind.Questions, bots.Forum.Premium.TierId);
        var (asker, expert) = (await bots.Forum.MemberAsync("Asker", "premium"), await bots.Forum.MemberAsync("Expert"));
        await AnsweredAsync(bots, asker, expert, "csharp");
        await bots.SetAsync(BuiltInKind.Questions, new BuiltInWish(true, Hours: 1));
        await AskAsync(bots, asker, "CANARY question?", "csharp", "vipquestions");

        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.RunJobAsync<RemindExperts>();

        Assert.DoesNotContain(await BotForum.ToldAsync(expert), t => t.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_are_named_after_a_first_post_of_a_new_member_and_on_command()
    {
        var bots = await BotForum.OpenAsync(app);
        var old = await bots.Forum.MemberAsync("Old");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await bots.SetAsync(BuiltInKind.Rules, new BuiltInWish(true, "Be **kind**."));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();

        await bots.Forum.OpensAsync(ada, "One");
        await bots.Forum.OpensAsync(ada, "Two");
        await bots.Forum.OpensAsync(old, "Three");
        await bots.Forum.OpensAsync(bot.Program, "Four");
        await app.SettleAsync();

        Assert.Equal(["Thank you for your first post! These are the rules of Forum"], await BotForum.ToldAsync(ada));
        Assert.DoesNotContain(await BotForum.ToldAsync(old), t => t.Contains("rules", StringComparison.Ordinal));
        var asked = await bots.UsesAsync(ada, "/rules");
        Assert.Contains("<strong>kind</strong>", (await bots.SeesAsync(ada, asked)).GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Empty(await bots.MessagesAsync(ada));
    }

    [Fact]
    public async Task The_team_sets_it_on_a_page_with_a_preview_and_others_find_none()
    {
        var bots = await BotForum.OpenAsync(app);
        var page = $"{bots.Manage}/built-in/welcome";
        (await (await bots.Forum.ModeratorAsync()).GetAsync(page)).ShouldBe(HttpStatusCode.NotFound);
        (await bots.Owner.GetAsync($"{bots.Manage}/built-in/nothing")).ShouldBe(HttpStatusCode.NotFound);

        (await bots.Owner.SubmitAsync(page, ("on", "true"), ("markdown", " "))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await bots.Owner.SubmitAsync(page, ("on", "true"), ("markdown", "Come *in*."))).ShouldRedirect();

        Assert.Equal("in", (await bots.Owner.GetAsync(page)).TextOf("section em"));
        Assert.Contains("On", (await bots.Owner.GetAsync(bots.Manage)).TextOf("#built-in + .entries"), StringComparison.Ordinal);
    }

    private static async Task<long> AskAsync(BotForum bots, Client asker, string title, string tags, string space = "questions") =>
        (await asker.PostAsync($"{bots.Api}/topics", new { space, title, body = "I wonder.", tags = new[] { tags } })).ShouldBe(HttpStatusCode.Created)
            .Json.GetProperty("id").GetInt64();

    /// <summary>The expert has answered a question with this tag, and the asker accepted it.</summary>
    private static async Task AnsweredAsync(BotForum bots, Client asker, Client expert, string tag)
    {
        var question = await AskAsync(bots, asker, "An old one?", tag);
        var reply = await bots.Forum.RepliesAsync(expert, question, "So it is.");
        (await BotForum.PutAsync(asker, $"{bots.Api}/topics/{question}/accepted-answer", new { reply })).ShouldBe(HttpStatusCode.NoContent);
    }
}
