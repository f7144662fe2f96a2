using System.Security.Cryptography;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Files.Moving;

/// <param name="Damaged">Names of files whose bytes are not what their name says: they stay where they are.</param>
internal sealed record MovedFiles(string To, long Files, long Bytes, IReadOnlyList<string> Damaged);

/// <summary>
/// Moves what lies in the one place to the other. A file is taken away only once it lies whole in the new place, and is found in either
/// meanwhile, so it may be stopped at any moment and begun again.
/// </summary>
internal sealed class MoveFiles(DiskFolder disk, Buckets buckets, DataFolder data)
{
    /// <param name="to">"disk" or "bucket".</param>
    /// <param name="report">Told how many files are done.</param>
    /// <exception cref="Refused">No bucket is set, or it does not answer.</exception>
    public async Task<MovedFiles> RunAsync(string to, Func<long, Task> report, CancellationToken cancel)
    {
        buckets.Forget();
        var bucket = await buckets.CurrentAsync(cancel)
            ?? throw new Refused("bucket_not_set", 409, "No bucket is set. Set one at /operate/files or with Guildhall__Files__S3__Bucket.");
        var (files, bytes, damaged) = (0L, 0L, new List<string>());
        try
        {
            foreach (var folder in ByteStore.Folders)
            {
                var moves = to == BucketSettings.InBucket ? SendAsync(bucket, folder, cancel) : FetchAsync(bucket, folder, cancel);
                await foreach (var (name, size) in moves)
                {
                    if (size is { } moved)
                        (files, bytes) = (files + 1, bytes + moved);
                    else
                        damaged.Add(name);
                    await report(files);
                }
            }
        }
        catch (BucketFailure failure)
        {
            throw new Refused("file_storage_unavailable", 503,
                "The bucket doesn't answer as it should: {0}. {1} files were moved; run it again for the others.", failure.Answer, files);
        }
        return new MovedFiles(to, files, bytes, damaged);
    }

    /// <returns>Names with their size; <c>null</c> for one that is damaged.</returns>
    private async IAsyncEnumerable<(string Name, long? Size)> SendAsync(
        S3Bucket bucket, string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var hash in disk.Hashes(folder))
        {
            var (name, path) = (ByteStore.NameOf(folder, hash), disk.PathOf(folder, hash));
            if (await HashOfAsync(path, cancel) != hash)
            {
                yield return (name, null);
                continue;
            }
            var size = new FileInfo(path).Length;
            await bucket.PutAsync(name, path, cancel);
            File.Delete(path);
            yield return (name, size);
        }
    }

    private async IAsyncEnumerable<(string Name, long? Size)> FetchAsync(
        S3Bucket bucket, string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var incoming = data.Folder(Path.Combine("files", "incoming"));
        await foreach (var found in bucket.ListAsync(folder + "/", cancel))
        {
            if (ByteStore.HashOf(folder, found.Name) is not { } hash)
                continue;
            var aside = Path.Combine(incoming, Path.GetRandomFileName());
            try
            {
                await using (var to = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                await using (var from = new BucketStream(bucket, found))
                    await from.CopyToAsync(to, cancel);
                if (await HashOfAsync(aside, cancel) == hash)
                {
                    disk.Keep(folder, hash, aside);
                    await bucket.DeleteAsync(found.Name, cancel);
                    yield return (found.Name, found.Size);
                }
                else
                    yield return (found.Name, null);
            }
            finally
            {
                File.Delete(aside);
            }
        }
    }

    private static async Task<string> HashOfAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }
}
