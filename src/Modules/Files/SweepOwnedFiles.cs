using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Files;

/// <summary>
/// Takes away, across communities, files that no thing has used for a day, and then bytes that no file names. The day leaves a form time
/// to be sent once more, and a backup that saw a row still finds its bytes.
/// </summary>
internal sealed class SweepOwnedFiles(AppDb db, Blobs blobs, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private const int BatchSize = 500;

    public static ClockTime At => ClockTime.OfInstallation("20 4 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.Set<OwnedFile>().IgnoreQueryFilters().Where(f => f.UnusedSince < before).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        await foreach (var hashes in blobs.UntouchedSinceAsync(before, cancel).Chunk(BatchSize).WithCancellation(cancel))
        {
            // The same bytes may be several communities': they are kept once.
            var held = await db.Set<OwnedFile>().IgnoreQueryFilters().Where(f => hashes.Contains(f.Sha256)).Select(f => f.Sha256)
                .Concat(db.Set<PictureForm>().Where(f => hashes.Contains(f.Sha256)).Select(f => f.Sha256)).ToHashSetAsync(cancel);
            foreach (var hash in hashes.Where(h => !held.Contains(h)))
                await blobs.RemoveAsync(hash, before, cancel);
        }
    }
}
