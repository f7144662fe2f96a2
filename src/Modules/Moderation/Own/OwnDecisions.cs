using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Appeals;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Own;

/// <summary>What moderators decided about something of the member's.</summary>
/// <param name="Verdict">The newest about the thing itself, also one that was taken back; <c>null</c> while it waits.</param>
/// <param name="OnAppeal">What came of the appeal; <c>null</c> without one, or while it is open.</param>
internal sealed record OwnDecision(
    Case Case, string Community, Verdict? Verdict, Sanction? Sanction, Appeal? Appeal, Verdict? OnAppeal)
{
    /// <summary>Whether it waits for its first decision.</summary>
    public bool Waits => Case.State == CaseState.Open && Case.HeldFor is not null;

    public bool MayAppeal => Case.State == CaseState.Closed && Appeal is null && Verdict is { IsAgainstAuthor: true } verdict
        && verdict.Turn == Case.Turn;
}

/// <summary>What became of something that the member reported.</summary>
/// <param name="Title">Empty where they may no longer know of it.</param>
/// <param name="Outcome"><c>null</c> while nobody has decided.</param>
internal sealed record OwnReport(
    long Id, Thing Thing, string Community, ReportReason Reason, DateTime At, string Title, string? Path, VerdictKind? Outcome);

/// <summary>
/// What moderators decided about a member's own, and what became of what they reported, across communities. Moderators decide for the
/// community, so their names are not told; that somebody reported it is not told while nothing came of it.
/// </summary>
internal sealed class OwnDecisions(AppDb db, ICommunities communities, IThings things, CurrentMember current, JudgedThings judged)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<OwnDecision>> ListAsync(long? communityId, CancellationToken cancel) => await RowsAsync(
        await Told().Where(c => communityId == null || c.CommunityId == communityId).OrderByDescending(c => c.Id).Take(Most)
            .ToListAsync(cancel), cancel);

    /// <summary>One of them, with the member's own words where they are still kept.</summary>
    /// <exception cref="Refused">404.</exception>
    public async Task<(OwnDecision Decision, string Html)> ReadAsync(long caseId, CancellationToken cancel)
    {
        var found = await RowsAsync(await Told().Where(c => c.Id == caseId).ToListAsync(cancel), cancel);
        return found is [var one] ? (one, (await judged.WordsAsync(one.Case, cancel))?.Html ?? "") : throw Refused.NotFound();
    }

    public async Task<IReadOnlyList<OwnReport>> ReportsAsync(long? communityId, CancellationToken cancel)
    {
        var me = current.RequireId();
        var verdicts = db.Set<Verdict>().IgnoreQueryFilters();
        var found = await db.Set<Report>().IgnoreQueryFilters()
            .Where(r => r.ReporterId == me && (communityId == null || r.CommunityId == communityId))
            .OrderByDescending(r => r.Id).Take(Most)
            .Join(db.Set<Case>().IgnoreQueryFilters(), r => r.CaseId, c => c.Id, (r, c) => new
            {
                Id = r.CaseId, c.CommunityId, c.ThingKind, c.ThingId, r.Reason, r.At,
                Outcome = verdicts.Where(v => v.CaseId == c.Id && v.UndoneAt == null && v.Kind != VerdictKind.Uphold)
                    .OrderByDescending(v => v.Turn).Select(v => (VerdictKind?)v.Kind).FirstOrDefault(),
            }).ToListAsync(cancel);
        var names = await NamesAsync(cancel);
        var known = new Dictionary<(long, Thing), KnownThing>();
        foreach (var ofOne in found.GroupBy(r => r.CommunityId).ToList())
            foreach (var (thing, seen) in await things.FindAsync(
                ofOne.Key, [.. ofOne.Select(r => new Thing(r.ThingKind, r.ThingId)).Distinct()], current.Viewer, cancel))
                known[(ofOne.Key, thing)] = seen;
        return found.ConvertAll(r =>
        {
            var thing = new Thing(r.ThingKind, r.ThingId);
            var seen = known.GetValueOrDefault((r.CommunityId, thing));
            return new OwnReport(
                r.Id, thing, names.GetValueOrDefault(r.CommunityId) ?? "", r.Reason, r.At, seen?.Title ?? "", seen?.Path, r.Outcome);
        });
    }

    /// <summary>Cases about the member of which they are told.</summary>
    private IQueryable<Case> Told()
    {
        var me = current.RequireId();
        var verdicts = db.Set<Verdict>().IgnoreQueryFilters();
        return db.Set<Case>().IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.AuthorId == me && c.ThingKind != Case.RestrictionAnswerKind)
            .Where(c => (c.State == CaseState.Open && c.HeldFor != null) || verdicts.Any(v => v.CaseId == c.Id
                && (v.Kind == VerdictKind.Publish || v.Kind == VerdictKind.Refuse || v.Kind == VerdictKind.Remove
                    || v.SanctionId != null)));
    }

    private async Task<IReadOnlyList<OwnDecision>> RowsAsync(List<Case> cases, CancellationToken cancel)
    {
        if (cases.Count == 0)
            return [];
        var ids = cases.ConvertAll(c => c.Id);
        var verdicts = (await db.Set<Verdict>().IgnoreQueryFilters().AsNoTracking().Where(v => ids.Contains(v.CaseId))
            .OrderByDescending(v => v.Turn).ToListAsync(cancel)).ToLookup(v => v.CaseId);
        var appeals = (await db.Set<Appeal>().IgnoreQueryFilters().AsNoTracking().Where(a => ids.Contains(a.CaseId))
            .ToListAsync(cancel)).ToDictionary(a => a.VerdictId);
        var sanctions = await db.Set<Sanction>().IgnoreQueryFilters().AsNoTracking().Where(s => ids.Contains(s.CaseId))
            .ToDictionaryAsync(s => s.Id, cancel);
        var names = await NamesAsync(cancel);
        return cases.ConvertAll(c =>
        {
            var verdict = verdicts[c.Id].FirstOrDefault(v => !v.Kind.IsOfAppeal());
            var appeal = verdict is null ? null : appeals.GetValueOrDefault(verdict.Id);
            return new OwnDecision(
                c, names.GetValueOrDefault(c.CommunityId) ?? "", verdict, sanctions.GetValueOrDefault(verdict?.SanctionId ?? 0), appeal,
                appeal is null ? null : verdicts[c.Id].FirstOrDefault(v => v.Kind.IsOfAppeal() && v.UndoneAt is null));
        });
    }

    private async Task<Dictionary<long, string>> NamesAsync(CancellationToken cancel) =>
        (await communities.ListAsync(cancel)).ToDictionary(c => c.Id, c => c.Name);
}
