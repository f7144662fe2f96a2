using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Integrations;

namespace Guildhall.App.Tests.Bots;

/// <summary>A bot with an address hears of commands there, signed, and no longer on its stream.</summary>
public class Hearing_by_webhook(WebhookApp app) : IClassFixture<WebhookApp>
{
    [Fact]
    public async Task Comes_signed_and_is_answered_by_the_ticket()
    {
        await using var receiver = await Receiver.StartAsync();
        var bots = await BotForum.OpenAsync(app);
        var (bot, secret, ada) = await HookedAsync(bots, receiver.Url);
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");

        var interaction = await bots.UsesAsync(ada, "/dice sides:4");
        await app.SettleAsync();

        // Whoever had this port before may still be asked for there.
        var got = Assert.Single(receiver.Got, g => g.Headers.ContainsKey("webhook-id"));
        var body = JsonDocument.Parse(got.Body).RootElement;
        Assert.Equal("bots.command_used", body.GetProperty("type").GetString());
        var peer = new StandardWebhooks.StandardWebhook(secret);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(got.Headers["webhook-timestamp"]));
        Assert.Equal(peer.Sign(got.MessageId, at, got.Body), got.Headers["webhook-signature"]);
        (await bots.AnswersAsync(bot, body.GetProperty("data").GetProperty("ticket").GetString()!, new { message = "A two." }))
            .ShouldBe(HttpStatusCode.OK);
        Assert.Contains("A two.", (await bots.SeesAsync(ada, interaction)).GetProperty("html").GetString(), StringComparison.Ordinal);
        await bots.Forum.OpensAsync(ada, "Something else");
        await live.UntilAsync("Something else");
        Assert.DoesNotContain("bots.command_used", live.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(500)]
    public async Task A_redirect_or_a_failure_is_told_to_the_asker_at_once(int status)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = http =>
        {
            http.Response.Headers.Location = receiver.Url + "/elsewhere";
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        var bots = await BotForum.OpenAsync(app);
        var (_, _, ada) = await HookedAsync(bots, receiver.Url);

        var interaction = await bots.UsesAsync(ada, "/dice");
        await app.SettleAsync();

        Assert.Single(receiver.Got);
        Assert.Equal("unanswered", (await bots.SeesAsync(ada, interaction)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_private_address_is_not_reached()
    {
        var bots = await BotForum.OpenAsync(app);
        var (_, _, ada) = await HookedAsync(bots, "http://127.0.0.2:9/hook");

        var interaction = await bots.UsesAsync(ada, "/dice");
        await app.SettleAsync();

        Assert.Equal("unanswered", (await bots.SeesAsync(ada, interaction)).GetProperty("state").GetString());
    }

    private static async Task<(Robot Bot, string Secret, Client Ada)> HookedAsync(BotForum bots, string url)
    {
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await bots.DeclaresAsync(bot, new
        {
            name = "dice", description = "Throws a die", options = new[] { new { name = "sides", description = "How many", kind = "number" } },
        });
        var hooked = await bots.Owner.SubmitAsync($"{bots.Manage}/{bot.Id}", ("url", url));
        return (bot, hooked.ShouldBe(HttpStatusCode.OK).Document.QuerySelector("#secret")!.GetAttribute("value")!, ada);
    }
}
