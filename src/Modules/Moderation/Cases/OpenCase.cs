using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Cases;

/// <summary>Gives the open case of a thing, or opens one. A part of what reports and of what follows a held post.</summary>
internal sealed class OpenCase(AppDb db, TimeProvider time)
{
    /// <summary>Inside the caller's transaction, which holds the lock of the thing from here on.</summary>
    public async Task<Case> ForAsync(Thing thing, long authorId, CancellationToken cancel)
    {
        await db.LockAsync(LockOn.Case, thing.Id, cancel);
        if (await db.Set<Case>().SingleOrDefaultAsync(
            c => c.ThingKind == thing.Kind && c.ThingId == thing.Id && c.State == CaseState.Open, cancel) is { } open)
            return open;
        var opened = Case.Of(db.CommunityId, thing, authorId, time.GetUtcNow().UtcDateTime);
        db.Add(opened);
        db.Publish(() => new CaseOpened(opened.CommunityId, null, opened.Id, thing));
        await db.SaveChangesAsync(cancel);
        return opened;
    }
}
