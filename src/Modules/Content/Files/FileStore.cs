using System.Buffers;
using System.Security.Cryptography;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Content.Files;

/// <summary>What lies in the store.</summary>
/// <param name="SourceSha256">Of the bytes as they came, before a picture was cleaned.</param>
/// <param name="Picture"><c>null</c> for what is not a picture that we show.</param>
internal sealed record KeptBytes(string Sha256, string SourceSha256, long Size, PictureFacts? Picture);

/// <summary>
/// Bytes by their SHA-256 in <c>files/ab/cdef…</c>. A file is written aside, pictures are cleaned (<see cref="CleanPicture"/>), and what is
/// to be kept goes whole into the store; names from outside never become paths.
/// </summary>
internal sealed class FileStore(DataFolder data, IByteStore store) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const string Folder = "files";
    private readonly string _aside = data.Folder(Path.Combine("files", "incoming"));

    // A picture that is cleaned is in memory, decoded if it must be turned: one after the other, however many come at once.
    private readonly SemaphoreSlim _cleaning = new(1, 1);

    /// <param name="maxBytes">More than that is refused with 413, and nothing stays behind.</param>
    /// <exception cref="Refused">
    /// It is too large; it is a picture of too many points, or a damaged one; it is none, and only pictures are wanted.
    /// </exception>
    public async Task<KeptBytes> KeepAsync(Stream content, long maxBytes, CancellationToken cancel = default, bool onlyPictures = false)
    {
        var aside = AsidePath();
        try
        {
            var (came, mayBePicture) = await WriteAsync(content, aside, maxBytes, cancel);
            var kept = !mayBePicture ? came
                : await CleanAsync(async () => await File.ReadAllBytesAsync(aside, cancel), came, isStored: false, cancel) ?? came;
            if (onlyPictures && kept.Picture is null)
                throw PictureRefused.NotOne();
            if (kept.Sha256 == came.Sha256)
                await store.KeepAsync(Folder, kept.Sha256, aside, cancel);
            return kept;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Cleans a picture that is stored already; one that cannot be shown stays so, but tells nothing any more.</summary>
    /// <returns><c>null</c> where the bytes are missing.</returns>
    public Task<KeptBytes?> CleanAsync(string sha256, CancellationToken cancel = default) =>
        CleanAsync(() => store.ReadAsync(Folder, sha256, cancel), new KeptBytes(sha256, sha256, 0, null), isStored: true, cancel);

    /// <inheritdoc cref="IByteStore.ServeAsync"/>
    public Task<IResult?> ServeAsync(string sha256, string mediaType, CancellationToken cancel) =>
        store.ServeAsync(Folder, sha256, mediaType, cancel);

    /// <inheritdoc cref="IByteStore.OpenAsync"/>
    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancel) => store.OpenAsync(Folder, sha256, cancel);

    /// <inheritdoc cref="IByteStore.Touch"/>
    public void Touch(string sha256) => store.Touch(Folder, sha256);

    /// <inheritdoc cref="IByteStore.UntouchedSinceAsync"/>
    public IAsyncEnumerable<string> UntouchedSinceAsync(DateTime then, CancellationToken cancel) =>
        store.UntouchedSinceAsync(Folder, then, cancel);

    /// <inheritdoc cref="IByteStore.RemoveAsync"/>
    public Task RemoveAsync(string sha256, DateTime untouchedSince, CancellationToken cancel) =>
        store.RemoveAsync(Folder, sha256, untouchedSince, cancel);

    public static Refused TooLarge(long maxBytes) => new Refused("too_large", 413, "The file is larger than {0} MB.", maxBytes / (1024 * 1024)) { Field = "file" };

    public void Dispose() => _cleaning.Dispose();

    private async Task<KeptBytes?> CleanAsync(Func<Task<byte[]?>> read, KeptBytes came, bool isStored, CancellationToken cancel)
    {
        await _cleaning.WaitAsync(cancel);
        var aside = AsidePath();
        try
        {
            if (await read() is not { } file)
                return null;
            came = came with { Size = file.Length };
            if (Pictures.Read(file) is not { } picture)
                return came;
            if (picture.IsTooLarge && !isStored)
                throw PictureRefused.TooManyPoints(picture);
            var parts = CleanPicture.Run(file, picture);
            if (!parts.HasImage && !isStored)
                throw PictureRefused.Damaged();

            var clean = parts.ToArray();
            came = came with { Picture = Pictures.Read(clean) ?? picture };
            if (clean.AsSpan().SequenceEqual(file))
                return came;
            var (kept, _) = await WriteAsync(new MemoryStream(clean), aside, clean.Length, cancel);
            await store.KeepAsync(Folder, kept.Sha256, aside, cancel);
            return came with { Sha256 = kept.Sha256, Size = kept.Size };
        }
        finally
        {
            _cleaning.Release();
            File.Delete(aside);
        }
    }

    private static async Task<(KeptBytes Kept, bool MayBePicture)> WriteAsync(
        Stream content, string path, long maxBytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            var mayBePicture = false;
            long size = 0;
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancel)) > 0)
            {
                if (size == 0)
                    mayBePicture = Pictures.MayBegin(buffer.AsSpan(0, read));
                if ((size += read) > maxBytes)
                    throw TooLarge(maxBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            return (new KeptBytes(sha256, sha256, size, null), mayBePicture);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string AsidePath() => Path.Combine(_aside, Path.GetRandomFileName());
}
