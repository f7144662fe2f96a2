using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>An operator fixes a member's level, or lets it follow again from what the member does.</summary>
internal sealed class LockTrust(AppDb db, Guard guard, ReckonTrust reckon, CommunityScope scope, TimeProvider time)
{
    public async Task RunAsync(long memberId, TrustLevel? level, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        if (level is not { } wanted || !Enum.IsDefined(wanted))
            throw Refused.AtField("level", "level_missing", "Choose a level.");
        var why = (reason ?? "").Trim();
        if (why.Length == 0)
            throw Refused.AtField("reason", "reason_missing", "Give a reason. Other operators see it.");
        if (why.Length > TrustStanding.MaxReason)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", TrustStanding.MaxReason);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var standing = await StandingAsync(memberId, cancel);
        var before = standing.Level;
        standing.Lock(wanted, why, by, Now);
        db.Publish(() => new TrustChanged(scope.Id, by, memberId, before, wanted));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The level is reckoned at once.</summary>
    public async Task UnlockAsync(long memberId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var standing = await StandingAsync(memberId, cancel);
        var before = standing.Level;
        standing.Unlock();
        db.Publish(() => new TrustChanged(scope.Id, by, memberId, before, standing.Level));
        await db.SaveChangesAsync(cancel);
        await reckon.OneAsync(memberId, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whoever took part has one already, or is made one; of others nobody may learn that they exist.</summary>
    private async Task<TrustStanding> StandingAsync(long memberId, CancellationToken cancel)
    {
        if (await db.Set<TrustStanding>().SingleOrDefaultAsync(s => s.MemberId == memberId, cancel) is { } known)
            return known;
        if (!await db.Set<VisitDay>().AnyAsync(d => d.MemberId == memberId, cancel))
            throw Refused.NotFound();
        var standing = TrustStanding.Of(scope.Id, memberId, Now);
        db.Add(standing);
        return standing;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
