using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Restrictions;

/// <summary>An operator replies to a restricted member; their answer is closed with it, and they may write again.</summary>
internal sealed class ReplyToAnswer(AppDb db, IAccess access, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(long memberId, long restrictionId, string? text, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageMembers), now, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await InTransactionAsync(memberId, restrictionId, text, now, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>For whoever has asked the gate and holds a transaction.</summary>
    internal async Task InTransactionAsync(long memberId, long restrictionId, string? text, DateTime now, CancellationToken cancel)
    {
        var words = text?.Trim() ?? "";
        if (words.Length == 0)
            throw Refused.AtField("reply", "reply_missing", "Enter a reply for the member.");
        if (words.Length > RestrictionAnswer.TextLength)
            throw Refused.AtField("reply", "text_too_long", "Your message can have at most {0} characters.", RestrictionAnswer.TextLength);

        await db.LockAsync(LockOn.Member, memberId, cancel);
        var restriction = await db.Set<Restriction>().AsNoTracking().Where(Restriction.HoldingIn(db.CommunityId))
            .SingleOrDefaultAsync(r => r.Id == restrictionId && r.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        if (restriction.OnlyIn is null)
            await access.RequireAsync(current.Viewer, Need.Permission(0, Permissions.Operate), now, cancel);
        var answer = await db.Set<RestrictionAnswer>()
            .SingleOrDefaultAsync(a => a.RestrictionId == restrictionId && a.RepliedAt == null, cancel)
            ?? throw new Refused("answer_missing", 409, "There is no appeal to reply to.");
        answer.Close(words, current.RequireId(), now);
        db.Publish(() => new RestrictionReplied(restriction.OnlyIn ?? 0, answer.RepliedBy, memberId, restrictionId, answer.Id));
        await db.SaveChangesAsync(cancel);
    }
}
