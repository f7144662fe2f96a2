using System.Globalization;
using System.Text;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Refunds;

/// <summary>
/// All that happens when the price of an order goes back, in the order in which it happens. A refund, the payment's last dispute and the
/// preview of either go the same way.
/// </summary>
internal sealed class Cascade(AppDb db, IEnumerable<IRefundEffects> parts)
{
    private readonly IReadOnlyList<IRefundEffects> _parts =
        [.. parts.OrderBy(p => p.Heading.Place).ThenBy(p => p.Heading.Text, StringComparer.Ordinal)];

    /// <summary>A refund that has gone through; the payment was the price.</summary>
    public async Task<MoneyBack> OfAsync(OrderFile file, Payment payment, Refund refund, CancellationToken cancel) => Of(
        file, payment, new Thing("refund", refund.Id), refund.Amount,
        file.ReturnedSince(payment) - refund.Amount + await LostAsync(payment, null, cancel), refund.EndsAccess) with
    {
        By = refund.RequestedById,
    };

    /// <summary>One that may be asked for: what is on its way counts as gone, since it was asked for before.</summary>
    public async Task<MoneyBack> OfAsync(OrderFile file, Payment payment, long amount, bool endsAccess, CancellationToken cancel) => Of(
        file, payment, new Thing("refund", 0), amount,
        file.ReturnedSince(payment) + file.PendingOf(payment) + await LostAsync(payment, null, cancel), endsAccess);

    /// <summary>A dispute that is lost.</summary>
    public async Task<MoneyBack> OfAsync(OrderFile file, Payment payment, Dispute dispute, CancellationToken cancel) => Of(
        file, payment, new Thing("dispute", dispute.Id), dispute.Amount,
        file.ReturnedSince(payment) + await LostAsync(payment, dispute.Id, cancel), endsAccess: false) with
    {
        Reason = Dispute.LostReason,
    };

    public async Task<IReadOnlyList<CascadePart>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel)
    {
        var told = new List<CascadePart>();
        foreach (var part in _parts)
        {
            if (await part.PreviewAsync(back, now, cancel) is { Count: > 0 } effects)
                told.Add(new CascadePart(part.Heading.Text, effects));
        }
        return told;
    }

    /// <summary>Inside the caller's transaction and the buyer's turn. Each part finds what those before it did.</summary>
    public async Task RunAsync(MoneyBack back, DateTime now, CancellationToken cancel)
    {
        foreach (var part in _parts)
        {
            await part.TakeBackAsync(back, now, cancel);
            await db.SaveChangesAsync(cancel);
        }
    }

    private static MoneyBack Of(OrderFile file, Payment payment, Thing because, long amount, long before, bool endsAccess) => new(
        payment.CommunityId, payment.OrderId, file.Order.MemberId, payment.Id, because, payment.Currency,
        payment.Amount - (file.ReturnedOf(payment) - file.ReturnedSince(payment)), before, amount, endsAccess,
        [.. file.Order.Lines.Select(l => l.ToSold(file.Order))])
    {
        Reason = "The order was refunded.",
    };

    /// <summary>Minor units of the payment that disputes have taken for good.</summary>
    private async Task<long> LostAsync(Payment payment, long? without, CancellationToken cancel) => await db.Set<Dispute>()
        .Where(d => d.PaymentId == payment.Id && d.State == DisputeState.Lost && d.Id != without).SumAsync(d => d.Amount, cancel);
}

/// <summary>What one part takes back.</summary>
/// <param name="Heading">A text key.</param>
public sealed record CascadePart(string Heading, IReadOnlyList<RefundEffect> Effects)
{
    /// <summary>All of it in one text, to see whether it is still the same.</summary>
    public static string Said(IEnumerable<CascadePart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Heading).Append('\n');
            foreach (var effect in part.Effects)
                text.Append(effect.Text).AppendJoin('|', effect.Args.Select(Said)).Append('|').Append(effect.Amount).Append('\n');
        }
        return text.ToString();
    }

    private static string Said(object argument) => argument switch
    {
        DateTime at => at.Ticks.ToString(CultureInfo.InvariantCulture),
        Money money => money.ToString(),
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "",
    };
}
