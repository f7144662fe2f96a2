using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Bots;

/// <summary>A member types a command; its bot hears of it on the stream and answers by the ticket.</summary>
public class Answering_commands(Answering_commands.OwnClock app) : IClassFixture<Answering_commands.OwnClock>
{
    private static readonly object Dice = new
    {
        name = "dice", description = "Throws a die", options = new[] { new { name = "sides", description = "How many", kind = "number" } },
    };

    /// <summary>Its clock is moved by hours.</summary>
    public sealed class OwnClock : GuildhallApp;

    [Fact]
    public async Task Everyone_sees_an_answer_for_everyone()
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        await using var hears = await ada.ListenAsync("/api/events");
        await hears.UntilAsync("event: open");

        var interaction = await bots.UsesAsync(ada, "/dice sides:20");
        await live.UntilAsync("event: bots.command_used");
        await live.UntilAsync("\"sides\":20");
        var ticket = BotForum.TicketOf(live);
        Assert.Equal("waiting", (await bots.SeesAsync(ada, interaction)).GetProperty("state").GetString());
        (await bots.AnswersAsync(bot, ticket, new { message = "It is **17**.", visibility = "everyone" })).ShouldBe(HttpStatusCode.OK);

        await hears.UntilAsync("event: bots.interaction_answered");
        var messages = await bots.MessagesAsync(bob);
        Assert.Contains("<strong>17</strong>", Assert.Single(messages), StringComparison.Ordinal);
        Assert.Equal("answered", (await bots.SeesAsync(ada, interaction)).GetProperty("state").GetString());
        (await bots.AnswersAsync(bot, ticket, new { message = "Again." })).ShouldBeRefused(HttpStatusCode.Conflict, "ticket_used");
        Assert.Single(await bots.MessagesAsync(bob));
    }

    [Fact]
    public async Task The_asker_alone_sees_an_answer_for_the_asker()
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");

        var interaction = await bots.UsesAsync(ada, "/dice");
        await live.UntilAsync("\"ticket\"");
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "Only for **you**. <script>x</script>" })).ShouldBe(HttpStatusCode.OK);

        var shown = await ada.GetAsync($"{bots.Forum.Path}/chat/{bots.General}");
        Assert.Contains("Only for you", shown.TextOf("#bot-answers"), StringComparison.Ordinal);
        Assert.Contains("Only you see this", shown.TextOf("#bot-answers"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Only for", (await bob.GetAsync($"{bots.Forum.Path}/chat/{bots.General}")).Text, StringComparison.Ordinal);
        (await bob.GetAsync($"{bots.Api}/bots/interactions/{interaction}")).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"{bots.Forum.Path}/bots/interactions/{interaction}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Empty(await bots.MessagesAsync(bob));
    }

    [Fact]
    public async Task After_three_seconds_the_asker_is_told_and_the_ticket_is_over()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        var interaction = await bots.UsesAsync(ada, "/dice");
        await live.UntilAsync("\"ticket\"");

        app.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal("unanswered", (await bots.SeesAsync(ada, interaction)).GetProperty("state").GetString());
        Assert.Contains("Dicey didn't answer", (await ada.GetAsync($"{bots.Forum.Path}/chat/{bots.General}")).TextOf("#bot-answers"), StringComparison.Ordinal);
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "Late." })).ShouldBeRefused(HttpStatusCode.Gone, "ticket_expired");
    }

    [Fact]
    public async Task A_deferred_answer_has_a_quarter_of_an_hour()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        var (first, ticket) = (await bots.UsesAsync(ada, "/dice 1"), "");
        await live.UntilAsync("\"ticket\"");
        ticket = BotForum.TicketOf(live);
        (await bots.AnswersAsync(bot, ticket, new { defer = true })).ShouldBe(HttpStatusCode.OK);
        (await bots.AnswersAsync(bot, ticket, new { defer = true })).ShouldBeRefused(HttpStatusCode.Conflict, "ticket_used");

        app.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal("deferred", (await bots.SeesAsync(ada, first)).GetProperty("state").GetString());
        (await bots.AnswersAsync(bot, ticket, new { message = "At last." })).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("At last", (await bots.SeesAsync(ada, first)).GetProperty("html").GetString(), StringComparison.Ordinal);

        var heard = live.Text.Length;
        await bots.UsesAsync(ada, "/dice 2");
        await live.UntilAsync("\"ticket\"", heard);
        ticket = BotForum.TicketOf(live);
        (await bots.AnswersAsync(bot, ticket, new { defer = true })).ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        (await bots.AnswersAsync(bot, ticket, new { message = "Too late." })).ShouldBeRefused(HttpStatusCode.Gone, "ticket_expired");
    }

    [Fact]
    public async Task A_ticket_is_good_for_its_own_bot_alone_and_answers_once_under_parallel_answers()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var (bot, other) = (await bots.BotAsync(), await bots.BotAsync("Other"));
        await bots.DeclaresAsync(bot, Dice);
        await using var live = await bot.Program.ListenAsync("/api/events");
        await using var listens = await other.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        await listens.UntilAsync("event: open");
        await bots.UsesAsync(ada, "/dice");
        await live.UntilAsync("\"ticket\"");
        var ticket = BotForum.TicketOf(live);

        (await bots.AnswersAsync(other, ticket, new { message = "Mine!" })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PostAsync($"/api/interactions/{ticket}/answer", new { message = "Mine!" })).ShouldBe(HttpStatusCode.NotFound);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            bots.AnswersAsync(bot, ticket, new { message = "Once.", visibility = "everyone" })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.Conflict, a.Status));
        Assert.Single(await bots.MessagesAsync(ada));
        // It has heard what came later, and so nothing of the command.
        await bots.Forum.OpensAsync(ada, "Something else");
        await listens.UntilAsync("Something else");
        Assert.DoesNotContain("bots.command_used", listens.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_twice_under_one_key_it_is_used_once()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);

        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bots.TypesAsync(ada, "/dice", key: "same")));

        Assert.Single(sent.Select(s => s.ShouldBe(HttpStatusCode.Accepted).Json.GetProperty("url").GetString()).Distinct());
    }

    [Fact]
    public async Task Wrong_options_are_said_at_the_text_and_a_path_is_a_message()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice, new
        {
            name = "部署", description = "Deploys", options = new[] { new { name = "目标", description = "Where to", kind = "text", required = true } },
        });

        (await bots.TypesAsync(ada, "/dice sides:many")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "option_no_number");
        (await bots.TypesAsync(ada, "/部署")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "option_missing");
        (await bots.TypesAsync(ada, "/部署 测试环境")).ShouldBe(HttpStatusCode.Accepted);
        (await bots.TypesAsync(ada, "/etc/hosts is a file")).ShouldBe(HttpStatusCode.Created);
        (await bots.TypesAsync(ada, "/unknown")).ShouldBe(HttpStatusCode.Created);
        (await bots.TypesAsync(ada, "/部署 " + new string('x', 6000))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "body_too_long");
    }

    [Fact]
    public async Task A_command_for_the_team_is_nobody_elses_and_where_the_bot_may_not_read_there_is_none()
    {
        var bots = await BotForum.OpenAsync(app);
        var (vip, mod) = (await bots.Forum.MemberAsync("Vip", "premium"), await bots.Forum.ModeratorAsync());
        var bot = await bots.BotAsync(tier: "free");
        await bots.DeclaresAsync(bot, Dice, new { name = "lockdown", description = "Locks", users = "team" });

        (await bots.TypesAsync(vip, "/lockdown")).ShouldBe(HttpStatusCode.Created);
        (await bots.TypesAsync(mod, "/lockdown")).ShouldBe(HttpStatusCode.Accepted);
        (await bots.TypesAsync(vip, "/dice", bots.Vip)).ShouldBe(HttpStatusCode.Created);
        Assert.DoesNotContain("lockdown", (await vip.GetAsync($"{bots.Api}/bots/commands?channel={bots.General}")).Text, StringComparison.Ordinal);
        (await vip.GetAsync($"{bots.Api}/bots/commands?channel=999999999")).ShouldBe(HttpStatusCode.NotFound);
        (await (await bots.Forum.SignedInAsync("Stranger")).GetAsync($"{bots.Api}/bots/commands?channel={bots.General}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("lockdown", (await mod.GetAsync($"{bots.Api}/bots/commands?channel={bots.General}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_belongs_to_one_bot_and_what_cannot_stand_is_refused()
    {
        var bots = await BotForum.OpenAsync(app);
        var (bot, other) = (await bots.BotAsync(), await bots.BotAsync("Other"));
        await bots.DeclaresAsync(bot, Dice);
        async Task<Answer> TriesAsync(params object[] commands) =>
            await BotForum.PutAsync(other.Program, $"{bots.Api}/bots/me/commands", new { commands });

        (await TriesAsync(Dice)).ShouldBeRefused(HttpStatusCode.Conflict, "command_taken");
        (await TriesAsync(new { name = "Not this", description = "x" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "command_name_malformed");
        (await TriesAsync(new { name = "rules", description = "x" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "command_name_malformed");
        (await TriesAsync(new { name = "x", description = "" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "command_description_malformed");
        var ada = await bots.Forum.MemberAsync("Ada");
        (await BotForum.PutAsync(ada, $"{bots.Api}/bots/me/commands", new { commands = new[] { Dice } })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_bot_says_is_no_command()
    {
        var bots = await BotForum.OpenAsync(app);
        var (bot, other) = (await bots.BotAsync(), await bots.BotAsync("Other"));
        await bots.DeclaresAsync(bot, Dice);

        (await bots.TypesAsync(other.Program, "/dice")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Without_script_it_is_a_form_and_the_answer_stands_on_the_page()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, Dice);
        var page = $"{bots.Forum.Path}/chat/{bots.General}";
        Assert.Contains("/dice", (await ada.GetAsync(page)).TextOf(".bot-commands"), StringComparison.Ordinal);

        (await ada.SubmitAsync(page, ("body", "/dice 6"))).ShouldRedirect();

        Assert.Contains("Waiting for the answer", (await ada.GetAsync(page)).TextOf("#bot-answers"), StringComparison.Ordinal);
        Assert.Empty(await bots.MessagesAsync(ada));
    }
}
