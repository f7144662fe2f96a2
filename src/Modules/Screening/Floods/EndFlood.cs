using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Floods;

/// <summary>Ends a flood before its time. Another begins only when as many join again.</summary>
internal sealed class EndFlood(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    public async Task RunAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var flood = await db.Set<JoinFlood>().SingleOrDefaultAsync(f => f.Id == id, cancel) ?? throw Refused.NotFound();
        // Pressed twice, or ended by itself meanwhile.
        if (flood.EndedAt is not null)
            return;
        flood.End(by, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new JoinFloodEnded(scope.Id, by, id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Says of floods whose time is over that they have ended. Nothing depends on it but what operators read.</summary>
internal sealed class EndFloodsInTime(AppDb db, TimeProvider time) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    /// <summary>Works across communities.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Across communities: few rows are open at any time.
        foreach (var flood in await db.Set<JoinFlood>().IgnoreQueryFilters().Where(f => f.EndedAt == null && f.Until <= now)
            .ToListAsync(cancel))
        {
            flood.End(null, flood.Until);
            db.Publish(() => new JoinFloodEnded(flood.CommunityId, null, flood.Id));
        }
        await db.SaveChangesAsync(cancel);
    }
}
