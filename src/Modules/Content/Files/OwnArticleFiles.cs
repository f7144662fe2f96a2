using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>The pictures and files of articles that a member has brought, across communities.</summary>
internal sealed class OwnArticleFiles(AppDb db, FileStore store) : IOwnFiles
{
    public async Task<IReadOnlyList<OwnFile>> OfAsync(long memberId, CancellationToken cancel = default) =>
        (await db.Set<StoredFile>().IgnoreQueryFilters().AsNoTracking().Where(f => f.AddedBy == memberId).OrderByDescending(f => f.Id)
            .Select(f => new { f.Name, f.Size, f.AddedAt, f.Sha256 }).ToListAsync(cancel))
            .ConvertAll(f => new OwnFile(f.Name, f.Size, f.AddedAt, stop => store.OpenAsync(f.Sha256, stop)));
}
