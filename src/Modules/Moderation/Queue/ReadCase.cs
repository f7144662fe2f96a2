using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Queue;

/// <summary>A report with its words; without them where the moderator may not read what it is about.</summary>
/// <param name="Earlier">What became of what they reported before.</param>
internal sealed record SeenReport(long ReporterId, string Reporter, ReportReason Reason, string Note, DateTime At)
{
    public ReportRecord Earlier { get; init; } = ReportRecord.None;
}

internal sealed record SeenVerdict(Verdict Verdict, string By, Sanction? Sanction, string? UndoneBy);

/// <summary>An earlier case about the same member.</summary>
internal sealed record PastCase(long Id, DateTime At, Verdict? Verdict);

/// <summary>What is known of whoever wrote it.</summary>
/// <param name="Since">UTC: when they registered.</param>
internal sealed record AuthorHistory(
    DateTime? Since, IReadOnlyList<PastCase> Cases, IReadOnlyList<Sanction> Sanctions, IReadOnlyList<PastRestriction> Restrictions);

/// <summary>All that a moderator needs to decide. Public for components, as <see cref="CaseRow"/> is.</summary>
public sealed class CaseView
{
    internal CaseView(CaseRow row, JudgedWords? words, AuthorHistory author) => (Row, Words, Author) = (row, words, author);

    internal CaseRow Row { get; }

    /// <summary><c>null</c> where they may not be read, where their owner shows them on its own page only, or they are gone.</summary>
    internal JudgedWords? Words { get; }

    internal AuthorHistory Author { get; }
    internal IReadOnlyList<SeenReport> Reports { get; init; } = [];
    internal IReadOnlyList<SeenVerdict> Verdicts { get; init; } = [];

    /// <summary>Of a member: what can be taken down.</summary>
    internal IReadOnlyList<ProfilePart> Parts { get; init; } = [];
}

/// <summary>One case with its context and the history of its author.</summary>
internal sealed class ReadCase(
    AppDb db, CaseGate cases, CaseQueue queue, JudgedThings judged, ReadAuthor authors, ReportRecords records)
{
    private const int MostReports = 100;

    public async Task<CaseView> RunAsync(long id, CancellationToken cancel)
    {
        var one = await cases.FindAsync(id, cancel);
        var row = (await queue.RowsAsync([one], cancel))[0];
        var words = row.Thing.IsReadable && !one.IsOfRestriction ? await judged.WordsAsync(one, cancel) : null;
        var reports = await db.Set<Report>().Where(r => r.CaseId == id).OrderBy(r => r.Id).Take(MostReports)
            .Join(db.Members, r => r.ReporterId, m => m.Id, (r, m) => new SeenReport(m.Id, m.Name, r.Reason, r.Note, r.At))
            .ToListAsync(cancel);
        var earlier = await records.OfAsync([.. reports.Select(r => r.ReporterId)], cancel);
        // Who is often right is read first.
        reports = [.. reports.Select(r => r with { Earlier = earlier.GetValueOrDefault(r.ReporterId, ReportRecord.None) })
            .OrderByDescending(r => r.Earlier.Weight)];
        return new CaseView(row, words, await authors.RunAsync(one, cancel))
        {
            Reports = row.Thing.IsReadable ? reports : reports.ConvertAll(r => r with { Note = "" }),
            Verdicts = await VerdictsAsync(id, cancel),
            Parts = row.Thing.IsReadable ? await judged.PartsAsync(one, cancel) : [],
        };
    }

    private async Task<List<SeenVerdict>> VerdictsAsync(long id, CancellationToken cancel) => await db.Set<Verdict>().AsNoTracking()
        .Where(v => v.CaseId == id).OrderByDescending(v => v.Turn)
        .LeftJoin(db.Set<Sanction>(), v => v.SanctionId, s => (long?)s.Id, (v, s) => new SeenVerdict(
            v, db.Members.Where(m => m.Id == v.DecidedBy).Select(m => m.Name).First(), s,
            db.Members.Where(m => m.Id == v.UndoneBy).Select(m => m.Name).FirstOrDefault())).ToListAsync(cancel);
}

/// <summary>The history of a member in the community, for moderators.</summary>
internal sealed class ReadAuthor(AppDb db, IMembers members, IRestrictions restrictions)
{
    private const int Most = 10;

    public async Task<AuthorHistory> RunAsync(Case one, CancellationToken cancel)
    {
        var member = one.AuthorId;
        var past = await db.Set<Case>().AsNoTracking()
            .Where(c => c.AuthorId == member && c.Id != one.Id && c.State == CaseState.Closed && c.ThingKind != Case.RestrictionAnswerKind)
            .OrderByDescending(c => c.Id).Take(Most).Select(c => new { c.Id, c.LastAt }).ToListAsync(cancel);
        var closed = past.ConvertAll(c => c.Id);
        var verdicts = (await db.Set<Verdict>().AsNoTracking().Where(v => closed.Contains(v.CaseId) && v.UndoneAt == null)
            .OrderByDescending(v => v.Turn).ToListAsync(cancel)).ToLookup(v => v.CaseId);
        var sanctions = await db.Set<Sanction>().AsNoTracking().Where(s => s.MemberId == member && s.CaseId != one.Id)
            .OrderByDescending(s => s.Id).Take(Most).ToListAsync(cancel);
        var placed = sanctions.Select(s => s.RestrictionId).ToHashSet();
        return new AuthorHistory(
            (await members.ManyAsync([member], cancel)).GetValueOrDefault(member)?.CreatedAt,
            past.ConvertAll(c => new PastCase(c.Id, c.LastAt, verdicts[c.Id].FirstOrDefault())), sanctions,
            [.. (await restrictions.OfMemberAsync(member, cancel)).Where(r => !placed.Contains(r.Id))]);
    }
}
