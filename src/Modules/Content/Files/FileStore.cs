using System.Buffers;
using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Files;

/// <summary>What lies in the store.</summary>
/// <param name="Picture"><c>null</c> for what is not a picture that we show.</param>
internal sealed record KeptBytes(string Sha256, long Size, PictureFacts? Picture);

/// <summary>
/// Bytes by their SHA-256 in <c>{data}/files/ab/cdef…</c>. A file is written aside, flushed to the disk and then moved to its
/// name, so that a name always stands for whole, true bytes; names from outside never become paths.
/// </summary>
internal sealed class FileStore(DataFolder data, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;
    private readonly string _root = data.Folder("files");
    private readonly string _aside = data.Folder(Path.Combine("files", "incoming"));

    /// <summary>Where the bytes of this hash lie; they may be missing.</summary>
    public string PathOf(string sha256) => Path.Combine(_root, sha256[..2], sha256[2..]);

    /// <param name="maxBytes">More than that is refused with 413, and nothing stays behind.</param>
    public async Task<KeptBytes> KeepAsync(Stream content, long maxBytes, CancellationToken cancel = default)
    {
        var aside = Path.Combine(_aside, Path.GetRandomFileName());
        try
        {
            var kept = await WriteAsync(content, aside, maxBytes, cancel);
            var final = PathOf(kept.Sha256);
            if (!File.Exists(final))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(final)!);
                File.Move(aside, final, overwrite: true);
            }
            Touch(kept.Sha256);
            return kept;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Says that the bytes were wanted just now.</summary>
    public void Touch(string sha256)
    {
        if (PathOf(sha256) is var path && File.Exists(path))
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Hashes of what nobody has kept or touched since then.</summary>
    public IEnumerable<string> UntouchedSince(DateTime then) => Directory.EnumerateDirectories(_root, "??").SelectMany(folder =>
        Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < then).Select(file => Path.GetFileName(folder) + Path.GetFileName(file)));

    public void Remove(string sha256, DateTime untouchedSince)
    {
        if (PathOf(sha256) is var path && File.GetLastWriteTimeUtc(path) < untouchedSince)
            File.Delete(path);
    }

    private static async Task<KeptBytes> WriteAsync(Stream content, string path, long maxBytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            PictureFacts? picture = null;
            long size = 0;
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancel)) > 0)
            {
                if (size == 0)
                    picture = Pictures.Sniff(buffer.AsSpan(0, read));
                if ((size += read) > maxBytes)
                    throw TooLarge(maxBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            file.Flush(flushToDisk: true);
            return new KeptBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), size, picture);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static Refused TooLarge(long maxBytes) => new Refused("too_large", 413, "The file is larger than {0} MB.", maxBytes / (1024 * 1024)) { Field = "file" };
}
