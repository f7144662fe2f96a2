using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// Cleans, across communities, pictures that were stored before this version of <see cref="CleanPicture"/>. A file keeps its row, and with
/// it its name and the address in articles; only the bytes behind them are others. The earlier ones go with the next sweep (<see
/// cref="SweepFiles"/>). Stopped at any moment it goes on with what is left.
/// </summary>
internal sealed partial class CleanStoredPictures(
    IServiceScopeFactory scopes, FileStore store, ILogger<CleanStoredPictures> log) : IRecurringJob
{
    private const int BatchSize = 50;

    /// <summary>
    /// What is left to do comes with a new version or a restored backup, or from a node that still runs the version before.
    /// </summary>
    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancel)
    {
        var (cleaned, missing, after) = (0, 0, 0L);
        while (await NextAsync(after, cancel) is { Count: > 0 } files)
        {
            foreach (var (id, sha256) in files.DistinctBy(f => f.Sha256))
            {
                if (await CleanAsync(sha256, cancel) is { } changed)
                    cleaned += changed;
                else if (missing++ == 0)
                    BytesMissing(id);
            }
            after = files[^1].Id;
        }
        if (cleaned > 0)
            Cleaned(cleaned);
    }

    private async Task<List<(long Id, string Sha256)>> NextAsync(long after, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var files = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<StoredFile>().IgnoreQueryFilters().AsNoTracking()
            .Where(f => f.Id > after && f.CleanVersion < CleanPicture.Version && f.MediaType.StartsWith("image/"))
            .OrderBy(f => f.Id).Take(BatchSize).Select(f => new { f.Id, f.Sha256 }).ToListAsync(cancel);
        return [.. files.Select(f => (f.Id, f.Sha256))];
    }

    /// <returns>How many files have other bytes now; <c>null</c> when the bytes are missing.</returns>
    private async Task<int?> CleanAsync(string sha256, CancellationToken cancel)
    {
        if (await store.CleanAsync(sha256, cancel) is not { } clean)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var old = db.Set<StoredFile>().IgnoreQueryFilters().Where(f => f.Sha256 == sha256 && f.CleanVersion < CleanPicture.Version);
        var isChanged = clean.Sha256 != sha256;
        var rows = isChanged
            ? await old.ExecuteUpdateAsync(f => f
                .SetProperty(x => x.SourceSha256, x => x.SourceSha256 ?? sha256).SetProperty(x => x.Sha256, clean.Sha256)
                .SetProperty(x => x.Size, clean.Size).SetProperty(x => x.CleanVersion, CleanPicture.Version), cancel)
            : await old.ExecuteUpdateAsync(f => f.SetProperty(x => x.CleanVersion, CleanPicture.Version), cancel);
        await transaction.CommitAsync(cancel);
        if (!isChanged)
            return 0;
        // A backup that runs now may have seen the row as it was: the sweep waits a day from now on.
        store.Touch(sha256);
        return rows;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Took metadata out of {Count} stored pictures")]
    private partial void Cleaned(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bytes of stored picture {FileId} are missing, and maybe of others")]
    private partial void BytesMissing(long fileId);
}
