using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Cases;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Verdicts;

/// <summary>
/// Takes a verdict back with all that it did: what was removed is there again, what was held waits again, a sanction is lifted, and the
/// case is open. The verdict stays in the audit, and so does this.
/// </summary>
internal sealed class UndoVerdict(AppDb db, Guard guard, CaseGate cases, CarryOut carry)
{
    /// <returns>The case.</returns>
    /// <exception cref="Refused">403, 404; 409 where something else was decided since, or cannot be taken back.</exception>
    public async Task<Case> RunAsync(long verdictId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.HandleReports, cancel);
        var seen = await FindAsync(verdictId, cancel);
        var one = await cases.FindAsync(seen.CaseId, cancel);
        await cases.RequireDecidableAsync(one, by, cancel);
        if (one.IsOfRestriction || seen.Kind == VerdictKind.Overturn)
            throw new Refused("verdict_final", 409, "This can't be undone here. Decide again where it took effect.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Case, one.ThingId, cancel);
        (seen, one) = (await FindAsync(verdictId, cancel), await cases.FindAsync(seen.CaseId, cancel));
        if (seen.UndoneAt is not null)
            throw new Refused("verdict_undone", 409, "This verdict was taken back already.");
        if (one.State != CaseState.Closed || seen.Turn != one.Turn)
            throw new Refused("verdict_overtaken", 409, "Something else happened since. Load the page again.");
        await carry.TakeBackAsync(one, seen, "", by, cancel);
        await ReopenAsync(one, seen, cancel);
        db.Publish(() => new VerdictUndone(one.CommunityId, by, one.Id, seen.Id, seen.Kind, one.Thing, one.AuthorId));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return one;
    }

    /// <summary>Where the thing was reported anew since, that case goes on and this one stays closed.</summary>
    private async Task ReopenAsync(Case one, Verdict verdict, CancellationToken cancel)
    {
        var state = verdict.Kind == VerdictKind.Uphold ? CaseState.Appealed : CaseState.Open;
        if (state == CaseState.Open && await db.Set<Case>().AnyAsync(
            c => c.ThingKind == one.ThingKind && c.ThingId == one.ThingId && c.State == CaseState.Open, cancel))
            return;
        (await db.Set<Case>().SingleAsync(c => c.Id == one.Id, cancel)).Reopen(state);
    }

    private async Task<Verdict> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Verdict>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel) ?? throw Refused.NotFound();
}
