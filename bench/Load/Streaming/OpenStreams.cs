using System.Net;
using System.Net.Sockets;
using System.Text;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Streaming;

/// <summary>Many open event streams, read by one thread that leaves the first core to the server.</summary>
internal sealed class OpenStreams : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly Thread _reading;
    private readonly Lock _lock = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly HashSet<Socket> _waited = [];
    private (byte[] Mark, TaskCompletionSource<(DateTime First, DateTime Last, byte[] Frame)> Heard)? _wanted;
    private DateTime _first;
    private volatile bool _disposed;

    public OpenStreams(IEnumerable<(int Port, string Path, string Header)> streams)
    {
        foreach (var (port, path, header) in streams)
            _sockets.Add(Open(port, path, header));
        _reading = new Thread(Read) { IsBackground = true };
        _reading.Start();
    }

    /// <summary>When a frame with this mark comes next: at the first stream, at the last, and what it was.</summary>
    public Task<(DateTime First, DateTime Last, byte[] Frame)> NextAsync(string mark)
    {
        lock (_lock)
        {
            var heard = new TaskCompletionSource<(DateTime, DateTime, byte[])>(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = (Encoding.UTF8.GetBytes(mark), heard);
            _first = default;
            _waited.Clear();
            _waited.UnionWith(_sockets);
            return heard.Task;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _reading.Join();
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private static Socket Open(int port, string path, string header)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
        socket.Connect(IPAddress.Loopback, port);
        var head = $"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/event-stream\r\n";
        if (header.Length > 0)
            head += header + "\r\n";
        socket.Send(Encoding.ASCII.GetBytes(head + "\r\n"));
        // Until the first frame: then the stream hears everything.
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains("event: open", StringComparison.Ordinal))
        {
            var read = socket.Receive(buffer);
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            if (read == 0 || !answer.ToString().StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                throw new InvalidOperationException($"This is no open stream:\n{answer}");
        }
        return socket;
    }

    private void Read()
    {
        Linux.LeaveFirstCore();
        var ready = new List<Socket>(_sockets.Count);
        while (!_disposed)
        {
            ready.Clear();
            ready.AddRange(_sockets);
            Socket.Select(ready, null, null, 200_000);
            foreach (var socket in ready)
                Take(socket);
        }
    }

    private void Take(Socket socket)
    {
        var read = socket.Receive(_buffer);
        if (read == 0)
            throw new IOException("The server has ended a stream.");
        var now = DateTime.UtcNow;
        lock (_lock)
        {
            // A frame is small and written at once: it comes whole.
            if (_wanted is not { } wanted || _buffer.AsSpan(0, read).IndexOf(wanted.Mark) < 0 || !_waited.Remove(socket))
                return;
            if (_first == default)
                _first = now;
            if (_waited.Count > 0)
                return;
            _wanted = null;
            wanted.Heard.TrySetResult((_first, now, FrameIn(_buffer.AsSpan(0, read), wanted.Mark)));
        }
    }

    /// <summary>Without the chunk around it: from its id, if it has one, to the empty line behind the mark.</summary>
    private static byte[] FrameIn(ReadOnlySpan<byte> received, ReadOnlySpan<byte> mark)
    {
        var at = received.IndexOf(mark);
        var id = received[..at].LastIndexOf("id: "u8);
        var begin = id >= 0 && received[id..at].IndexOf("\n\n"u8) < 0 ? id : at;
        return received[begin..(at + received[at..].IndexOf("\n\n"u8) + 2)].ToArray();
    }
}
