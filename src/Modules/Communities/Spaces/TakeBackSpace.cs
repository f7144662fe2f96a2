using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <summary>Puts an archived space into use again.</summary>
internal sealed class TakeBackSpace(AppDb db, Guard guard, CommunityCache cache, CurrentMember member)
{
    public async Task RunAsync(long communityId, long spaceId, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var space = await db.Set<Space>().SingleOrDefaultAsync(s => s.Id == spaceId, cancel) ?? throw Refused.NotFound();
        if (!space.IsArchived)
            return;
        space.TakeBack();
        db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        await db.SaveChangesAsync(cancel);
        cache.Evict();
    }
}
