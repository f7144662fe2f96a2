using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// Gives an order the documents that it should have by now: an invoice once it is paid, a credit note for what went back. What is there
/// stays; asking again makes nothing twice.
/// </summary>
internal sealed class IssueDocuments(AppDb db, DueDocuments due, ReadSeller sellers, TimeProvider time)
{
    /// <summary>Inside the caller's transaction; it takes the buyer's turn, so that two who ask at once come in turn.</summary>
    /// <returns>The invoice that stands; <c>null</c> where nothing was paid.</returns>
    public async Task<Invoice?> RunAsync(long orderId, CancellationToken cancel)
    {
        await db.TakeTurnOfOrderAsync(db.CommunityId, orderId, Now, cancel);
        var file = await OrderFile.ReadBookedAsync(db, orderId, cancel);
        var made = await db.Set<Invoice>().Include(i => i.Lines).Where(i => i.OrderId == orderId).OrderBy(i => i.Id).ToListAsync(cancel);
        var invoice = made.FindLast(i => i.Kind == InvoiceKind.Invoice);
        if (invoice is null)
        {
            var seller = await sellers.OfAsync(db.CommunityId, cancel);
            invoice = await due.InvoiceAsync(file, seller, cancel);
            if (invoice is null)
                return null;
            await IssueAsync(invoice, seller, cancel);
        }
        foreach (var (source, amount, reason, by) in await due.ReturnsAsync(file, invoice.Currency, cancel))
        {
            var before = made.Where(i => i.Kind == InvoiceKind.CreditNote && i.OfId == invoice.Id).Sum(i => i.Total);
            // A lost dispute and a refund may both speak of the same money; an invoice is taken back once.
            var rest = Math.Min(amount, invoice.Total - before);
            if (rest <= 0 || made.Exists(i => i.Source == source))
                continue;
            var credit = invoice.Credit(source, rest, before, reason, by);
            await IssueAsync(credit, cancel);
            made.Add(credit);
        }
        return invoice;
    }

    /// <summary>Draws the number and stores the document: the last step, since the series is taken from then on.</summary>
    public async Task IssueAsync(Invoice invoice, CancellationToken cancel) =>
        await IssueAsync(invoice, await sellers.OfAsync(invoice.CommunityId, cancel), cancel);

    private async Task IssueAsync(Invoice invoice, SellerDetails seller, CancellationToken cancel)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(invoice.TimeZone);
        var prefix = invoice.Kind == InvoiceKind.Invoice ? seller.InvoicePrefix : seller.CreditPrefix;
        var series = InvoiceSeries.Name(prefix, TimeZoneInfo.ConvertTimeFromUtc(Now, zone), invoice.IsTest);
        var number = await InvoiceSeries.DrawAsync(db, invoice.CommunityId, series, cancel);
        invoice.Issue(series, number, Now);
        db.Add(invoice);
        await db.SaveChangesAsync(cancel);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
