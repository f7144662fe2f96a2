using System.Globalization;
using Guildhall.Content.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Import;

/// <summary>
/// Brings in the pictures of one step that lie on other servers: some at once, few from each server. Each is recorded as soon as it is
/// there, so that after a restart nobody is asked again who has answered.
/// </summary>
internal sealed class RemotePicturesOfBatch(
    AppDb db, PictureFetcher fetcher, KeepFile keep, IOptions<ContentOptions> options, TimeProvider time)
{
    private const int AtOnce = 6, PerHost = 2;

    /// <param name="alive">Called after each picture.</param>
    public async Task BringAsync(ImportBatch batch, IReadOnlyList<ImportItem> rows, Func<Task> alive, CancellationToken cancel)
    {
        var fetched = await SizeAsync(batch, cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var all = new SemaphoreSlim(AtOnce);
        var hosts = rows.Select(r => RemotePicture.HostOf(r.Path)).Distinct().ToDictionary(h => h, _ => new SemaphoreSlim(PerHost));
        var coming = rows.Select(row => FetchAsync(row, all, hosts[RemotePicture.HostOf(row.Path)], stop.Token)).ToList();
        var recorded = 0;
        try
        {
            await foreach (var done in Task.WhenEach(coming).WithCancellation(cancel))
            {
                var (row, picture) = await done;
                recorded++;
                fetched += await RecordAsync(batch, row, picture, options.Value.FetchedBytes - fetched);
                await alive();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(coming)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // The program stops: what has come meanwhile is not asked for again.
            if (recorded < rows.Count && cancel.IsCancellationRequested)
                foreach (var done in coming.Where(c => c.IsCompletedSuccessfully))
                {
                    var (row, picture) = await done;
                    if (row.AppliedAt is null)
                        fetched += await RecordAsync(batch, row, picture, options.Value.FetchedBytes - fetched);
                }
            foreach (var host in hosts.Values)
                host.Dispose();
        }
    }

    private async Task<(ImportItem Row, FetchedPicture Picture)> FetchAsync(
        ImportItem row, SemaphoreSlim all, SemaphoreSlim host, CancellationToken cancel)
    {
        // The server's turn first: whoever waits for a slow one keeps nobody else waiting.
        await host.WaitAsync(cancel);
        try
        {
            await all.WaitAsync(cancel);
            try
            {
                return (row, await fetcher.RunAsync(row.Path, cancel));
            }
            finally
            {
                all.Release();
            }
        }
        finally
        {
            host.Release();
        }
    }

    /// <summary>What this batch has fetched already.</summary>
    private Task<long> SizeAsync(ImportBatch batch, CancellationToken cancel) => db.Set<ImportItem>().AsNoTracking()
        .Where(i => i.BatchId == batch.Id && i.Kind == ImportKind.File && i.ThingId != null
            && (i.Path.StartsWith("https://") || i.Path.StartsWith("http://")))
        .Join(db.Set<StoredFile>(), i => i.ThingId, f => f.Id, (i, f) => f.Size).SumAsync(cancel);

    /// <returns>Bytes that came in.</returns>
    private async Task<long> RecordAsync(ImportBatch batch, ImportItem row, FetchedPicture picture, long room)
    {
        // Short, and the picture is there: a stop waits for it.
        var cancel = CancellationToken.None;
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (picture.Bytes is not { } bytes)
            LeaveOut(picture.WhyNot!);
        else if (bytes.Size > room)
            LeaveOut(ImportNote.Warning(ImportTexts.RemoteTooMuch, options.Value.FetchedMegabytes.ToString(CultureInfo.InvariantCulture)));
        else
        {
            var file = await keep.EnsureAsync(bytes, RemotePicture.NameOf(row.Path, bytes.Picture!.Value), batch.MemberId, cancel);
            await db.SaveChangesAsync(cancel);
            if (await db.Set<SourceFile>().SingleOrDefaultAsync(f => f.Source == batch.Source && f.Path == row.Path, cancel) is { } known)
            {
                // Another import of the same source was faster.
                row.BecameFile(file.Id, known.FileId, now);
                known.Become(file.Id);
            }
            else
            {
                row.BecameFile(file.Id, null, now);
                db.Add(SourceFile.Of(batch.CommunityId, batch.Source, row.Path, file.Id));
            }
        }
        batch.Advance(1, 0);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return row.ThingId is null ? 0 : picture.Bytes!.Size;

        void LeaveOut(ImportNote why)
        {
            row.LeaveOut(why, now);
            batch.AlsoWarn(1);
        }
    }
}
