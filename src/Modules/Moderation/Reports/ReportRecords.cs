using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Reports;

/// <summary>How often somebody's reports were right, of those that moderators decided in the community at hand.</summary>
internal sealed record ReportRecord(int Right, int Decided)
{
    public static readonly ReportRecord None = new(0, 0);

    /// <summary>Fewer say nothing.</summary>
    private const int Enough = 5;

    /// <summary>0 to 1: as a coin for somebody new, then by what moderators decided (Laplace's rule of succession).</summary>
    public double Weight => (Right + 1.0) / (Decided + 2.0);

    /// <summary>Whether most of their reports were without cause.</summary>
    public bool IsOftenWrong => Decided >= Enough && Weight < 0.3;
}

/// <summary>Reads the records of reporters.</summary>
internal sealed class ReportRecords(AppDb db)
{
    private const int MostLooked = 5000;

    public async Task<IReadOnlyDictionary<long, ReportRecord>> OfAsync(IReadOnlyCollection<long> reporters, CancellationToken cancel)
    {
        if (reporters.Count == 0)
            return new Dictionary<long, ReportRecord>();
        var decided = await db.Set<Report>().AsNoTracking().Where(r => reporters.Contains(r.ReporterId))
            .OrderByDescending(r => r.Id).Take(MostLooked)
            .Select(r => new
            {
                r.ReporterId,
                Verdict = db.Set<Verdict>().Where(v => v.CaseId == r.CaseId && v.UndoneAt == null).OrderByDescending(v => v.Turn)
                    .Select(v => (VerdictKind?)v.Kind).FirstOrDefault(),
            }).Where(r => r.Verdict != null).ToListAsync(cancel);
        return decided.GroupBy(r => r.ReporterId).ToDictionary(g => g.Key, g => new ReportRecord(
            g.Count(r => r.Verdict is VerdictKind.Remove or VerdictKind.Refuse or VerdictKind.Handled or VerdictKind.Uphold), g.Count()));
    }
}
