using System.Buffers.Text;
using System.Text;

namespace Guildhall.Load.Loading;

/// <summary>Requests that differ only in their target, taken at random.</summary>
/// <param name="fresh">Adds a number to each that was never asked for before, so that no page cache can answer.</param>
internal sealed class Requests(IReadOnlyList<string> targets, string headers, bool fresh = false)
{
    private readonly byte[][] _beginnings = [.. targets.Select(t => Encoding.UTF8.GetBytes($"GET {t}{(fresh ? t.Contains('?') ? "&n=" : "?n=" : "")}"))];
    private readonly byte[] _end = Encoding.UTF8.GetBytes($" HTTP/1.1\r\n{headers}\r\n\r\n");
    private long _next = Environment.TickCount64 * 1000;

    public static string Headers(int port, string? cookie = null, string? encoding = null) =>
        $"Host: localhost:{port}\r\nAccept: text/html\r\nAccept-Language: zh-CN\r\nUser-Agent: guildhall-bench"
        + (cookie is null ? "" : $"\r\nCookie: {cookie}") + (encoding is null ? "" : $"\r\nAccept-Encoding: {encoding}");

    /// <summary>Long enough for every request.</summary>
    public byte[] NewBuffer() => new byte[_beginnings.Max(b => b.Length) + 20 + _end.Length];

    public ReadOnlySpan<byte> Next(Random random, byte[] buffer)
    {
        var beginning = _beginnings[_beginnings.Length == 1 ? 0 : random.Next(_beginnings.Length)];
        beginning.CopyTo(buffer, 0);
        var length = beginning.Length;
        if (fresh)
        {
            Utf8Formatter.TryFormat(Interlocked.Increment(ref _next), buffer.AsSpan(length), out var digits);
            length += digits;
        }
        _end.CopyTo(buffer, length);
        return buffer.AsSpan(0, length + _end.Length);
    }
}
