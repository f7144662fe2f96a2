using System.Net;
using System.Text.Json;
using Guildhall.Integrations.Webhooks;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Integrations;

public class Sending_webhooks(WebhookApp app) : IClassFixture<WebhookApp>
{
    [Fact]
    public async Task Tells_of_a_published_article_with_a_signature_that_others_can_check()
    {
        await using var receiver = await Receiver.StartAsync();
        var guild = await Hooked.OpenAsync(app);
        var (id, secret) = await guild.WantsAsync(receiver.Url, Hooked.Published);

        var article = await guild.PublishesAsync("Locks 与 <hash>");
        await app.SettleAsync();

        var got = Assert.Single(receiver.Got);
        var body = JsonDocument.Parse(got.Body).RootElement;
        Assert.Equal(Hooked.Published, body.GetProperty("type").GetString());
        Assert.Equal(guild.Slug, body.GetProperty("community").GetString());
        Assert.Equal(article, body.GetProperty("data").GetProperty("article").GetProperty("id").GetInt64());
        Assert.Equal("Locks 与 <hash>", body.GetProperty("data").GetProperty("article").GetProperty("title").GetString());
        // The tests' clock stands in the past, and the peer compares with the machine's: so the signature alone is compared.
        var peer = new StandardWebhooks.StandardWebhook(secret);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(got.Headers["webhook-timestamp"]));
        Assert.Equal(peer.Sign(got.MessageId, at, got.Body), got.Headers["webhook-signature"]);
        var delivery = await guild.LastAsync(id);
        Assert.Equal("Delivered", delivery.GetProperty("state").GetString(), ignoreCase: true);
        Assert.Equal(204, delivery.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Tries_again_under_the_same_id_until_it_is_taken()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = Receiver.Status(500);
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url, Hooked.Published);
        await guild.PublishesAsync("Retries");
        await app.SettleAsync();
        Assert.Equal("Waiting", (await guild.LastAsync(id)).GetProperty("state").GetString(), ignoreCase: true);

        receiver.Answers = Receiver.Status(200);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SettleAsync();

        Assert.Equal(2, receiver.Got.Count);
        Assert.Single(receiver.Got.Select(g => g.MessageId).Distinct());
        var delivery = await guild.LastAsync(id);
        Assert.Equal("Delivered", delivery.GetProperty("state").GetString(), ignoreCase: true);
        Assert.Equal(2, delivery.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Is_switched_off_after_two_days_without_one_success()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = Receiver.Status(503);
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url, Hooked.Published);
        await guild.PublishesAsync("Nobody listens");

        for (var hour = 0; hour < 60; hour++)
        {
            await app.SettleAsync();
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        var endpoint = (await guild.Program.GetAsync(guild.Endpoints)).Json.GetProperty("items")[0];
        Assert.NotEqual(JsonValueKind.Null, endpoint.GetProperty("disabledAt").ValueKind);
        Assert.Equal("given_up", (await guild.LastAsync(id)).GetProperty("state").GetString(), ignoreCase: true);
        var tries = receiver.Got.Count;
        Assert.InRange(tries, 8, 12);
        await guild.PublishesAsync("Nobody is told");
        await app.SettleAsync();
        Assert.Equal(tries, receiver.Got.Count);
    }

