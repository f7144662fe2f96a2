using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Asking;

/// <summary>
/// Those who manage the community let members ask without their name in a space, or no longer. Repeating it changes nothing.
/// </summary>
internal sealed class SwitchAnonymousAsking(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <param name="space">Its address.</param>
    public async Task RunAsync(string space, bool on, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var place = scope.Required.TopicSpace(space) ?? throw Refused.NotFound();
        var known = await db.Set<AnonymousAsking>().SingleOrDefaultAsync(a => a.SpaceId == place.Id, cancel);
        if (on == known is not null)
            return;
        if (known is not null)
            db.Remove(known);
        else
            db.Add(AnonymousAsking.In(scope.Id, place.Id, by, time.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision() || failed is DbUpdateConcurrencyException)
        {
            // The button was pressed twice at once.
        }
    }
}
