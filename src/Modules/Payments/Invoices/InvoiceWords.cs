using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Invoices;

/// <summary>What documents say in the reader's language; the same on the page and on paper.</summary>
internal static class InvoiceWords
{
    public static string Kind(InvoiceKind kind, Texts T) => kind == InvoiceKind.Invoice ? T["Invoice"] : T["Credit note"];

    /// <summary>A credit note's amounts are shown below zero.</summary>
    public static string Money(Invoice of, long amount, Texts T) =>
        new Money(of.Kind == InvoiceKind.Invoice ? amount : -amount, of.Currency).Format(T.Language);

    public static string Line(Invoice of, InvoiceLine line, Texts T) =>
        line.Title.Length == 0 ? T["A part of invoice {0}", of.OfCode] : OrderWords.What(line.Title, line.Interval, 1, T);

    /// <summary>The time that a line covers; <c>null</c> where it covers none.</summary>
    public static string? Covers(Invoice of, InvoiceLine line, Texts T) =>
        line is { CoversFrom: { } from, CoversUntil: { } until } && until > from
        ? $"{Day(of, from, T)} – {Day(of, until.AddTicks(-1), T)}" : null;

    /// <summary>A day by the community's clock as it was then.</summary>
    public static string Day(Invoice of, DateTime at, Texts T) => TimeZoneInfo
        .ConvertTimeFromUtc(at, TimeZoneInfo.TryFindSystemTimeZoneById(of.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc)
        .ToString(T.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", T.Culture);

    public static string Tax(Invoice of) => $"{of.TaxName} {SellerDetails.RateText(of.TaxRate)} %";

    public static string Reason(Invoice of, Texts T) => of.IssuedById is null ? T[of.Reason] : of.Reason;

    /// <summary>Name, value of everything that identifies a document.</summary>
    public static IEnumerable<InvoiceFact> Facts(Invoice of, Texts T)
    {
        yield return new(T["Number"], of.Code);
        yield return new(T["Issued on"], Day(of, of.IssuedAt, T));
        yield return new(T["Paid and supplied on"], Day(of, of.SuppliedAt, T));
        yield return new(T["Order"], of.OrderCode);
        if (of.OfCode.Length > 0)
            yield return new(of.Kind == InvoiceKind.CreditNote ? T["Cancels invoice"] : T["Replaces invoice"], of.OfCode);
    }

    public static IEnumerable<string> Seller(Invoice of, Texts T) => Lines(of.SellerName, of.SellerAddress,
        of.SellerTaxNumber.Length > 0 ? T["Tax number: {0}", of.SellerTaxNumber] : "", of.SellerContact);

    public static IEnumerable<string> Buyer(Invoice of, Texts T) => Lines(of.BuyerCompany, of.BuyerName, of.BuyerAddress, of.BuyerCountry,
        of.BuyerTaxNumber.Length > 0 ? T["Tax number: {0}", of.BuyerTaxNumber] : "", of.BuyerEmail);

    public static IEnumerable<string> Notes(Invoice of, Texts T)
    {
        if (of.IsTest)
            yield return T["Test payment: no money moved, and this is no document for any book."];
        if (of.Kind == InvoiceKind.CreditNote && of.Reason.Length > 0)
            yield return T["Reason: {0}", Reason(of, T)];
        foreach (var line in Lines(of.Note))
            yield return line;
        yield return T["This document is no fapiao of China's tax system."];
    }

    private static IEnumerable<string> Lines(params string[] texts) =>
        texts.SelectMany(t => t.Split('\n')).Select(t => t.Trim()).Where(t => t.Length > 0);
}
