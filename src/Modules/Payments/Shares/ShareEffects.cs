using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Shares;

/// <summary>
/// Authors and partners give back the same part of their share. Before the payout it is taken off what is owed to them; what was paid out
/// already is owed by them, and the next payout is less by it.
/// </summary>
internal sealed class ShareEffects(AppDb db, Payables payables, IMembers members) : IRefundEffects
{
    public RefundHeading Heading { get; } = new("Shares of authors and partners", 40);

    public async Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        var moves = (await MovesAsync(back, cancel)).GroupBy(m => m.Share.MemberId).OrderBy(g => g.Key).ToList();
        var names = await members.ManyAsync([.. moves.Select(m => m.Key)], cancel);
        var effects = new List<RefundEffect>();
        foreach (var ofMember in moves)
        {
            var (name, amount) = (names.GetValueOrDefault(ofMember.Key)?.Name ?? "–", ofMember.Sum(m => m.Amount));
            var owed = (await payables.ListAsync(Accounts.Member(ofMember.Key), cancel))
                .FirstOrDefault(p => p.Currency == back.Currency)?.Owed ?? 0;
            var claim = amount - Math.Clamp(owed, 0, amount);
            effects.Add(new RefundEffect("{0} returns {1} of their share.", name, new Money(amount, back.Currency)) { Amount = amount });
            if (claim > 0)
                effects.Add(new RefundEffect("Of that, {1} was already paid out to {0} and is deducted from the next payout.", name,
                    new Money(claim, back.Currency)) { IsWarning = true });
        }
        return effects;
    }

    public async Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        var returns = (await MovesAsync(back, cancel)).Select(m => (m.Share, Return: ShareReturn.Of(m.Share, back.Because, m.Amount, now)))
            .ToList();
        if (returns.Count == 0)
            return;
        db.AddRange(returns.Select(r => r.Return));
        await db.SaveChangesAsync(cancel);
        db.AddRange(returns.Select(r => Books.Return(r.Return, r.Share)));
    }

    /// <summary>What each share still has to give back, now that so much of its payment is back.</summary>
    private async Task<IReadOnlyList<(Share Share, long Amount)>> MovesAsync(MoneyBack back, CancellationToken cancel)
    {
        var (isRefund, id) = (back.Because.Kind == "refund", back.Because.Id);
        var shares = await db.Set<Share>().AsNoTracking().Where(s => s.PaymentId == back.PaymentId).OrderBy(s => s.Id)
            .Select(s => new { Share = s,
                Back = db.Set<ShareReturn>().Where(r => r.ShareId == s.Id).Sum(r => r.Amount),
                Done = db.Set<ShareReturn>().Any(r => r.ShareId == s.Id && (isRefund ? r.RefundId == id : r.DisputeId == id)) })
            .ToListAsync(cancel);
        // What is on its way back will have taken its part before this does.
        return [.. shares.Where(s => !s.Done)
            .Select(s => (s.Share, s.Share.BackAt(back.Returned) - Math.Max(s.Back, s.Share.BackAt(back.ReturnedBefore))))
            .Where(s => s.Item2 > 0)];
    }
}
