using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.RefundClaims;

/// <summary>How it stands with money back for one order of a member.</summary>
/// <param name="Handling">Of all lines the strictest.</param>
/// <param name="Fits">It is within the terms.</param>
/// <param name="Until">When the terms end, UTC.</param>
/// <param name="Left">Minor units that would go back.</param>
/// <param name="Reasons">Each condition with whether it holds.</param>
/// <param name="Claim">What was asked for already; <c>null</c> before.</param>
public sealed record RefundStanding(
    RefundHandling Handling, bool Fits, DateTime Until, long Left, string Currency, IReadOnlyList<Reason> Reasons, OwnClaim? Claim)
{
    public bool IsAtOnce => Handling == RefundHandling.AtOnce && Fits;
    public bool CanAsk => Handling != RefundHandling.None && Left > 0 && Claim is null;
}

/// <summary>What a member has asked for.</summary>
/// <param name="DecidedAt"><c>null</c> while it waits.</param>
/// <param name="Answer">Why it was declined; empty otherwise.</param>
public sealed record OwnClaim(DateTime AskedAt, DateTime? DecidedAt, bool Accepted, string Answer);

/// <summary>Holds the refund terms against an order.</summary>
internal sealed class JudgeRefund(AppDb db, IEnumerable<IUsage> usages)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public async Task<RefundStanding> RunAsync(OrderFile file, DateTime now, CancellationToken cancel)
    {
        var order = file.Order;
        var claim = await db.Set<RefundClaim>().Where(c => c.OrderId == order.Id)
            .Select(c => new OwnClaim(c.AskedAt, c.DecidedAt, c.Accepted, c.Answer)).SingleOrDefaultAsync(cancel);
        var payment = file.Payments.Find(p => p.AppliedAt is not null);
        var rules = await RefundRule.OfKindsAsync(db.Set<RefundRule>(), [.. order.Lines.Select(l => l.ItemKind)], cancel);
        var handling = order.Lines.Min(l => rules.GetValueOrDefault(l.ItemKind)?.Handling ?? RefundHandling.None);
        if (order.PaidAt is not { } paid || payment is null || handling == RefundHandling.None || await IsDisputedAsync(payment, cancel))
            return new RefundStanding(RefundHandling.None, false, now, 0, order.Currency, [], claim);

        var (reasons, until) = (new List<Reason>(), DateTime.MaxValue);
        foreach (var line in order.Lines)
        {
            var end = Window(rules[line.ItemKind], line, paid, now, reasons);
            until = end < until ? end : until;
            await UseAsync(rules[line.ItemKind], line.ToSold(order), paid, now, reasons, cancel);
        }
        if (handling == RefundHandling.AtOnce)
            await RepeatAsync(order, now, reasons, cancel);
        return new RefundStanding(
            handling, reasons.TrueForAll(r => r.Holds), until, file.LeftOf(payment), payment.Currency, [.. reasons.Distinct()], claim);
    }

    private static DateTime Window(RefundRule rule, OrderLine line, DateTime paid, DateTime now, List<Reason> reasons)
    {
        var end = paid.AddDays(rule.Days);
        reasons.Add(now < end ? new Reason(true, "The {0} {0:day|days} after your payment run until {1}.", [rule.Days, end])
            : new Reason(false, "The {0} {0:day|days} after your payment ended on {1}.", [rule.Days, end]));
        if (rule.DaysIntoPeriod is not { } days || line.CoversFrom is not { } from)
            return end;
        var into = from.AddDays(days);
        reasons.Add(now < into ? new Reason(true, "The first {0} {0:day|days} of your paid period run until {1}.", [days, into])
            : new Reason(false, "The first {0} {0:day|days} of your paid period ended on {1}.", [days, into]));
        return into < end ? into : end;
    }

    private async Task UseAsync(
        RefundRule rule, SoldLine line, DateTime paid, DateTime now, List<Reason> reasons, CancellationToken cancel)
    {
        if (rule.FewerThan is not { } fewer)
            return;
        var used = new List<Usage>();
        foreach (var module in usages)
        {
            if (await module.OfAsync(line, paid, now, cancel) is { } usage)
                used.Add(usage);
        }
        var fits = used.Count > 0 && used.Sum(u => u.Count) < fewer;
        reasons.AddRange(used.Select(u => new Reason(fits, u.Text, [u.Count])));
        if (used.Count == 0)
            reasons.Add(new Reason(false, "It is not known how much of “{0}” you have used.", [line.Title]));
        else if (!fits && fewer > 1)
            reasons.Add(new Reason(false, "The terms say fewer than {0}.", [fewer]));
    }

    /// <summary>Nobody reads, takes the money back and buys again for ever.</summary>
    private async Task RepeatAsync(Order order, DateTime now, List<Reason> reasons, CancellationToken cancel)
    {
        var terms = await RefundTerms.OfAsync(db, cancel);
        var (since, kinds, ids) = (now - Year, order.Lines.Select(l => l.ItemKind).ToList(), order.Lines.Select(l => l.ItemId).ToList());
        var earlier = await db.Set<RefundClaim>()
            .Where(c => c.MemberId == order.MemberId && c.OrderId != order.Id && c.AtOnce && c.AskedAt > since)
            .CountAsync(c => db.Set<OrderLine>().Any(l => l.OrderId == c.OrderId && kinds.Contains(l.ItemKind) && ids.Contains(l.ItemId)),
                cancel);
        if (earlier >= terms.PerYear)
            reasons.Add(new Reason(false, "You have already refunded this {0} {0:time|times} within a year.", [earlier]));
    }

    private Task<bool> IsDisputedAsync(Payment payment, CancellationToken cancel) => db.Set<Dispute>()
        .AnyAsync(d => d.PaymentId == payment.Id && d.State != DisputeState.Won, cancel);
}
