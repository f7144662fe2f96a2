using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Verdicts;

/// <summary>All that a verdict changes: the thing, the sanction, the case and its own row. A part of <see cref="DecideCase"/>.</summary>
internal sealed class VerdictDeeds(AppDb db, CarryOut carry, ArrangeSanctions sanctions, TimeProvider time)
{
    public async Task<Verdict> DoAsync(Case one, VerdictKind kind, WantedVerdict wanted, long by, CancellationToken cancel)
    {
        var taken = kind == VerdictKind.Remove
            ? await carry.TakeDownAsync(one, wanted, by, time.GetUtcNow().UtcDateTime, cancel) : null;
        var acted = taken is null ? await carry.DoAsync(one, kind, wanted.Words, by, cancel) : taken.Count > 0;
        var sanction = wanted.Sanction is not { } asked || kind.IsOfAppeal() ? null
            : await sanctions.ImposeAsync(one, asked, wanted.Words, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var decided = await db.Set<Case>().SingleAsync(c => c.Id == one.Id, cancel);
        var grounds = kind.IsAgainst() || sanction is not null ? wanted.Grounds ?? await MostSaidAsync(one.Id, cancel) : null;
        var verdict = Verdict.On(decided, kind, grounds, wanted.Words, by, now);
        verdict.Acted(acted, sanction?.Id);
        if (taken is { Count: > 0 })
            verdict.TookDown(taken, wanted.ClosedUntil(now));
        decided.Close();
        db.Add(verdict);
        db.Publish(() => new VerdictGiven(one.CommunityId, by, one.Id, verdict.Id, kind, one.Thing, one.AuthorId));
        await db.SaveChangesAsync(cancel);
        return verdict;
    }

    private async Task<ReportReason?> MostSaidAsync(long caseId, CancellationToken cancel) => await db.Set<Report>()
        .Where(r => r.CaseId == caseId).GroupBy(r => r.Reason).OrderByDescending(g => g.Count()).Select(g => (ReportReason?)g.Key)
        .FirstOrDefaultAsync(cancel);
}
