using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Moderation.Sanctions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Cases;

/// <summary>
/// What restricted members write to the operators waits in the queue, and is done when somebody replied or lifted the restriction,
/// wherever they did. Restrictions of the whole installation are its owner's matter.
/// </summary>
internal sealed class FollowRestrictions(AppDb db, IRestrictions restrictions)
    : IHandle<RestrictionAnswered>, IHandle<RestrictionReplied>, IHandle<RestrictionLifted>
{
    public async Task HandleAsync(RestrictionAnswered happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.CommunityId == 0 || await FindAsync(happened.AnswerId, cancel) is not null)
            return;
        var one = Case.Of(
            happened.CommunityId, new Thing(Case.RestrictionAnswerKind, happened.AnswerId), happened.MemberId, envelope.At);
        one.Appeal(envelope.At);
        db.Add(one);
        await db.SaveChangesAsync(cancel);
    }

    public async Task HandleAsync(RestrictionReplied happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.CommunityId != 0)
            await CloseAsync(await FindAsync(happened.AnswerId, cancel), cancel);
    }

    public async Task HandleAsync(RestrictionLifted happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.CommunityId == 0)
            return;
        if (await db.Set<Sanction>().SingleOrDefaultAsync(s => s.RestrictionId == happened.RestrictionId && s.LiftedAt == null, cancel)
            is { } sanction)
            sanction.Lift(happened.ActorId, envelope.At);
        var waiting = await db.Set<Case>().Where(c => c.AuthorId == happened.MemberId && c.ThingKind == Case.RestrictionAnswerKind
            && c.State != CaseState.Closed).ToListAsync(cancel);
        var appeals = await restrictions.AppealsAsync([.. waiting.Select(c => c.ThingId)], cancel);
        foreach (var one in waiting.Where(c => appeals.GetValueOrDefault(c.ThingId)?.RestrictionId == happened.RestrictionId))
            one.Close();
        await db.SaveChangesAsync(cancel);
    }

    private Task<Case?> FindAsync(long answerId, CancellationToken cancel) => db.Set<Case>()
        .SingleOrDefaultAsync(c => c.ThingKind == Case.RestrictionAnswerKind && c.ThingId == answerId, cancel);

    private async Task CloseAsync(Case? one, CancellationToken cancel)
    {
        if (one is null or { State: CaseState.Closed })
            return;
        one.Close();
        await db.SaveChangesAsync(cancel);
    }
}
