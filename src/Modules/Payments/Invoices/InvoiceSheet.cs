using Guildhall.Kernel.Ui;

namespace Guildhall.Payments.Invoices;

/// <summary>A document in the reader's words, ready to be drawn.</summary>
/// <param name="Tax">Net and tax; empty where no tax is shown.</param>
public sealed record InvoiceSheet(
    string Kind, string Code, IReadOnlyList<string> Seller, IReadOnlyList<string> Buyer, IReadOnlyList<InvoiceFact> Facts,
    IReadOnlyList<SheetLine> Lines, string Total, IReadOnlyList<InvoiceFact> Tax, IReadOnlyList<string> Notes)
{
    internal static InvoiceSheet Of(Invoice i, Texts T) => new(
        InvoiceWords.Kind(i.Kind, T), i.Code, [.. InvoiceWords.Seller(i, T)], [.. InvoiceWords.Buyer(i, T)], [.. InvoiceWords.Facts(i, T)],
        [
            .. i.Lines.OrderBy(l => l.Id).Select(l => new SheetLine(InvoiceWords.Line(i, l, T), InvoiceWords.Covers(i, l, T), l.Quantity,
                InvoiceWords.Money(i, l.UnitAmount, T), l.Discount == 0 ? "" : InvoiceWords.Money(i, -l.Discount, T),
                InvoiceWords.Money(i, l.Amount, T))),
        ],
        InvoiceWords.Money(i, i.Total, T),
        i.TaxShown == TaxShown.None ? []
            : [new(T["Net"], InvoiceWords.Money(i, i.Net, T)), new(InvoiceWords.Tax(i), InvoiceWords.Money(i, i.Tax, T))],
        [.. InvoiceWords.Notes(i, T)]);
}

/// <param name="Covers">The time that it covers; null where it covers none.</param>
/// <param name="Discount">Empty without.</param>
public sealed record SheetLine(string What, string? Covers, int Quantity, string Unit, string Discount, string Amount);

/// <summary>A name and what stands beside it.</summary>
public sealed record InvoiceFact(string Label, string Value);

/// <summary>A document in a list, in the reader's words.</summary>
public sealed record InvoiceRow(long Id, string Code, string Kind, string Order, string Buyer, string Amount, string Day)
{
    internal static IReadOnlyList<InvoiceRow> Of(IEnumerable<Invoice> invoices, Texts T) =>
    [
        .. invoices.Select(i => new InvoiceRow(i.Id, i.Code, InvoiceWords.Kind(i.Kind, T), i.OrderCode,
            i.BuyerCompany.Length > 0 ? i.BuyerCompany : i.BuyerName, InvoiceWords.Money(i, i.Total, T),
            InvoiceWords.Day(i, i.IssuedAt, T))),
    ];
}
