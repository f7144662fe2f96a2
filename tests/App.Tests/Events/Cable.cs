using System.Net;
using System.Net.Sockets;

namespace Guildhall.App.Tests.Events;

/// <summary>A way to a server that can be cut without a word: nothing arrives any more, and nobody is told.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly IPEndPoint _server;
    private volatile TaskCompletionSource _whole = Done();
    private readonly Task _accepting;

    public Cable(string host, int port)
    {
        _server = new IPEndPoint(IPAddress.Parse(host), port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend() => _whole.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        while (!_ended.IsCancellationRequested)
            open.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
    }

    private async Task CarryAsync(TcpClient from)
    {
        using var near = from;
        using var far = new TcpClient();
        await _whole.Task.WaitAsync(_ended.Token);
        await far.ConnectAsync(_server, _ended.Token);
        var (there, back) = (PumpAsync(near, far), PumpAsync(far, near));
        // Whoever hangs up hangs up for both.
        await Task.WhenAny(there, back);
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _ended.Token) is > 0 and var length)
        {
            await _whole.Task.WaitAsync(_ended.Token);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _ended.Token);
        }
    }
}
