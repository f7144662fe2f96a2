using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>Takes a file into the community. The same bytes twice are one file.</summary>
internal sealed class KeepFile(AppDb db, CommunityScope scope, FileStore store, TimeProvider time)
{
    public async Task<StoredFile> RunAsync(Stream content, string name, long memberId, long maxBytes, CancellationToken cancel = default)
    {
        var bytes = await store.KeepAsync(content, maxBytes, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var file = await EnsureAsync(bytes, name, memberId, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return file;
    }

    /// <summary>The row for bytes that are in the store already, in the caller's unit of work.</summary>
    public async Task<StoredFile> EnsureAsync(KeptBytes bytes, string name, long memberId, CancellationToken cancel)
    {
        var known = db.Set<StoredFile>().Local.FirstOrDefault(f => f.Sha256 == bytes.Sha256)
            ?? await db.Set<StoredFile>().FirstOrDefaultAsync(f => f.Sha256 == bytes.Sha256, cancel);
        if (known is not null)
            return known;
        var file = StoredFile.Add(scope.Id, bytes, name, memberId, time.GetUtcNow().UtcDateTime);
        db.Add(file);
        return file;
    }
}
