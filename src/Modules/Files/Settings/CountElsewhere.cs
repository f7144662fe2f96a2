using Guildhall.Files.Storage;
using Guildhall.Kernel.Contracts.Files;

namespace Guildhall.Files.Settings;

/// <summary>Looks through the bucket for files of ours.</summary>
internal sealed class CountElsewhere(Buckets buckets) : IFilesElsewhere
{
    public async Task<FilesElsewhere?> CountAsync(CancellationToken cancel = default)
    {
        if (await buckets.CurrentAsync(cancel) is not { } bucket)
            return null;
        try
        {
            var (files, bytes) = (0L, 0L);
            await foreach (var found in FilesIn(bucket, cancel))
                (files, bytes) = (files + 1, bytes + found.Size);
            return files == 0 ? null : new FilesElsewhere(bucket.Settings.Place, files, bytes);
        }
        catch (BucketFailure)
        {
            return new FilesElsewhere(bucket.Settings.Place, null, null);
        }
    }

    /// <summary>Whether there is one; where the bucket does not answer there may be.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        try
        {
            return await buckets.CurrentAsync(cancel) is { } bucket && await FilesIn(bucket, cancel).AnyAsync(cancel);
        }
        catch (BucketFailure)
        {
            // Nobody has used it while it never answered: a name that was typed wrongly can be mended.
            return false;
        }
    }

    private static IAsyncEnumerable<BucketObject> FilesIn(S3Bucket bucket, CancellationToken cancel) =>
        bucket.ListAsync(ByteStore.Top + "/", cancel)
            .Where(found => ByteStore.Folders.Any(folder => ByteStore.HashOf(folder, found.Name) is not null));
}
