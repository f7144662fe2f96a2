using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Words;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trials;

/// <summary>
/// Tries rules on the last posts and switches them on and off. A rule is switched on with the terms of its newest trial, once that is
/// done, and no other way.
/// </summary>
internal sealed class SwitchRule(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <summary>A trial that is older says nothing about the posts of today.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <returns>The trial's id; the queue works it off.</returns>
    public async Task<long> TryAsync(RuleKind kind, RuleTerms terms, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        return await StartAsync(Trial.Of(scope.Id, kind, terms.Check(kind).Write(), by, Now), cancel);
    }

    /// <summary>The same for a list with all the words that it has now.</summary>
    public async Task<long> TryListAsync(long listId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        var last = await db.Set<WatchedWord>().Where(w => w.ListId == listId).MaxAsync(w => (long?)w.Id, cancel);
        if (last is not { } through)
            throw await db.Set<WordList>().AnyAsync(l => l.Id == listId, cancel)
                ? new Refused("list_empty", 409, "The list has no words yet.") : Refused.NotFound();
        return await StartAsync(Trial.OfList(scope.Id, listId, through, by, Now), cancel);
    }

    public async Task SwitchOnAsync(long trialId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var trial = await db.Set<Trial>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == trialId, cancel) ?? throw Refused.NotFound();
        await CheckAsync(trial, cancel);
        if (trial.ListId is { } listId)
            (await db.Set<WordList>().SingleAsync(l => l.Id == listId, cancel)).SwitchOn(trial.Through ?? 0, by, Now);
        else
        {
            var rule = await db.Set<ScreeningRule>().SingleOrDefaultAsync(r => r.Kind == trial.Kind, cancel);
            if (rule is null)
                db.Add(rule = ScreeningRule.Of(scope.Id, trial.Kind));
            rule.SwitchOn(trial.Terms, trial.Id, by, Now);
        }
        db.Publish(() => new ScreeningChanged(scope.Id, by));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Off is off at once.</summary>
    public async Task SwitchOffAsync(RuleKind kind, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        if (await db.Set<ScreeningRule>().SingleOrDefaultAsync(r => r.Kind == kind, cancel) is not { } rule)
            return;
        db.Remove(rule);
        db.Publish(() => new ScreeningChanged(scope.Id, by));
        await db.SaveChangesAsync(cancel);
    }

    public async Task SwitchListOffAsync(long listId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageScreening, cancel);
        var list = await db.Set<WordList>().SingleOrDefaultAsync(l => l.Id == listId, cancel) ?? throw Refused.NotFound();
        list.SwitchOff();
        db.Publish(() => new ScreeningChanged(scope.Id, by));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<long> StartAsync(Trial trial, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Older ones of the same rule say nothing any more, but for the one by which it goes.
        await db.Set<Trial>().Where(t => t.Kind == trial.Kind && t.ListId == trial.ListId
            && !db.Set<ScreeningRule>().Any(r => r.TrialId == t.Id)).ExecuteDeleteAsync(cancel);
        db.Add(trial);
        db.Enqueue(() => new WorkOrder(trial.Id.ToString(CultureInfo.InvariantCulture), new RunTrial(trial.Id)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return trial.Id;
    }

    private async Task CheckAsync(Trial trial, CancellationToken cancel)
    {
        if (trial.State != TrialState.Done)
            throw new Refused("trial_running", 409, "The trial is still running. The rule can be switched on once it has finished.");
        if (trial.FinishedAt < Now - Fresh
            || await db.Set<Trial>().AnyAsync(t => t.Kind == trial.Kind && t.ListId == trial.ListId && t.Id > trial.Id, cancel))
            throw new Refused("trial_old", 409, "This trial is out of date. Try the rule again, then switch it on.");
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
