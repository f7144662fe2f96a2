using System.Net;
using System.Net.Http.Headers;

namespace Guildhall.App.Browser.Crashes;

/// <summary>
/// What a reverse proxy does in front of several nodes: asks each for its readiness a few times a second, sends every request to one that
/// is ready, over connections that are kept, and tries none twice.
/// </summary>
internal sealed class Rotation : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Node> _nodes;
    private readonly Task _watching;
    private int _turn;

    public Rotation(string token, params Uri[] nodes)
    {
        _nodes = [.. nodes.Select(address => new Node(address, token))];
        _watching = Task.WhenAll(_nodes.Select(WatchAsync));
    }

    /// <exception cref="HttpRequestException">The node that was ready did not answer.</exception>
    public Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request)
    {
        var ready = _nodes.Where(n => n.IsReady).ToList();
        if (ready.Count == 0)
            throw new HttpRequestException("No node is ready.");
        return ready[(int)((uint)Interlocked.Increment(ref _turn) % ready.Count)].Http.SendAsync(request());
    }

    /// <summary>Until it is in the rotation, or out of it.</summary>
    public async Task UntilAsync(Uri address, bool ready)
    {
        while (_nodes.Single(n => n.Http.BaseAddress == address).IsReady != ready)
            await Task.Delay(Pause, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _nodes.ForEach(n => n.Http.Dispose());
        _stop.Dispose();
    }

    private async Task WatchAsync(Node node)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await node.Http.GetAsync("/health/ready", _stop.Token);
                node.IsReady = answer.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                node.IsReady = false;
            }
            await Task.Delay(Pause, _stop.Token);
        }
    }

    private sealed class Node
    {
        public Node(Uri address, string token)
        {
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
            Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
#pragma warning restore RS0030
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        public HttpClient Http { get; }

        public volatile bool IsReady;
    }
}
