using System.Buffers;
using System.Security.Cryptography;
using Guildhall.Kernel.Data;

namespace Guildhall.Files;

/// <summary>What lies in the store.</summary>
/// <param name="Head">The first bytes, for telling what it is.</param>
internal sealed record StoredBytes(string Sha256, long Size, byte[] Head);

/// <summary>
/// Bytes by their SHA-256 in <c>{data}/files/kept/ab/cdef…</c>, beside those of articles, so that one backup takes both. A file is
/// written aside, flushed to the disk and then moved to its name, so that a name always stands for whole, true bytes; names from outside
/// never become paths, and no file is ever whole in memory.
/// </summary>
internal sealed class Blobs(DataFolder data, TimeProvider time)
{
    public const int HeadBytes = 16 * 1024;
    private const int BufferSize = 64 * 1024;
    private readonly string _root = data.Folder(Path.Combine("files", "kept"));
    private readonly string _aside = data.Folder(Path.Combine("files", "incoming"));

    /// <summary>Where the bytes of this hash lie; they may be missing.</summary>
    public string PathOf(string sha256) => Path.Combine(_root, sha256[..2], sha256[2..]);

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
            Move(aside, bytes.Sha256);
            return bytes;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Hashes of what nobody has kept since then.</summary>
    public IEnumerable<string> UntouchedSince(DateTime then) => Directory.EnumerateDirectories(_root, "??").SelectMany(folder =>
        Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < then)
        .Select(file => Path.GetFileName(folder) + Path.GetFileName(file)));

    public void Remove(string sha256, DateTime untouchedSince)
    {
        if (PathOf(sha256) is var path && File.GetLastWriteTimeUtc(path) < untouchedSince)
            File.Delete(path);
    }

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

    private void Move(string aside, string sha256)
    {
        var final = PathOf(sha256);
        if (!File.Exists(final))
        {
            using (var file = File.OpenHandle(aside, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            File.Move(aside, final, overwrite: true);
        }
        // The sweeper leaves what was wanted just now.
        File.SetLastWriteTimeUtc(final, time.GetUtcNow().UtcDateTime);
    }
}
