using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Sanctions;

/// <summary>Warnings and slow mode, weighed where somebody posts.</summary>
internal sealed class HeldSanctions(AppDb db, TimeProvider time) : ISanctions
{
    public async Task TakeTurnAsync(long communityId, long memberId, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var held = await db.Set<Sanction>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.MemberId == memberId && s.CommunityId == communityId
                && (s.Kind == SanctionKind.Warned || s.Kind == SanctionKind.Slowed))
            .Where(Sanction.InForce(now)).Where(s => s.AcknowledgedAt == null)
            .Select(s => new { s.Id, s.Kind, s.EveryMinutes, s.LastPostAt }).ToListAsync(cancel);
        if (held.Count == 0)
            return;
        if (held.Any(s => s.Kind == SanctionKind.Warned))
            throw new Refused("warning_unread", 409, "A moderator has warned you. Read the warning above and confirm it, then post.");
        foreach (var slow in held)
        {
            // The database decides, so that of two posts at once one has the turn.
            var latest = now.AddMinutes(-slow.EveryMinutes);
            if (await db.Set<Sanction>().IgnoreQueryFilters()
                .Where(s => s.CommunityId == communityId && s.Id == slow.Id && (s.LastPostAt == null || s.LastPostAt <= latest))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastPostAt, now), cancel) == 0)
                throw new Refused("slow_mode", 429, "You can post every {0} minutes for now. Your text is still here.", slow.EveryMinutes)
                {
                    RetryAfter = (slow.LastPostAt ?? now).AddMinutes(slow.EveryMinutes) - now,
                };
        }
    }
}
