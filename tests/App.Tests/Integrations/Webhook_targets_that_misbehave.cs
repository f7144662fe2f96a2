using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Integrations;

public class Webhook_targets_that_misbehave(WebhookApp app) : IClassFixture<WebhookApp>
{
    [Theory]
    [InlineData("http://127.0.0.2:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://0.0.0.0:1/")]
    [InlineData("http://2130706434/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://100.64.0.1/")]
    public async Task A_private_address_is_refused_when_something_is_sent(string url) =>
        Assert.Equal("address_forbidden", await FailureOfAsync(url));

    [Fact]
    public async Task So_is_a_name_that_leads_to_one()
    {
        // The machine's own name, which the guard cannot know before it resolves it.
        var name = Dns.GetHostName();
        var addresses = await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, TestContext.Current.CancellationToken);
        Assert.SkipWhen(addresses.Length == 0 || addresses.Contains(IPAddress.Loopback), "This machine's name leads nowhere, or to the address that is allowed.");

        Assert.Equal("address_forbidden", await FailureOfAsync($"http://{name}:1/"));
    }

    /// <summary>
    /// A name that resolves to a public address when it is checked and to a private one when it is connected to can only deceive whoever
    /// resolves it twice.
    /// </summary>
    [Fact]
    public async Task A_name_is_resolved_once_for_the_check_and_the_connection()
    {
        const string name = "localhost";
        var addresses = await Dns.GetHostAddressesAsync(name, TestContext.Current.CancellationToken);
        Assert.SkipUnless(addresses is [var only] && only.Equals(IPAddress.Loopback), "Here this name leads elsewhere too.");
        await using var receiver = await Receiver.StartAsync();
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url.Replace("127.0.0.1", name, StringComparison.Ordinal), Hooked.Published);
        using var resolutions = new Resolutions(name);

        await guild.Program.PostAsync($"{guild.Endpoints}/{id}/test", new { });
        await app.SettleAsync();

        Assert.Null((await guild.LastAsync(id)).GetProperty("failure").GetString());
        Assert.Single(receiver.Got);
        Assert.Equal(1, resolutions.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = http =>
        {
            http.Response.Redirect("http://127.0.0.1:1/inside");
            return Task.CompletedTask;
        };

        Assert.Equal("redirected", await FailureOfAsync(receiver.Url));
        Assert.Single(receiver.Got);
    }

    [Fact]
    public async Task Of_ten_megabytes_only_the_beginning_is_read()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = async http =>
        {
            var chunk = new byte[64 * 1024];
            Array.Fill(chunk, (byte)'x');
            for (var i = 0; i < 160 && !http.RequestAborted.IsCancellationRequested; i++)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        };
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url, Hooked.Published);
        await guild.Program.PostAsync($"{guild.Endpoints}/{id}/test", new { });
        await app.SettleAsync();

        var delivery = await guild.LastAsync(id);
        Assert.Equal("Delivered", delivery.GetProperty("state").GetString(), ignoreCase: true);
        Assert.Equal(500, delivery.GetProperty("excerpt").GetString()!.Length);
    }

    [Fact]
    public async Task One_that_never_ends_its_answer_is_left_after_its_status()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = async http =>
        {
            await http.Response.WriteAsync("and so on");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(receiver.Url, Hooked.Published);
        await guild.Program.PostAsync($"{guild.Endpoints}/{id}/test", new { });
        await app.SettleAsync();

        Assert.Equal("Delivered", (await guild.LastAsync(id)).GetProperty("state").GetString(), ignoreCase: true);
    }

    [Fact]
    public async Task Nobody_listening_is_a_value_in_the_log()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var url = $"http://{port.LocalEndpoint}/";
        port.Stop();

        Assert.Equal("connection_failed", await FailureOfAsync(url));
    }

    [Fact]
    public async Task So_is_a_server_that_cannot_speak_tls()
    {
        await using var receiver = await Receiver.StartAsync();

        Assert.Equal("tls_failed", await FailureOfAsync(receiver.Url.Replace("http://", "https://", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task So_is_a_bad_certificate()
    {
        await using var receiver = await Receiver.StartAsync(withBadCertificate: true);

        Assert.Equal("tls_failed", await FailureOfAsync(receiver.Url));
        Assert.Empty(receiver.Got);
    }

    [Theory]
    [InlineData("", "url_missing")]
    [InlineData("ftp://example.org/", "url_invalid")]
    [InlineData("https://me:secret@example.org/", "url_invalid")]
    [InlineData("example.org", "url_invalid")]
    public async Task Is_refused_at_its_field(string url, string code)
    {
        var guild = await Hooked.OpenAsync(app);

        (await guild.Program.PostAsync(guild.Endpoints, new { url, events = new[] { Hooked.Published } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Who_may_not_manage_sees_and_makes_none()
    {
        var guild = await Hooked.OpenAsync(app);
        var stranger = await guild.ProgramAsync("stranger", "communities:read", "communities:write");

        (await stranger.GetAsync(guild.Endpoints)).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync(guild.Endpoints, new { url = "https://example.org/", events = new[] { Hooked.Published } })).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string?> FailureOfAsync(string url)
    {
        var guild = await Hooked.OpenAsync(app);
        var (id, _) = await guild.WantsAsync(url, Hooked.Published);
        await guild.Program.PostAsync($"{guild.Endpoints}/{id}/test", new { });
        await app.SettleAsync();
        return (await guild.LastAsync(id)).GetProperty("failure").GetString();
    }
}
