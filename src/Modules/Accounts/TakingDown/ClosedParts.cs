using System.Globalization;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.TakingDown;

/// <summary>Parts of which a member can set no other for a while, because moderators took the last one down.</summary>
internal sealed class ClosedParts(AppDb db, TimeProvider time)
{
    /// <exception cref="Refused">403 at the field; it says until when.</exception>
    public async Task RequireOpenAsync(long memberId, ProfilePart part, string field, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var until = await db.Set<TakenDownPart>()
            .Where(p => p.MemberId == memberId && p.Part == part && p.PutBackAt == null && p.ClosedUntil > now)
            .MaxAsync(p => p.ClosedUntil, cancel);
        if (until is { } end)
            throw new Refused("part_closed", 403, "Moderators took the last one down. You can set another from {0} (UTC).",
                end.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)) { Field = field };
    }
}
