using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Files;

/// <summary>How much room a community has left. Members' own files have no community and count for none: each has one face.</summary>
internal sealed class Quota(AppDb db, IOptions<FilesOptions> options)
{
    public int Megabytes => options.Value.CommunityMegabytes;

    /// <summary>Bytes; below zero where the quota was lowered since.</summary>
    public async Task<long> RoomAsync(long communityId, CancellationToken cancel) => communityId == 0
        ? long.MaxValue
        : options.Value.CommunityBytes - await db.Set<OwnedFile>().IgnoreQueryFilters().Where(f => f.CommunityId == communityId)
            .SumAsync(f => f.Size, cancel);
}
