using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Files.Storage;

/// <summary>The data folder, and behind it the bucket where there is one.</summary>
internal sealed partial class ByteStore(DiskFolder disk, Buckets buckets, BucketHealth health, ILogger<ByteStore> log) : IByteStore
{
    /// <summary>Above all files of ours.</summary>
    public const string Top = "files";

    /// <summary>Where modules keep theirs: Content's beside those of this module.</summary>
    public static readonly IReadOnlyList<string> Folders = [Blobs.Folder, Top];

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>What an object is called: as its file in the data folder, so that a copy of the one is the other.</summary>
    public static string NameOf(string folder, string sha256) => $"{folder}/{sha256[..2]}/{sha256[2..]}";

    /// <summary>The other way round; <c>null</c> for what is no file of ours in that folder.</summary>
    public static string? HashOf(string folder, string name) =>
        name.Length == folder.Length + 66 && name.StartsWith(folder, StringComparison.Ordinal) && name[folder.Length] == '/'
            && name[folder.Length + 3] == '/' && name[(folder.Length + 1)..].Replace("/", "", StringComparison.Ordinal) is { Length: 64 } hash
            && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    public async Task KeepAsync(string folder, string sha256, string file, CancellationToken cancel = default)
    {
        if (!(await buckets.SettingsAsync(cancel)).KeepsInBucket || await buckets.CurrentAsync(cancel) is not { } bucket)
        {
            disk.Keep(folder, sha256, file);
            return;
        }
        // Also where it is there already: its date is what the sweeper goes by.
        await AskAsync(async () =>
        {
            await bucket.PutAsync(NameOf(folder, sha256), file, cancel);
            return true;
        });
    }

    public async Task<IResult?> ServeAsync(string folder, string sha256, string mediaType, CancellationToken cancel = default)
    {
        var tag = new EntityTagHeaderValue($"\"{sha256}\"");
        var path = disk.PathOf(folder, sha256);
        if (File.Exists(path))
            return TypedResults.PhysicalFile(path, mediaType, entityTag: tag, enableRangeProcessing: true);
        return await FindAsync(folder, sha256, cancel) is var (bucket, found)
            ? TypedResults.Stream(new BucketStream(bucket, found), mediaType, entityTag: tag, enableRangeProcessing: true)
            : null;
    }

    public async Task<Stream?> OpenAsync(string folder, string sha256, CancellationToken cancel = default)
    {
        var path = disk.PathOf(folder, sha256);
        if (File.Exists(path))
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        return await FindAsync(folder, sha256, cancel) is var (bucket, found) ? new BucketStream(bucket, found) : null;
    }

    public async Task<byte[]?> ReadAsync(string folder, string sha256, CancellationToken cancel = default)
    {
        var path = disk.PathOf(folder, sha256);
        if (File.Exists(path))
            return await File.ReadAllBytesAsync(path, cancel);
        if (await FindAsync(folder, sha256, cancel) is not var (bucket, found))
            return null;
        var bytes = new byte[found.Size];
        await using var stream = new BucketStream(bucket, found);
        await AskAsync(async () =>
        {
            await stream.ReadExactlyAsync(bytes, cancel);
            return true;
        });
        return bytes;
    }

    public void Touch(string folder, string sha256) => disk.Touch(folder, sha256);

    public async IAsyncEnumerable<string> UntouchedSinceAsync(
        string folder, DateTime then, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var hash in disk.Hashes(folder, then))
            yield return hash;
        if (await buckets.CurrentAsync(cancel) is not { } bucket)
            yield break;
        await using var objects = bucket.ListAsync(folder + "/", cancel).GetAsyncEnumerator(cancel);
        while (await AskAsync(async () => await objects.MoveNextAsync()))
            if (objects.Current.ChangedAt < then && HashOf(folder, objects.Current.Name) is { } hash)
                yield return hash;
    }

    public async Task RemoveAsync(string folder, string sha256, DateTime untouchedSince, CancellationToken cancel = default)
    {
        disk.Remove(folder, sha256, untouchedSince);
        if (await FindAsync(folder, sha256, cancel) is var (bucket, found) && found.ChangedAt < untouchedSince)
            await AskAsync(async () =>
            {
                await bucket.DeleteAsync(found.Name, cancel);
                return true;
            });
    }

    private async Task<(S3Bucket Bucket, BucketObject Found)?> FindAsync(string folder, string sha256, CancellationToken cancel) =>
        await buckets.CurrentAsync(cancel) is { } bucket
            && await AskAsync(() => bucket.FindAsync(NameOf(folder, sha256), cancel)) is { } found ? (bucket, found) : null;

    /// <exception cref="Refused">503.</exception>
    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            var answer = await ask();
            health.Works();
            return answer;
        }
        catch (BucketFailure failure)
        {
            if (health.Fails(failure.Code))
                NoAnswer(failure.Answer);
            throw new Refused(
                "file_storage_unavailable", 503, "The file storage of this site doesn't answer right now. Try again in a minute.") { RetryAfter = Pause };
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The bucket of files does not answer as it should: {Failure}")]
    private partial void NoAnswer(string failure);
}
