using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Guildhall.Load.Loading;

/// <param name="Length">Bytes of the whole answer.</param>
/// <param name="FromCache">The server's page cache gave it: only then there is an Age.</param>
internal readonly record struct Answer(int Status, int Length, bool FromCache);

/// <summary>
/// One keep-alive connection that sends a request and blocks until the whole answer is there. As little of HTTP/1.1 (RFC 9112) as a known
/// server needs; it allocates nothing while measuring, so that the client neither collects garbage nor takes processor time from the
/// server.
/// </summary>
internal sealed class Exchange : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
    private byte[] _answer = new byte[256 * 1024];
    private int _filled;

    public Exchange(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>What was answered last.</summary>
    public string Text => Encoding.UTF8.GetString(_answer, 0, _filled);

    public Answer Send(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0)
            request = request[_socket.Send(request)..];
        _filled = 0;
        var body = Find("\r\n\r\n"u8, 0) + 4;
        var head = _answer.AsSpan(0, body);
        _ = Utf8Parser.TryParse(head[9..12], out int status, out _);
        var fromCache = head.IndexOf("\r\nAge: "u8) >= 0;
        var end = head.IndexOf("\r\nContent-Length: "u8) is var at and >= 0 && Utf8Parser.TryParse(head[(at + 18)..], out int length, out _)
            ? body + length
            : EndOfChunks(body);
        Fill(end);
        return new Answer(status, end, fromCache);
    }

    public void Dispose() => _socket.Dispose();

    private int EndOfChunks(int at)
    {
        while (true)
        {
            var line = Find("\r\n"u8, at);
            if (!Utf8Parser.TryParse(_answer.AsSpan(at, line - at), out int size, out _, 'x'))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"No chunk begins at byte {at} of:\n{Text}"));
            at = line + 2 + size + 2;
            Fill(at);
            if (size == 0)
                return at;
        }
    }

    private int Find(ReadOnlySpan<byte> mark, int from)
    {
        while (true)
        {
            var at = from < _filled ? _answer.AsSpan(from, _filled - from).IndexOf(mark) : -1;
            if (at >= 0)
                return from + at;
            Receive();
        }
    }

    private void Fill(int count)
    {
        while (_filled < count)
            Receive();
    }

    private void Receive()
    {
        if (_filled == _answer.Length)
            Array.Resize(ref _answer, _answer.Length * 2);
        var read = _socket.Receive(_answer.AsSpan(_filled));
        _filled += read > 0 ? read : throw new IOException($"The server closed the connection after:\n{Text}");
    }
}
