using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// The credit note that a refund leads to. It is only told here: documents follow the money in a lane of their own
/// (<see cref="IssueOnOrders"/>), so that no refund waits for a number.
/// </summary>
internal sealed class InvoiceEffects(AppDb db, DueDocuments due, ReadSeller sellers) : IRefundEffects
{
    public RefundHeading Heading { get; } = new("Invoices", 50);

    public async Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        var file = await OrderFile.ReadAsync(db, back.OrderId, cancel);
        var made = await db.Set<Invoice>().AsNoTracking().Where(i => i.OrderId == back.OrderId).OrderBy(i => i.Id).ToListAsync(cancel);
        var invoice = made.FindLast(i => i.Kind == InvoiceKind.Invoice) 
            ?? await due.InvoiceAsync(file, await sellers.OfAsync(back.CommunityId, cancel), cancel);
        // Money in another currency than the document's was taken beside it, and has none of its own.
        if (invoice is null || invoice.Currency != back.Currency)
            return [];

        var before = made.Where(i => i.Kind == InvoiceKind.CreditNote && i.OfId == invoice.Id).Sum(i => i.Total)
            + (await due.ReturnsAsync(file, invoice.Currency, cancel))
                .Where(r => !made.Exists(i => i.Source == r.Source)).Sum(r => r.Amount)
            + file.Payments.Where(p => p.AppliedAt is not null && p.Currency == invoice.Currency).Sum(file.PendingOf);
        var rest = Math.Min(back.Amount, invoice.Total - before);
        return rest <= 0 ? [new RefundEffect("No credit note: the invoice has already been credited in full.")] : [Told(invoice, before, rest)];
    }

    public Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default) => Task.CompletedTask;

    private static RefundEffect Told(Invoice invoice, long before, long amount)
    {
        var (gross, tax) = (new Money(amount, invoice.Currency),
            new Money(TaxMath.InPart(amount, before, invoice.TaxRate), invoice.Currency));
        return (invoice.Code.Length > 0, tax.Minor > 0) switch
        {
            (true, true) => new RefundEffect("A credit note for {0} of invoice {1} is issued. It includes {2} of tax.", gross, invoice.Code, tax),
            (true, false) => new RefundEffect("A credit note for {0} of invoice {1} is issued.", gross, invoice.Code),
            (false, true) => new RefundEffect("The invoice is issued first, then a credit note for {0} of it. It includes {1} of tax.", gross, tax),
            _ => new RefundEffect("The invoice is issued first, then a credit note for {0} of it.", gross),
        };
    }
}
