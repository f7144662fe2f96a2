namespace Guildhall.Kernel.Http;

/// <summary>
/// A form (WHATWG URL, application/x-www-form-urlencoded) without the characters <c>%00</c>, wherever the reads part them.
/// </summary>
internal sealed class NulFreeBody(Stream inner) : Stream
{
    private readonly byte[] _held = new byte[2];
    private int _heldCount;
    private bool _ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        // Who reads nothing waits for something to come.
        if (buffer.IsEmpty)
            return _ended ? 0 : await inner.ReadAsync(buffer, cancel);
        // Room for what was held back and at least one byte more; nobody reads a form by less.
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, _held.Length + 1, nameof(buffer));
        while (!_ended)
        {
            _held.AsSpan(0, _heldCount).CopyTo(buffer.Span);
            var read = await inner.ReadAsync(buffer[_heldCount..], cancel);
            _ended = read == 0;
            var count = Clean(buffer.Span[..(_heldCount + read)]);
            if (count > 0)
                return count;
        }
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) =>
        ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read without blocking.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <returns>How many bytes stay. What may be the beginning of another one is held back until more has come.</returns>
    private int Clean(Span<byte> bytes)
    {
        var nul = "%00"u8;
        var (from, to) = (0, 0);
        while (bytes[from..].IndexOf(nul) is var at and >= 0)
        {
            bytes.Slice(from, at).CopyTo(bytes[to..]);
            (from, to) = (from + at + nul.Length, to + at);
        }
        bytes[from..].CopyTo(bytes[to..]);
        to += bytes.Length - from;

        _heldCount = _ended ? 0 : bytes[..to].EndsWith("%0"u8) ? 2 : bytes[..to].EndsWith("%"u8) ? 1 : 0;
        to -= _heldCount;
        bytes.Slice(to, _heldCount).CopyTo(_held);
        return to;
    }
}
