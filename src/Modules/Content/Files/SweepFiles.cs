using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>
/// Takes bytes away that no community holds: what an undone import or a failed upload left. They stay for a day, so that a
/// backup that saw their row still finds them, and an upload that has stored its bytes has time to write its row.
/// </summary>
internal sealed class SweepFiles(AppDb db, FileStore store, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private const int BatchSize = 500;

    public static ClockTime At => ClockTime.OfInstallation("0 4 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        await foreach (var hashes in store.UntouchedSinceAsync(before, cancel).Chunk(BatchSize).WithCancellation(cancel))
        {
            // The same bytes may be held by several communities: they are kept once.
            var held = await db.Set<StoredFile>().IgnoreQueryFilters().Where(f => hashes.Contains(f.Sha256)).Select(f => f.Sha256)
                .ToHashSetAsync(cancel);
            foreach (var hash in hashes.Where(h => !held.Contains(h)))
                await store.RemoveAsync(hash, before, cancel);
        }
    }
}
