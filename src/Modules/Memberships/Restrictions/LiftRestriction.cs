using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Restrictions;

/// <summary>Ends a restriction before its end; what it closed is open again at once.</summary>
internal sealed class LiftRestriction(AppDb db, IAccess access, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(long memberId, long restrictionId, string? reason, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageMembers), now, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await InTransactionAsync(memberId, restrictionId, reason, now, cancel))
            await transaction.CommitAsync(cancel);
    }

    /// <summary>For whoever has asked the gate and holds a transaction.</summary>
    /// <returns>Whether anything was left to lift.</returns>
    internal async Task<bool> InTransactionAsync(
        long memberId, long restrictionId, string? reason, DateTime now, CancellationToken cancel)
    {
        var words = reason?.Trim() ?? "";
        if (words.Length > Restriction.ReasonLength)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", Restriction.ReasonLength);

        await db.LockAsync(LockOn.Member, memberId, cancel);
        var restriction = await db.Set<Restriction>().Where(Restriction.HoldingIn(db.CommunityId))
            .SingleOrDefaultAsync(r => r.Id == restrictionId && r.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        if (restriction.OnlyIn is null)
            await access.RequireAsync(current.Viewer, Need.Permission(0, Permissions.Operate), now, cancel);
        // Over already: nothing is left to lift.
        if (!restriction.InForceAt(now))
            return false;
        restriction.Lift(current.RequireId(), words, now);
        db.Publish(() => new RestrictionLifted(
            restriction.OnlyIn ?? 0, restriction.LiftedBy, memberId, restriction.Id, restriction.Kind));
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
