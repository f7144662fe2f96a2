namespace Guildhall.Files.Storage;

/// <summary>
/// An object as a stream that can be set anywhere: it asks for the object when it is read, from where it stands. So the platform answers
/// ranges and conditions as it does for a file.
/// </summary>
internal sealed class BucketStream(S3Bucket bucket, BucketObject of) : Stream
{
    private Stream? _open;
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => of.Size;

    public override long Position
    {
        get => _position;
        set
        {
            if (value == _position)
                return;
            _position = value;
            _open?.Dispose();
            _open = null;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        _open ??= await bucket.OpenAsync(of.Name, _position, cancel);
        var read = await _open.ReadAsync(buffer, cancel);
        _position += read;
        // The head of the answer has promised so many.
        return read > 0 ? read : throw new EndOfStreamException($"The bucket ended {of.Name} at {_position} of {Length} bytes.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _open?.Dispose();
        base.Dispose(disposing);
    }
}
