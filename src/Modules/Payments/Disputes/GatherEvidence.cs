using System.Globalization;
using System.Text;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Disputes;

/// <summary>
/// What the three ledgers say about a disputed payment: ordered and paid, opened, used. In English, which every bank reads; the operator
/// edits it before it is sent.
/// </summary>
internal sealed class GatherEvidence(AppDb db, IGrants grants, IMembers members, IThings things, TimeProvider time)
{
    private const int MostReads = 30;

    public async Task<string> RunAsync(Dispute dispute, CancellationToken cancel)
    {
        var file = await OrderFile.ReadAsync(db, dispute.OrderId, cancel);
        var text = new StringBuilder();
        await OrderAsync(text, file, dispute, cancel);
        await AccessAsync(text, file.Order, cancel);
        await UseAsync(text, file.Order, cancel);
        return text.ToString().TrimEnd();
    }

    private async Task OrderAsync(StringBuilder text, OrderFile file, Dispute dispute, CancellationToken cancel)
    {
        var order = file.Order;
        var buyer = (await members.ManyAsync([order.MemberId], cancel)).GetValueOrDefault(order.MemberId);
        var payment = file.Payments.Single(p => p.Id == dispute.PaymentId);
        text.AppendLine(Invariant($"Order {order.Code}, placed {At(order.CreatedAt)} by {buyer?.Name ?? "a member"} {buyer?.Email}").TrimEnd());
        foreach (var line in order.Lines)
            text.AppendLine(Invariant($"- {line.Description}: {new Money(line.Total, order.Currency)}"));
        text.AppendLine(Invariant($"Paid {At(payment.PaidAt)} with payment {payment.Reference}: {new Money(payment.Amount, payment.Currency)}"));
        foreach (var refund in file.Refunds.Where(r => r.PaymentId == payment.Id && r.SucceededAt is not null))
            text.AppendLine(Invariant($"Refunded {At(refund.SucceededAt!.Value)}: {new Money(refund.Amount, payment.Currency)}"));
    }

    private async Task AccessAsync(StringBuilder text, Order order, CancellationToken cancel)
    {
        var opened = await grants.OfSourcesAsync(order.CommunityId, SoldLine.SourceKind, [.. order.Lines.Select(l => l.Id)], cancel);
        if (opened.Count == 0)
            return;
        text.AppendLine().AppendLine("Access that the buyer was given by this order:");
        foreach (var grant in opened.OrderBy(g => g.From))
        {
            text.Append(Invariant($"- from {At(grant.From)} until {(grant.Until is { } until ? At(until) : "further notice")}"));
            text.AppendLine(grant.RevokedAt is { } revoked ? ", ended " + At(revoked) : "");
        }
    }

    private async Task UseAsync(StringBuilder text, Order order, CancellationToken cancel)
    {
        var (kind, since, now) = (Activity.KindOf(typeof(ArticleRead)), order.PaidAt ?? order.CreatedAt, time.GetUtcNow().UtcDateTime);
        var reads = db.Set<Activity>().AsNoTracking()
            .Where(a => a.CommunityId == order.CommunityId && a.ActorId == order.MemberId && a.Kind == kind && a.At >= since);
        var count = await reads.CountAsync(cancel);
        text.AppendLine().AppendLine(Invariant($"Articles that the buyer has read since then, until {At(now)}: {count}"));
        var last = await reads.OrderByDescending(a => a.At).Take(MostReads).Select(a => new { a.SubjectId, a.At }).ToListAsync(cancel);
        var titles = await things.NamesAsync(order.CommunityId, [.. last.Select(r => new Thing("article", r.SubjectId)).Distinct()], cancel);
        foreach (var read in last)
            text.AppendLine(Invariant($"- {At(read.At)}: {titles.GetValueOrDefault(new Thing("article", read.SubjectId))?.Title ?? "an article"}"));
    }

    private static string At(DateTime at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