    [Fact]
    public async Task Signs_with_both_secrets_while_one_is_replaced()
    {
        await using var receiver = await Receiver.StartAsync();
        var guild = await Hooked.OpenAsync(app);
        var (id, former) = await guild.WantsAsync(receiver.Url, Hooked.Published);
        var secret = (await guild.Program.PostAsync($"{guild.Endpoints}/{id}/secret", new { })).ShouldBe(HttpStatusCode.OK).Json.GetProperty("secret").GetString()!;

        await guild.Program.PostAsync($"{guild.Endpoints}/{id}/test", new { });
        await app.SettleAsync();
        app.Clock.Advance(WebhookEndpoint.Rotation + TimeSpan.FromSeconds(1));
        await guild.Program.PostAsync($"{guild.Endpoints}/{id}/test", new { });
        await app.SettleAsync();

        var got = receiver.Got.ToList();
        Assert.Equal([Signed(secret, got[0]), Signed(former, got[0])], got[0].Headers["webhook-signature"].Split(' '));
        Assert.Equal([Signed(secret, got[1])], got[1].Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public async Task Replays_what_somebody_asks_for_once_more()
    {
        await using var receiver = await Receiver.StartAsync();
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url, Hooked.Published);
        await guild.PublishesAsync("Once more");
        await app.SettleAsync();
        var delivery = (await guild.LastAsync(id)).GetProperty("id").GetInt64();

        (await guild.Program.PostAsync($"{guild.Endpoints}/{id}/deliveries/{delivery}/replay", new { })).ShouldBe(HttpStatusCode.Accepted);
        await app.SettleAsync();

        Assert.Equal(2, receiver.Got.Count);
        Assert.Single(receiver.Got.Select(g => (g.MessageId, g.Body)).Distinct());
    }

    [Fact]
    public async Task Tells_nothing_that_its_owner_may_no_longer_know()
    {
        await using var receiver = await Receiver.StartAsync();
        var guild = await Hooked.OpenAsync(app);
        var helper = await guild.PersonAsync("helper");
        await guild.WriteAsync(g => g.GrantRoleAsync(guild.Id, helper, "owner", new Kernel.Contracts.Thing("appointment", 7), null, guild.Now));
        var program = await guild.ProgramAsync("helper", "communities:write");
        (await program.PostAsync(guild.Endpoints, new { url = receiver.Url, events = new[] { Hooked.Published } }))
            .ShouldBe(HttpStatusCode.Created);
        await guild.PublishesAsync("Known");
        await app.SettleAsync();
        Assert.Single(receiver.Got);

        await guild.WriteAsync(g =>
            g.RevokeAsync(guild.Id, new Kernel.Contracts.Thing("appointment", 7), "gone", new Kernel.Contracts.Thing("appointment", 8),
                null, guild.Now));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await guild.PublishesAsync("Unknown");
        await app.SettleAsync();

        Assert.Single(receiver.Got);
    }

    [Fact]
    public async Task What_waits_or_is_replayed_is_asked_about_again()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = Receiver.Status(503);
        var guild = await Hooked.OpenAsync(app);
        var appointment = new Kernel.Contracts.Thing("appointment", 17);
        var helper = await guild.PersonAsync("helper");
        await guild.WriteAsync(g => g.GrantRoleAsync(guild.Id, helper, "owner", appointment, null, guild.Now));
        var program = await guild.ProgramAsync("helper", "communities:write");
        var id = (await program.PostAsync(guild.Endpoints, new { url = receiver.Url, events = new[] { Hooked.Published } }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        await guild.PublishesAsync("Told in time");
        await app.SettleAsync();
        Assert.Single(receiver.Got);

        await guild.WriteAsync(g =>
            g.RevokeAsync(guild.Id, appointment, "gone", new Kernel.Contracts.Thing("appointment", 18), null, guild.Now));
        receiver.Answers = Receiver.Status(200);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SettleAsync();

        Assert.Single(receiver.Got);
        var delivery = await guild.LastAsync(id);
        Assert.Equal("given_up", delivery.GetProperty("state").GetString(), ignoreCase: true);
        Assert.Equal("not_allowed", delivery.GetProperty("failure").GetString());
        (await guild.Program.PostAsync($"{guild.Endpoints}/{id}/deliveries/{delivery.GetProperty("id").GetInt64()}/replay", new { }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "not_allowed");
        await app.SettleAsync();
        Assert.Single(receiver.Got);
    }

    /// <summary>PostgreSQL takes neither half a character nor U+0000: the delivery would be sent again and again.</summary>
    [Theory]
    [InlineData(499)]
    [InlineData(498)]
    public async Task An_answer_that_would_be_cut_in_the_middle_of_a_character_is_noted(int letters)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = http => http.Response.Body.WriteAsync(
            System.Text.Encoding.UTF8.GetBytes(new string('a', letters) + "😀\0").Concat<byte>([0xED, 0xA0, 0xBD, 0]).ToArray()).AsTask();
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url, Hooked.Published);

        await guild.PublishesAsync("Cut");
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SettleAsync();

        Assert.Single(receiver.Got);
        var delivery = await guild.LastAsync(id);
        Assert.Equal("Delivered", delivery.GetProperty("state").GetString(), ignoreCase: true);
        Assert.StartsWith(letters == 499 ? new string('a', 499) : new string('a', 498) + "😀", delivery.GetProperty("excerpt").GetString());
    }

    private static string Signed(string secret, Received got) => new StandardWebhooks.StandardWebhook(secret)
        .Sign(got.MessageId, DateTimeOffset.FromUnixTimeSeconds(long.Parse(got.Headers["webhook-timestamp"])), got.Body);
}
