using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Restrictions;

/// <summary>A restricted member answers to the operators. One answer is open at a time, so that nobody drowns them.</summary>
internal sealed class AnswerRestriction(AppDb db, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(long restrictionId, string? text, CancellationToken cancel = default)
    {
        var (now, member) = (time.GetUtcNow().UtcDateTime, current.RequireId());
        var words = text?.Trim() ?? "";
        if (words.Length == 0)
            throw Refused.AtField("text", "text_missing", "Enter your message.");
        if (words.Length > RestrictionAnswer.TextLength)
            throw Refused.AtField("text", "text_too_long", "Your message can have at most {0} characters.", RestrictionAnswer.TextLength);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, member, cancel);
        // The member's own, wherever it holds: their account is no page of a community.
        var restriction = await db.Set<Restriction>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == restrictionId && r.MemberId == member, cancel) ?? throw Refused.NotFound();
        if (!restriction.InForceAt(now))
            throw new Refused("restriction_over", 409, "This restriction has ended, so there is nothing to appeal.");
        if (await db.Set<RestrictionAnswer>().AnyAsync(a => a.RestrictionId == restrictionId && a.RepliedAt == null, cancel))
            throw new Refused("answer_open", 409, "Your appeal is with the operators. You can write again once they have replied.");
        var answer = RestrictionAnswer.Of(restrictionId, words, now);
        db.Add(answer);
        db.Publish(() => new RestrictionAnswered(restriction.OnlyIn ?? 0, member, member, restrictionId, answer.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
