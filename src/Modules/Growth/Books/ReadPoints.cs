using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Books;

/// <summary>Sums of the ledger of points in the community at hand. What a member has is nowhere else.</summary>
internal sealed class ReadPoints(AppDb db)
{
    /// <summary>What a member can spend.</summary>
    public Task<long> BalanceAsync(long memberId, CancellationToken cancel) => SumAsync(memberId, PointsAccount.Member, cancel);

    /// <summary>What they have earned in all, less what was taken back.</summary>
    public async Task<long> LifetimeAsync(long memberId, CancellationToken cancel) =>
        -await SumAsync(memberId, PointsAccount.Issued, cancel);

    /// <summary>What they earned from an instant on, by when it was earned.</summary>
    /// <param name="from">UTC.</param>
    public async Task<long> EarnedSinceAsync(long memberId, DateTime from, CancellationToken cancel) =>
        -await db.Set<PointsEntry>()
            .Where(e => e.MemberId == memberId && e.Account == PointsAccount.Issued && e.LotAt >= from).SumAsync(e => e.Amount, cancel);

    /// <summary>What is left of the points of each instant, the oldest first: those go first.</summary>
    public async Task<IReadOnlyList<(DateTime LotAt, long Left)>> LotsAsync(long memberId, CancellationToken cancel)
    {
        var mine = db.Set<PointsEntry>().Where(e => e.MemberId == memberId && e.Account == PointsAccount.Member);
        var lots = await mine.Where(e => e.LotAt != null).GroupBy(e => e.LotAt!.Value)
            .Select(g => new { At = g.Key, Amount = g.Sum(e => e.Amount) }).OrderBy(l => l.At).ToListAsync(cancel);
        var used = -await mine.Where(e => e.LotAt == null).SumAsync(e => e.Amount, cancel);
        return Left([.. lots.Select(l => (l.At, l.Amount))], used);
    }

    /// <summary>Takes what was used from the oldest ones.</summary>
    internal static IReadOnlyList<(DateTime LotAt, long Left)> Left(IReadOnlyList<(DateTime At, long Amount)> lots, long used)
    {
        var left = new List<(DateTime, long)>();
        foreach (var (at, amount) in lots)
        {
            var taken = Math.Min(amount, used);
            used -= taken;
            if (amount > taken)
                left.Add((at, amount - taken));
        }
        return left;
    }

    private Task<long> SumAsync(long memberId, PointsAccount account, CancellationToken cancel) =>
        db.Set<PointsEntry>().Where(e => e.MemberId == memberId && e.Account == account).SumAsync(e => e.Amount, cancel);
}
