using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>Takes a file into the community, under the name that whoever brings it gives it.</summary>
internal sealed class KeepFile(AppDb db, CommunityScope scope, FileStore store, TimeProvider time)
{
    public async Task<StoredFile> RunAsync(Stream content, string name, long memberId, long maxBytes, CancellationToken cancel = default) =>
        await RecordAsync(await store.KeepAsync(content, maxBytes, cancel), name, memberId, cancel);

    /// <param name="bytes">In the store already.</param>
    public async Task<StoredFile> RecordAsync(KeptBytes bytes, string name, long memberId, CancellationToken cancel = default)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var file = await EnsureAsync(bytes, name, memberId, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return file;
    }

    /// <summary>
    /// The row for bytes that are in the store already, in the caller's unit of work. The same file brought again by the same member
    /// under the same name is one; under another name, or by somebody else, it has a row and an address of its own, since its name
    /// tells of them.
    /// </summary>
    public async Task<StoredFile> EnsureAsync(KeptBytes bytes, string name, long memberId, CancellationToken cancel)
    {
        var file = StoredFile.Add(scope.Id, bytes, name, memberId, time.GetUtcNow().UtcDateTime);
        if (db.Set<StoredFile>().Local.FirstOrDefault(file.IsSameUse) is { } added)
            return added;
        var known = await db.Set<StoredFile>().OrderBy(f => f.Id).FirstOrDefaultAsync(
            f => f.Sha256 == file.Sha256 && f.SourceSha256 == file.SourceSha256 && f.Name == file.Name && f.AddedBy == memberId, cancel);
        if (known is not null)
            return known;
        db.Add(file);
        return file;
    }
}
