using Guildhall.Growth.Levels;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Books;

/// <summary>
/// Reads the ledger of points of the community at hand against what follows from it. It trusts neither code nor triggers.
/// </summary>
internal sealed class CheckPoints(AppDb db)
{
    /// <returns>What does not agree, each with its numbers; empty where all is sound.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        await using var snapshot = await db.BeginReadAsync(cancel);
        var found = new List<string>();
        found.AddRange((await db.Set<PointsEntry>().GroupBy(e => e.TransactionId).Select(g => new { Id = g.Key, Sum = g.Sum(e =>
            e.Amount) })
            .Where(g => g.Sum != 0).ToListAsync(cancel)).Select(t => $"transaction {t.Id} sums to {t.Sum}"));
        found.AddRange((await SumsAsync(PointsAccount.Member, cancel)).Where(m => m.Value < 0)
            .Select(m => $"member {m.Key} has {m.Value} points"));
        var issued = await SumsAsync(PointsAccount.Issued, cancel);
        var standings = await db.Set<MemberStanding>().AsNoTracking().ToDictionaryAsync(s => s.MemberId, s => s.Lifetime, cancel);
        // Whoever deleted their account stands nowhere any more; what was booked stays.
        var gone = await db.Members.Where(m => m.ForgottenAt != null).Select(m => m.Id).ToHashSetAsync(cancel);
        found.AddRange(issued.Keys.Union(standings.Keys)
            .Where(id => -issued.GetValueOrDefault(id) != standings.GetValueOrDefault(id) && !gone.Contains(id))
            .Select(id => $"member {id} has earned {-issued.GetValueOrDefault(id)}, but stands at {standings.GetValueOrDefault(id)}"));
        return found;
    }

    private Task<Dictionary<long, long>> SumsAsync(PointsAccount account, CancellationToken cancel) =>
        db.Set<PointsEntry>().Where(e => e.Account == account).GroupBy(e => e.MemberId)
            .Select(g => new { g.Key, Sum = g.Sum(e => e.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);
}
