using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <summary>Moves a space one place up or down among those in use.</summary>
internal sealed class MoveSpace(AppDb db, Guard guard, CommunityCache cache, CurrentMember member)
{
    public async Task RunAsync(long communityId, long spaceId, bool up, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var spaces = await db.Set<Space>().Where(s => s.ArchivedAt == null).OrderBy(s => s.Order).ThenBy(s => s.Id).ToListAsync(cancel);
        var from = spaces.FindIndex(s => s.Id == spaceId);
        if (from < 0)
            throw Refused.NotFound();
        var to = up ? from - 1 : from + 1;
        if (to < 0 || to >= spaces.Count)
            return;

        (spaces[from], spaces[to]) = (spaces[to], spaces[from]);
        foreach (var (index, space) in spaces.Index())
            space.MoveTo(index + 1);
        db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        cache.Evict();
    }
}
