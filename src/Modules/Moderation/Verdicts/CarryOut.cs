using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Sanctions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Verdicts;

/// <summary>
/// Does what a verdict says and takes it back, inside the transaction of the operation. The things' owners may clear the context, so rows
/// of this module are read after their turn.
/// </summary>
internal sealed class CarryOut(
    AppDb db, JudgedThings things, ArrangeSanctions sanctions, IRestrictions restrictions, CaseGate cases)
{
    /// <returns>Whether it changed anything.</returns>
    public async Task<bool> DoAsync(Case one, VerdictKind kind, string note, long by, CancellationToken cancel)
    {
        if (one.IsOfRestriction)
            return await AnswerAsync(one, kind, note, cancel);
        if (kind != VerdictKind.Overturn)
            return await things.DoAsync(one, kind, by, cancel);
        var first = await cases.AppealedAsync(one.Id, cancel);
        await TakeBackAsync(one, first, note, by, cancel);
        // It was held, and now nothing speaks against it.
        if (first.Kind == VerdictKind.Refuse)
            await things.DoAsync(one, VerdictKind.Publish, by, cancel);
        return true;
    }

    /// <inheritdoc cref="JudgedThings.TakeDownAsync"/>
    public Task<IReadOnlyList<ProfilePart>?> TakeDownAsync(
        Case one, WantedVerdict wanted, long by, DateTime now, CancellationToken cancel) =>
        things.TakeDownAsync(one, wanted, by, now, cancel);

    public async Task TakeBackAsync(Case one, Verdict verdict, string note, long by, CancellationToken cancel)
    {
        if (verdict.HasActed)
            await things.TakeBackAsync(one, verdict.Kind, by, cancel);
        if (verdict.SanctionId is { } sanction)
            await sanctions.LiftAsync(sanction, note, cancel);
        (await db.Set<Verdict>().SingleAsync(v => v.Id == verdict.Id, cancel)).Undo(by, cases.Now);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<bool> AnswerAsync(Case one, VerdictKind kind, string note, CancellationToken cancel)
    {
        await sanctions.RequireManagingAsync(cancel);
        if (note.Length == 0)
            throw Refused.AtField("note", "note_missing", "Say why: the member sees it.");
        var appeal = (await restrictions.AppealsAsync([one.ThingId], cancel)).GetValueOrDefault(one.ThingId) ?? throw Refused.NotFound();
        await restrictions.ReplyAsync(appeal.MemberId, appeal.RestrictionId, note, cancel);
        return kind != VerdictKind.Overturn || await restrictions.LiftAsync(appeal.MemberId, appeal.RestrictionId, note, cancel);
    }
}
