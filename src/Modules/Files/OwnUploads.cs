using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Files;

/// <summary>The files that a member has brought, across communities; of a picture its widest form.</summary>
internal sealed class OwnUploads(AppDb db, IByteStore store) : IOwnFiles
{
    public async Task<IReadOnlyList<OwnFile>> OfAsync(long memberId, CancellationToken cancel = default) =>
        (await db.Set<OwnedFile>().IgnoreQueryFilters().AsNoTracking().Where(f => f.AddedBy == memberId).OrderByDescending(f => f.Id)
            .Select(f => new { f.Name, f.Size, f.AddedAt, f.Sha256 }).ToListAsync(cancel))
            .ConvertAll(f => new OwnFile(f.Name, f.Size, f.AddedAt, stop => store.OpenAsync(Blobs.Folder, f.Sha256, stop)));
}
