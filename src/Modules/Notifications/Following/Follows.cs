using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Notifications;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Following;

internal sealed class Follows(AppDb db, TimeProvider time) : IFollows
{
    public Task<bool> FollowsAsync(long memberId, Thing thing, CancellationToken cancel = default) =>
        Rows(memberId, thing).AnyAsync(cancel);

    /// <summary>Twice is once.</summary>
    public async Task SetAsync(long memberId, Thing thing, bool follows, CancellationToken cancel)
    {
        if (!follows)
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            await Rows(memberId, thing).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
            return;
        }
        if (await FollowsAsync(memberId, thing, cancel))
            return;
        db.Add(Follow.OfSpace(memberId, thing.Id, time.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            // The button was pressed twice at once.
        }
    }

    private IQueryable<Follow> Rows(long memberId, Thing thing) =>
        db.Set<Follow>().Where(f => f.MemberId == memberId && f.ThingKind == thing.Kind && f.ThingId == thing.Id);
}
