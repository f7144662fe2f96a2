using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <summary>Takes a space out of the menus; what is in it stays under its address for whom its tier lets in.</summary>
internal sealed class ArchiveSpace(AppDb db, Guard guard, CommunityCache cache, CurrentMember member, TimeProvider time)
{
    public async Task RunAsync(long communityId, long spaceId, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var space = await db.Set<Space>().SingleOrDefaultAsync(s => s.Id == spaceId, cancel) ?? throw Refused.NotFound();
        if (space.IsArchived)
            return;
        space.Archive(member.RequireId(), time.GetUtcNow().UtcDateTime);
        db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        await db.SaveChangesAsync(cancel);
        cache.Evict();
    }
}
