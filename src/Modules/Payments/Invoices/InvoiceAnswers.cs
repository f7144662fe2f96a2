using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Invoices;

/// <summary>To whom an invoice is made out; whatever is left out is empty.</summary>
public sealed record BillingAsked(
    string? Company = null, string? Name = null, string? TaxNumber = null, string? Address = null, string? Country = null,
    string? Email = null)
{
    internal Billing ToBilling() => new(Company ?? "", Name ?? "", TaxNumber ?? "", Address ?? "", Country ?? "", Email ?? "");

    internal static BillingAsked Of(Billing of) => new(of.Company, of.Name, of.TaxNumber, of.Address, of.Country, of.Email);
}

/// <param name="Reason">Stands on the credit note.</param>
public sealed record CorrectionAsked(BillingAsked? Billing, string? Reason);

/// <param name="TaxShown">"none" or "included".</param>
/// <param name="TaxRate">A percentage with up to three decimals, as text: "19", "7.7".</param>
/// <param name="AsksConsent">Buyers must consent to immediate delivery.</param>
/// <param name="OffersFapiao">Members may ask for a fapiao.</param>
public sealed record SellerAnswer(
    string? LegalName, string? Address, string? TaxNumber, string? Contact, string? TaxShown, string? TaxName, string? TaxRate,
    string? Note, string? InvoicePrefix, string? CreditPrefix, bool AsksConsent, bool OffersFapiao)
{
    internal static SellerAnswer Of(SellerDetails of) => new(of.LegalName, of.Address, of.TaxNumber, of.Contact, EnumWords.Of(of.TaxShown),
        of.TaxName, SellerDetails.RateText(of.TaxRate), of.Note, of.InvoicePrefix, of.CreditPrefix, of.AsksConsent, of.OffersFapiao);

    internal SellerDetails ToDetails() => new(LegalName ?? "", Address ?? "", TaxNumber ?? "", Contact ?? "",
        TaxShown is null ? Invoices.TaxShown.None : EnumWords.Read<TaxShown>(TaxShown)
            ?? throw Refused.AtField("taxShown", "tax_shown_unknown", "Tax is shown as none or included."),
        TaxName ?? "", SellerDetails.ReadRate(TaxRate), Note ?? "", InvoicePrefix ?? SellerDetails.UsualInvoicePrefix,
        CreditPrefix ?? SellerDetails.UsualCreditPrefix, AsksConsent, OffersFapiao);
}

/// <summary>Amounts are minor units, tax included, and positive on credit notes too; times are UTC.</summary>
/// <param name="OfInvoice">The number of the invoice that it takes back or replaces; null without.</param>
/// <param name="TaxRate">Percent.</param>
public sealed record InvoiceAnswer(
    long Id, InvoiceKind Kind, string Number, string Order, string? OfInvoice, DateTime IssuedAt, DateTime SuppliedAt, string Currency,
    long Net, long Tax, long Total, TaxShown TaxShown, string TaxName, string TaxRate, PartyAnswer Seller, BillingAsked Buyer, string Note,
    string Reason, bool Test, IReadOnlyList<InvoiceLineAnswer> Lines)
{
    internal static InvoiceAnswer Of(Invoice i) => new(
        i.Id, i.Kind, i.Code, i.OrderCode, i.OfCode.Length > 0 ? i.OfCode : null, i.IssuedAt, i.SuppliedAt, i.Currency, i.Net, i.Tax,
        i.Total, i.TaxShown, i.TaxName, SellerDetails.RateText(i.TaxRate),
        new PartyAnswer(i.SellerName, i.SellerAddress, i.SellerTaxNumber, i.SellerContact), BillingAsked.Of(i.Buyer), i.Note, i.Reason,
        i.IsTest,
        [
            .. i.Lines.OrderBy(l => l.Id).Select(l => new InvoiceLineAnswer(
                l.Title, l.Interval, l.Quantity, l.UnitAmount, l.Discount, l.Amount, l.CoversFrom, l.CoversUntil)),
        ]);
}

public sealed record PartyAnswer(string Name, string Address, string TaxNumber, string Contact);

/// <param name="Title">Empty for a part of an invoice that goes back.</param>
public sealed record InvoiceLineAnswer(
    string Title, Interval? Interval, int Quantity, long UnitAmount, long Discount, long Amount, DateTime? CoversFrom,
    DateTime? CoversUntil);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record InvoicesAnswer(IReadOnlyList<InvoiceAnswer> Items, long? Next)
{
    internal static InvoicesAnswer Of(Page<Invoice, long> page) => new([.. page.Items.Select(InvoiceAnswer.Of)], page.Next);
}
