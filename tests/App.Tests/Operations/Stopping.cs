using System.Net;
using System.Net.Sockets;
using System.Text;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Operations;

/// <summary>Not ready first, then finishing what is under way, then gone. Signals are tried on the published program.</summary>
public sealed class Stopping : IAsyncLifetime
{
    private readonly StoppingApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task StopAsync() => GracefulStop.EndAsync(_app.Services.GetRequiredService<IHost>());

    [Fact]
    public async Task Says_that_it_is_not_ready_and_serves_on()
    {
        (await _app.Visitor().GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);

        await GracefulStop.GiveNoticeAsync(_app.Services, new CancellationToken(canceled: true));

        var page = (await _app.Visitor().GetAsync("/")).ShouldBe(HttpStatusCode.OK);
        Assert.True(page.Response.Headers.ConnectionClose);
        (await _app.Visitor().GetAsync("/no/such/page")).ShouldBe(HttpStatusCode.NotFound);
        (await _app.Visitor().GetAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await _app.Visitor().GetAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Finishes_a_request_whose_body_is_still_arriving()
    {
        var library = await Library.OpenAsync(_app);
        var key = await KeyAsync(library);
        var body = """{"title":"Late","slug":"late","space":"announcements","access":"open","markdown":"Words.","publish":true}""";
        using var connection = await SendAsync($"POST {library.Api}/articles", key, body.Length, body[..20]);

        var stopping = StopAsync();
        await ShouldNotListenAsync();
        Assert.False(stopping.IsCompleted);
        await connection.SendAsync(Encoding.ASCII.GetBytes(body[20..]));
        var answer = await ReceiveAsync(connection);

        await stopping;
        Assert.Empty(_app.Lines.Taken);
        Assert.StartsWith("HTTP/1.1 201", answer);
    }

    [Fact]
    public async Task Waits_no_longer_than_it_may()
    {
        var library = await Library.OpenAsync(_app);
        var key = await KeyAsync(library);
        using var connection = await SendAsync($"POST {library.Api}/articles", key, 1000, "{");

        await StopAsync();

        Assert.Empty(await ReceiveAsync(connection));
        // Whoever was cut off is no bug of ours.
        Assert.DoesNotContain(_app.Lines.Taken, line => line.Text.Contains("bug", StringComparison.Ordinal));
    }

    private static async Task<string> KeyAsync(Library library)
    {
        var program = await library.ProgramAsync("owner", "articles:read", "articles:write");
        return program.Http.DefaultRequestHeaders.Authorization!.ToString();
    }

    private async Task<Socket> SendAsync(string request, string key, int length, string body)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_app.Address.Host, _app.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"{request} HTTP/1.1\r\nHost: {_app.Address.Authority}\r\nAuthorization: {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"));
        // The server asks for the body when the endpoint begins to read it: from here on the request is under way.
        var asked = new byte[64];
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(asked, 0, await socket.ReceiveAsync(asked)));
        await socket.SendAsync(Encoding.ASCII.GetBytes(body));
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var (bytes, received) = (new byte[4096], 0);
        try
        {
            received = await socket.ReceiveAsync(bytes, TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            // Reset: there is no answer.
        }
        return Encoding.ASCII.GetString(bytes, 0, received);
    }

    private async Task ShouldNotListenAsync()
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(_app.Address.Host, _app.Address.Port, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private sealed class StoppingApp : GuildhallApp
    {
        public LogLines Lines { get; } = new();

        protected override IEnumerable<string> Settings => ["--Guildhall:Stop:DrainSeconds=2"];

        protected override void Arrange(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(Lines);
    }
}
