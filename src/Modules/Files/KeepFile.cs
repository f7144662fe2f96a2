using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.Extensions.Options;

namespace Guildhall.Files;

/// <summary>Takes in a file as it is.</summary>
internal sealed class KeepFile(AppDb db, Blobs blobs, Quota quota, IOptions<FilesOptions> options, TimeProvider time)
{
    public async Task<OwnedFile> RunAsync(IncomingFile incoming, CancellationToken cancel)
    {
        var (room, name) = (await quota.RoomAsync(incoming.CommunityId, cancel), FileNames.Safe(incoming.Name));
        var bytes = await blobs.KeepAsync(incoming.Content, Check(room), came => Accept(came, name), cancel);
        var file = OwnedFile.Of(
            incoming.CommunityId, bytes, FileTypes.Of(bytes.Head), name, incoming.AddedBy, time.GetUtcNow().UtcDateTime);
        await RecordAsync(file, FileRefused.QuotaReached(quota.Megabytes), cancel);
        return file;
    }

    /// <summary>
    /// Adds the row where there is room for it still: others may have brought theirs meanwhile. What was kept without a row is swept away.
    /// </summary>
    public async Task RecordAsync(OwnedFile file, Refused full, CancellationToken cancel, Action? more = null)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, file.CommunityId, cancel);
        if (await quota.RoomAsync(file.CommunityId, cancel) < file.Size)
            throw full;
        db.Add(file);
        await db.SaveChangesAsync(cancel);
        more?.Invoke();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private Action<long> Check(long room) => size =>
    {
        if (size > options.Value.Bytes)
            throw FileRefused.TooLarge(options.Value.Megabytes);
        if (size > room)
            throw FileRefused.QuotaReached(quota.Megabytes);
    };

    private static void Accept(StoredBytes came, string name)
    {
        if (came.Size == 0)
            throw FileRefused.Missing();
        if (FileTypes.IsLie(name, FileTypes.Of(came.Head)))
            throw FileRefused.Lies(name);
    }
}
