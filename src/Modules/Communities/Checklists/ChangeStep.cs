using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Checklists;

/// <summary>What to change of a step; what is <c>null</c> stays.</summary>
public sealed record StepChange(string? Notes, bool? Done);

/// <summary>Keeps an operator's notes on a step, calls it done, or takes that back.</summary>
internal sealed class ChangeStep(AppDb db, Guard guard, CurrentMember member, TimeProvider time)
{
    public async Task RunAsync(long communityId, string key, StepChange change, ShownValues shown, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (!Guide.Steps.Contains(key))
            throw Refused.NotFound();
        var notes = change.Notes is null ? null : CommunityText.Lines(change.Notes);
        if (notes?.Length > ChecklistStep.MaxNotes)
            throw Refused.AtField("notes", "notes_too_long", "Notes can have at most {0} characters.", ChecklistStep.MaxNotes);

        var (by, now) = (member.RequireId(), time.GetUtcNow().UtcDateTime);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, communityId, cancel);
        var step = await db.Set<ChecklistStep>().SingleOrDefaultAsync(s => s.Key == key, cancel);
        if (step is null)
            db.Add(step = ChecklistStep.Of(communityId, key));
        notes = shown.Merge("notes", notes, step.Notes);
        shown.Settle();
        if (notes is not null)
            step.Note(notes, by, now);
        if (change.Done is true && step.DoneAt is null)
        {
            step.Complete(by, now);
            db.Publish(() => new ChecklistStepCompleted(communityId, by, step.Id, key));
        }
        else if (change.Done is false)
        {
            step.Reopen();
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
