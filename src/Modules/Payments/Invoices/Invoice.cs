using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

/// <summary>What a document is.</summary>
public enum InvoiceKind
{
    Invoice,

    /// <summary>Takes an invoice back, all of it or a part.</summary>
    CreditNote,
}

/// <summary>
/// An invoice or a credit note. Everything that is printed stands in the row as it was then, and the table only grows: nothing that
/// changes later rewrites a document.
/// </summary>
internal sealed class Invoice : ICommunityOwned
{
    public const int MaxCode = 40, MaxSource = 60, MaxReason = 500;

    private readonly List<InvoiceLine> _lines = [];

    private Invoice() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public InvoiceKind Kind { get; private set; }
    public string Series { get; private set; } = "";
    public long Number { get; private set; }

    /// <summary>Series and number: "INV-2026-00001".</summary>
    public string Code { get; private set; } = "";

    /// <summary>What it exists for: "order:7", "refund:3", "dispute:2", "correction:5", "replacement:5". One source is one document.</summary>
    public string Source { get; private set; } = "";

    public long OrderId { get; private set; }
    public string OrderCode { get; private set; } = "";
    public long MemberId { get; private set; }

    /// <summary>The invoice that a credit note takes back, or that an invoice stands in the place of.</summary>
    public long? OfId { get; private set; }

    public string OfCode { get; private set; } = "";
    public DateTime IssuedAt { get; private set; }

    /// <summary>When the order was paid, and what was bought was given.</summary>
    public DateTime SuppliedAt { get; private set; }

    /// <summary>IANA name of the clock by which its days are printed.</summary>
    public string TimeZone { get; private set; } = "";

    public string Currency { get; private set; } = "";

    /// <summary>Minor units, positive on credit notes too. Net and tax sum to the total.</summary>
    public long Total { get; private set; }

    public long Tax { get; private set; }
    public TaxShown TaxShown { get; private set; }
    public string TaxName { get; private set; } = "";

    /// <summary>Thousandths of a percent.</summary>
    public int TaxRate { get; private set; }

    public string SellerName { get; private set; } = "";
    public string SellerAddress { get; private set; } = "";
    public string SellerTaxNumber { get; private set; } = "";
    public string SellerContact { get; private set; } = "";
    public string Note { get; private set; } = "";
    public string BuyerCompany { get; private set; } = "";
    public string BuyerName { get; private set; } = "";
    public string BuyerTaxNumber { get; private set; } = "";
    public string BuyerAddress { get; private set; } = "";
    public string BuyerCountry { get; private set; } = "";
    public string BuyerEmail { get; private set; } = "";

    /// <summary>Why a credit note was issued, in an operator's words; a text key where the program says it itself; empty without.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>No real money moved.</summary>
    public bool IsTest { get; private set; }

    /// <summary><c>null</c> where it came by itself.</summary>
    public long? IssuedById { get; private set; }

    public IReadOnlyList<InvoiceLine> Lines => _lines;
    public long Net => Total - Tax;
    public Billing Buyer => new(BuyerCompany, BuyerName, BuyerTaxNumber, BuyerAddress, BuyerCountry, BuyerEmail);

    /// <summary>The first document of an order.</summary>
    public static Invoice Of(
        Order order, SellerDetails seller, Billing buyer, IReadOnlyList<InvoiceLine> lines, string currency, string timeZone, bool test)
    {
        var total = lines.Sum(l => l.Amount);
        var rate = seller.TaxShown == TaxShown.Included ? seller.TaxRate : 0;
        var invoice = new Invoice
        {
            CommunityId = order.CommunityId,
            Kind = InvoiceKind.Invoice,
            Source = Sources.Order(order.Id),
            OrderId = order.Id,
            OrderCode = order.Code,
            MemberId = order.MemberId,
            SuppliedAt = order.PaidAt!.Value,
            TimeZone = timeZone,
            Currency = currency,
            Total = total > 0 ? total : throw new ArgumentOutOfRangeException(nameof(lines), total, "An invoice is above zero."),
            Tax = TaxMath.In(total, rate),
            IsTest = test,
        };
        invoice.Print(seller, rate);
        invoice.MakeOutTo(buyer);
        invoice._lines.AddRange(lines);
        return invoice;
    }

    /// <summary>Takes a part of this invoice back, or all of it.</summary>
    /// <param name="before">Minor units that other credit notes took back.</param>
    public Invoice Credit(string source, long amount, long before, string reason, long? by)
    {
        var credit = new Invoice(this)
        {
            Kind = InvoiceKind.CreditNote,
            Source = source,
            OfId = Id,
            OfCode = Code,
            Total = amount,
            Tax = TaxMath.InPart(amount, before, TaxRate),
            Reason = reason,
            IssuedById = by,
        };
        if (amount == Total)
            credit._lines.AddRange(_lines.Select(l => l.Again()));
        else
            credit._lines.Add(InvoiceLine.Part(CommunityId, amount));
        return credit;
    }

    /// <summary>Stands in the place of this invoice, which was made out wrongly: the same purchase, another buyer.</summary>
    public Invoice Replace(Billing buyer, long by)
    {
        var replacement = new Invoice(this)
        {
            Kind = InvoiceKind.Invoice,
            Source = Sources.Replacement(Id),
            OfId = Id,
            OfCode = Code,
            Total = Total,
            Tax = Tax,
            IssuedById = by,
        };
        replacement.MakeOutTo(buyer);
        replacement._lines.AddRange(_lines.Select(l => l.Again()));
        return replacement;
    }

    /// <summary>The last step before it is stored.</summary>
    public void Issue(string series, long number, DateTime now)
    {
        (Series, Number, IssuedAt) = (series, number, now);
        Code = series + number.ToString("00000", CultureInfo.InvariantCulture);
    }

    private Invoice(Invoice like)
    {
        (CommunityId, OrderId, OrderCode, MemberId) = (like.CommunityId, like.OrderId, like.OrderCode, like.MemberId);
        (SuppliedAt, TimeZone, Currency, IsTest) = (like.SuppliedAt, like.TimeZone, like.Currency, like.IsTest);
        (TaxShown, TaxName, TaxRate, Note) = (like.TaxShown, like.TaxName, like.TaxRate, like.Note);
        (SellerName, SellerAddress, SellerTaxNumber, SellerContact) =
            (like.SellerName, like.SellerAddress, like.SellerTaxNumber, like.SellerContact);
        MakeOutTo(like.Buyer);
    }

    private void Print(SellerDetails seller, int rate)
    {
        (SellerName, SellerAddress, SellerTaxNumber, SellerContact) = (seller.LegalName, seller.Address, seller.TaxNumber, seller.Contact);
        (TaxShown, TaxName, TaxRate, Note) = (seller.TaxShown, seller.TaxShown == TaxShown.Included ? seller.TaxName : "", rate, seller.Note);
    }

    private void MakeOutTo(Billing buyer)
    {
        (BuyerCompany, BuyerName, BuyerTaxNumber) = (buyer.Company, buyer.Name, buyer.TaxNumber);
        (BuyerAddress, BuyerCountry, BuyerEmail) = (buyer.Address, buyer.Country, buyer.Email);
    }
}
