using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Crashes;

/// <summary>
/// Two nodes of the published program, stopped (SIGTERM) and started in turn while programs write through a watchful proxy.
/// </summary>
public sealed class Restarted_behind_a_proxy : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("guildhall-nodes-");
    private readonly Node _one, _other;

    public Restarted_behind_a_proxy() => (_one, _other) = (new Node(_data), new Node(_data));

    public async ValueTask InitializeAsync() => await _one.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Nobody_notices()
    {
        var (api, token) = await FillAsync();
        await _other.StartAsync();
        await using var rotation = new Rotation(token, _one.Address, _other.Address);
        await rotation.UntilAsync(_one.Address, ready: true);
        await rotation.UntilAsync(_other.Address, ready: true);
        using var enough = new CancellationTokenSource();
        var (written, failed) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var writers = Enumerable.Range(0, 4).Select(_ => WriteAsync(rotation, api, written, failed, enough.Token)).ToList();

        foreach (var node in new[] { _one, _other })
        {
            using var slow = await BeginAsync(node, api, token);
            var stopping = node.StopAsync();
            await rotation.UntilAsync(node.Address, ready: false);
            // Its body arrives when the node takes nothing new any more.
            await slow.FinishAsync();
            Assert.StartsWith("HTTP/1.1 201", await slow.AnswerAsync());
            Assert.Equal(0, await stopping);
            Assert.DoesNotContain("fail:", node.Log);
            await node.StartAsync();
            await rotation.UntilAsync(node.Address, ready: true);
        }
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Empty(failed);
        Assert.True(written.Count > 10, $"Only {written.Count} articles were written.");
        foreach (var slug in written)
        {
            using var answer = await rotation.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{api}/articles/{slug}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Before_the_set_up_they_print_one_link()
    {
        await _other.InitializeAsync();

        var links = await Task.WhenAll(_one.SetupLinkAsync(), _other.SetupLinkAsync());

        Assert.Equal(links[0].Query, links[1].Query);
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        using var http = new HttpClient();
#pragma warning restore RS0030
        foreach (var link in links)
        {
            using var page = await http.GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
    }

    private async Task<(string Api, string Token)> FillAsync()
    {
        var demo = JsonSerializer.Deserialize<JsonElement>(await _one.RunVerbAsync("demo", "--json"));
        var token = JsonSerializer.Deserialize<JsonElement>(await _one.RunVerbAsync(
            "token", "create", "--member", "demo@example.org", "--scopes", "articles:read articles:write", "--days", "30", "--json"));
        var community = demo.GetProperty("communities")[0].GetString()!.Split('/')[^1];
        return ($"/api/communities/{community}", token.GetProperty("token").GetString()!);
    }

    private static async Task WriteAsync(
        Rotation rotation, string api, ConcurrentQueue<string> written, ConcurrentQueue<string> failed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var slug = NewSlug();
            try
            {
                using var answer = await rotation.SendAsync(
                    () => new HttpRequestMessage(HttpMethod.Post, $"{api}/articles") { Content = JsonContent.Create(Article(slug)) });
                if (answer.StatusCode == HttpStatusCode.Created)
                    written.Enqueue(slug);
                else
                    failed.Enqueue($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            catch (HttpRequestException lost)
            {
                failed.Enqueue(lost.ToString());
            }
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static string NewSlug() => "moved-" + Guid.NewGuid().ToString("N")[..12];

    private static object Article(string slug) =>
        new { title = slug, slug, space = "announcements", access = "open", markdown = $"Words of {slug}.", publish = true };

    /// <summary>Half an article on its way to the node, which has begun to read it.</summary>
    private static async Task<SlowRequest> BeginAsync(Node node, string api, string token)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Article(NewSlug()));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(node.Address.Host, node.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST {api}/articles HTTP/1.1\r\nHost: {node.Address.Authority}\r\nAuthorization: Bearer {token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        var slow = new SlowRequest(socket, body[20..]);
        Assert.StartsWith("HTTP/1.1 100", await slow.AnswerAsync());
        await socket.SendAsync(body.AsMemory(0, 20));
        return slow;
    }

    private sealed class SlowRequest(Socket socket, byte[] rest) : IDisposable
    {
        public async Task FinishAsync() => await socket.SendAsync(rest);

        public async Task<string> AnswerAsync()
        {
            var bytes = new byte[4096];
            return Encoding.ASCII.GetString(bytes, 0, await socket.ReceiveAsync(bytes));
        }

        public void Dispose() => socket.Dispose();
    }

    /// <summary>Gives a notice that is longer than the proxy's pause.</summary>
    private sealed class Node(DirectoryInfo data) : GuildhallServer(data)
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Guildhall__Stop__NoticeSeconds"] = "2" };
    }
}
