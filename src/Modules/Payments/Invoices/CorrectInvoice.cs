using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// An invoice was made out to somebody wrong. It stays as it is: a credit note takes it back in whole, and a new invoice over the same
/// purchase comes in its place.
/// </summary>
internal sealed class CorrectInvoice(AppDb db, IssueDocuments issue, Guard guard, TimeProvider time)
{
    /// <returns>The new invoice. Pressed twice, the same.</returns>
    /// <exception cref="Refused">404; 409 invoice_credited; 422: no reason, nothing changed.</exception>
    public async Task<Invoice> RunAsync(long id, Billing to, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(BookPermissions.Keep, cancel);
        var why = SellerDetails.Line(reason, "reason", Invoice.MaxReason);
        if (why.Length == 0)
            throw Refused.AtField("reason", "reason_missing", "Give a reason: it stays on the credit note permanently.");
        var buyer = to.Check();
        if (buyer.Company.Length == 0 && buyer.Name.Length == 0)
            throw Refused.AtField("billingName", "billing_empty", "Enter who it is made out to.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        var memberId = await db.Set<Invoice>().Where(i => i.Id == id && i.Kind == InvoiceKind.Invoice).Select(i => (long?)i.MemberId)
            .SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, time.GetUtcNow().UtcDateTime, cancel);
        var old = await db.Set<Invoice>().Include(i => i.Lines).AsNoTracking().SingleAsync(i => i.Id == id, cancel);
        if (await db.Set<Invoice>().AsNoTracking().SingleOrDefaultAsync(i => i.Source == Sources.Replacement(id), cancel) is { } earlier)
            return earlier;
        if (await db.Set<Invoice>().AnyAsync(i => i.OfId == id && i.Kind == InvoiceKind.CreditNote, cancel))
            throw new Refused("invoice_credited", 409, "Part of this invoice was already refunded. It can't be corrected.");
        if (buyer == old.Buyer)
            throw Refused.AtField("billingName", "billing_same", "The invoice already says this. Change what is wrong.");
        await issue.IssueAsync(old.Credit(Sources.Correction(id), old.Total, 0, why, by), cancel);
        var replacement = old.Replace(buyer, by);
        await issue.IssueAsync(replacement, cancel);
        await transaction.CommitAsync(cancel);
        return replacement;
    }
}
