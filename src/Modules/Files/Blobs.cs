using System.Buffers;
using System.Security.Cryptography;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Files;

/// <summary>What lies in the store.</summary>
/// <param name="Head">The first bytes, for telling what it is.</param>
internal sealed record StoredBytes(string Sha256, long Size, byte[] Head);

/// <summary>
/// Bytes by their SHA-256 in <c>files/kept/ab/cdef…</c>, beside those of articles, so that one backup takes both. A file is written aside,
/// where it is measured and counted, and then goes whole into the store; names from outside never become paths, and no file is ever whole
/// in memory.
/// </summary>
internal sealed class Blobs(DataFolder data, IByteStore store)
{
    public const int HeadBytes = 16 * 1024;
    public const string Folder = "files/kept";
    private const int BufferSize = 64 * 1024;
    private readonly string _aside = data.Folder(Path.Combine("files", "incoming"));

    /// <param name="check">Told how many bytes have come so far; throws where that is too many. Nothing stays behind then.</param>
    /// <param name="accept">Told what came, before it is kept; throws where it is not wanted.</param>
    public async Task<StoredBytes> KeepAsync(
        Stream content, Action<long> check, Action<StoredBytes>? accept = null, CancellationToken cancel = default)
    {
        var aside = Path.Combine(_aside, Path.GetRandomFileName());
        try
        {
            var bytes = await WriteAsync(content, aside, check, cancel);
            accept?.Invoke(bytes);
            await store.KeepAsync(Folder, bytes.Sha256, aside, cancel);
            return bytes;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <inheritdoc cref="IByteStore.ServeAsync"/>
    public Task<IResult?> ServeAsync(string sha256, string mediaType, CancellationToken cancel) =>
        store.ServeAsync(Folder, sha256, mediaType, cancel);

    /// <inheritdoc cref="IByteStore.UntouchedSinceAsync"/>
    public IAsyncEnumerable<string> UntouchedSinceAsync(DateTime then, CancellationToken cancel) =>
        store.UntouchedSinceAsync(Folder, then, cancel);

    /// <inheritdoc cref="IByteStore.RemoveAsync"/>
    public Task RemoveAsync(string sha256, DateTime untouchedSince, CancellationToken cancel) =>
        store.RemoveAsync(Folder, sha256, untouchedSince, cancel);

    private static async Task<StoredBytes> WriteAsync(Stream content, string path, Action<long> check, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            byte[] head = [];
            long size = 0;
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancel)) > 0)
            {
                if (size == 0)
                    head = buffer.AsSpan(0, Math.Min(read, HeadBytes)).ToArray();
                check(size += read);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            return new StoredBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), size, head);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
