using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Shares;

/// <summary>
/// Books what authors and partners earn with a sale; <see cref="ShareEffects"/> takes it back. Runs inside the caller's transaction and the
/// buyer's turn; harmless when repeated.
/// </summary>
internal sealed class BookShares(AppDb db)
{
    /// <summary>The order is paid with this payment.</summary>
    public async Task EarnAsync(Order order, Payment payment, DateTime now, CancellationToken cancel)
    {
        var rules = (await db.Set<ShareRule>().AsNoTracking().Where(r => r.From <= now && (r.Until == null || now < r.Until))
            .OrderBy(r => r.Id).ToListAsync(cancel)).FindAll(r => order.Lines.Any(r.Takes));
        if (rules.Count == 0 || await db.Set<Share>().AnyAsync(s => s.PaymentId == payment.Id, cancel))
            return;
        // What was given back while the payment was held never was the price.
        var paid = payment.Amount
            - await db.Set<Refund>().Where(r => r.PaymentId == payment.Id && r.SucceededAt != null).SumAsync(r => r.Amount, cancel);
        var shares = LineShares.Of(order, paid).SelectMany(line => Of(line.Line, line.Amount, rules, payment, paid, now)).ToList();
        db.AddRange(shares);
        await db.SaveChangesAsync(cancel);
        db.AddRange(shares.Select(Books.Share));
    }

    /// <summary>All shares of a line together are at most the line: rules that promise more are served in the order of their
    /// making.</summary>
    private static IEnumerable<Share> Of(
        OrderLine line, long amount, IEnumerable<ShareRule> rules, Payment payment, long paid, DateTime now)
    {
        var left = amount;
        foreach (var rule in rules.Where(r => r.Takes(line)))
        {
            var part = Math.Min(left, (long)((Int128)amount * rule.BasisPoints / 10_000));
            if (part <= 0)
                continue;
            left -= part;
            yield return Share.Earn(rule, line, payment, paid, amount, part, now);
        }
    }
}

/// <summary>An amount shared out over the lines of an order as they are priced, to the last minor unit.</summary>
internal static class LineShares
{
    public static IReadOnlyList<(OrderLine Line, long Amount)> Of(Order order, long amount)
    {
        var lines = order.Lines.OrderByDescending(l => l.Total).ThenBy(l => l.Id).ToList();
        if (order.Total == 0)
            return [(lines[0], amount)];
        var parts = lines.Select(l => (Line: l, Amount: (long)((Int128)amount * l.Total / order.Total))).ToList();
        parts[0] = parts[0] with { Amount = parts[0].Amount + amount - parts.Sum(p => p.Amount) };
        return parts;
    }
}
