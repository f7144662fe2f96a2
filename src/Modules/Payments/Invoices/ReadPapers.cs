using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Payments.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>What a checkout asks for beside the choice.</summary>
/// <param name="Billing">As typed, else as the member said last.</param>
/// <param name="IsTyped">Something was typed.</param>
public sealed record CheckoutNeeds(Billing Billing, bool IsTyped, bool AsksConsent, bool Consents)
{
    internal static readonly CheckoutNeeds None = new(Billing.None, false, false, false);
}

/// <summary>An order's documents and what belongs to them, on its record.</summary>
/// <param name="Billable">It is paid and was not for nothing.</param>
public sealed record OrderPapers(
    IReadOnlyList<InvoiceRow> Invoices, bool Billable, Billing? Billing, ConsentGiven? Consent, FapiaoAnswer? Fapiao);

/// <summary>The words as they stood there.</summary>
public sealed record ConsentGiven(string Words, string Language, DateTime At);

/// <summary>An order's documents below its receipt.</summary>
public sealed record ReceiptPapersShown(
    IReadOnlyList<InvoiceRow> Invoices, bool Billable, bool Payable, bool OffersFapiao, FapiaoState? Fapiao);

/// <summary>
/// Reads for pages what they show of documents, before they draw: a component that read for itself would meet the page's own reading, or an
/// operation, on one connection.
/// </summary>
internal sealed class ReadPapers(
    AppDb db, InvoiceList invoices, FapiaoList fapiao, AskFapiao ask, ChangeBilling billing, ReadSeller seller, CommunityScope scope,
    Texts texts)
{
    public async Task<CheckoutNeeds> OfCheckoutAsync(long memberId, HttpRequest request, CancellationToken cancel)
    {
        var typed = BillingInput.Of(request);
        return new CheckoutNeeds(typed ?? await billing.OfMemberAsync(memberId, cancel), typed is { IsEmpty: false },
            (await seller.OfAsync(scope.Id, cancel)).AsksConsent, BillingInput.Consents(request));
    }

    public async Task<FapiaoAnswer?> FapiaoAsync(long orderId, CancellationToken cancel) =>
        await fapiao.OfOrderAsync(orderId, cancel) is { } request ? FapiaoAnswer.Of(new FapiaoRow(request, "")) : null;

    public async Task<OrderPapers> OfRecordAsync(long orderId, CancellationToken cancel)
    {
        var said = await db.Set<OrderBilling>().AsNoTracking().SingleOrDefaultAsync(b => b.OrderId == orderId, cancel);
        var consent = await db.Set<OrderConsent>().AsNoTracking().SingleOrDefaultAsync(c => c.OrderId == orderId, cancel);
        return new OrderPapers(
            InvoiceRow.Of(await invoices.OfOrderAsync(scope.Id, orderId, cancel), texts),
            await db.Set<Order>().AnyAsync(o => o.Id == orderId && o.PaidAt != null && o.Total > 0, cancel),
            said?.Billing, consent is null ? null : new ConsentGiven(consent.Words, consent.Language, consent.GivenAt),
            await FapiaoAsync(orderId, cancel));
    }

    public async Task<ReceiptPapersShown> OfReceiptAsync(long memberId, string code, CancellationToken cancel)
    {
        var (order, offered, request) = await ask.FindAsync(memberId, code, cancel);
        return new ReceiptPapersShown(
            InvoiceRow.Of(await invoices.OfOrderAsync(order.CommunityId, order.Id, cancel), texts),
            order is { PaidAt: not null, Total: > 0 }, order.Total > 0, offered, request?.State);
    }
}
