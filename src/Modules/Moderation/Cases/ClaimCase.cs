using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Cases;

/// <summary>
/// A moderator says that they look after a case, so that two do not read the same. It locks nobody out: whoever claims last has it.
/// </summary>
internal sealed class ClaimCase(AppDb db, Guard guard, TimeProvider time)
{
    /// <exception cref="Refused">404; 409 where it is decided.</exception>
    public async Task RunAsync(long id, bool claimed, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.HandleReports, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var thing = await db.Set<Case>().Where(c => c.Id == id).Select(c => (long?)c.ThingId).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        await db.LockAsync(LockOn.Case, thing, cancel);
        var one = await db.Set<Case>().SingleAsync(c => c.Id == id, cancel);
        if (one.State == CaseState.Closed)
            throw new Refused("case_closed", 409, "This has already been decided.");
        if (claimed ? one.ClaimedBy == by : one.ClaimedBy != by)
            return;
        one.Claim(claimed ? by : null, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new CaseClaimed(db.CommunityId, by, id, claimed));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
