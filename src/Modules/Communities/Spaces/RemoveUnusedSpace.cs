using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <summary>
/// Takes back a space that an importer made and that nobody has arranged since. The importer knows that nothing is in it.
/// </summary>
internal sealed class RemoveUnusedSpace(AppDb db, CommunityCache cache, CurrentMember member)
{
    public async Task<bool> RunAsync(long communityId, long spaceId, DateTime since, long? tierId, CancellationToken cancel)
    {
        var space = await db.Set<Space>().IgnoreQueryFilters()
            .SingleOrDefaultAsync(s => s.CommunityId == communityId && s.Id == spaceId, cancel);
        if (space is null || space.CreatedAt < since || space.IsArrangedSince(tierId))
            return false;
        db.Remove(space);
        db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        db.AfterCommit(cache.Evict);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
