using System.Globalization;
using Guildhall.Kernel.Ui;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Guildhall.Payments.Invoices;

/// <summary>Draws one document: head, parties, lines over as many pages as they need, sums, notes.</summary>
internal sealed class InvoiceDrawing(PdfDocument document, Invoice invoice, Texts T)
{
    // Right edges of the columns of numbers; what is sold has the room before them.
    private const double What = 225, Quantity = 310, Unit = 390, Discount = 465;

    // Only the title is bold: its strokes are thickened, and small Han characters would run together.
    private readonly XFont _title = PdfFont.Of(20, bold: true), _sum = PdfFont.Of(12), _text = PdfFont.Of(9.5), _small = PdfFont.Of(8);

    public void Draw()
    {
        using var sheet = new PdfSheet(document);
        sheet.Turn();
        Head(sheet);
        Parties(sheet);
        TableHead(sheet);
        foreach (var line in invoice.Lines.OrderBy(l => l.Id))
            Line(sheet, line);
        Sums(sheet);
        Notes(sheet);
        var kind = InvoiceWords.Kind(invoice.Kind, T);
        sheet.Foot(page => T["{0} · page {1} of {2}", $"{kind} {invoice.Code}", page, sheet.Pages], _small);
    }

    private void Head(PdfSheet sheet)
    {
        sheet.Text(InvoiceWords.Kind(invoice.Kind, T), PdfSheet.Left, sheet.Y - 6, _title);
        var y = sheet.Y;
        foreach (var (label, value) in InvoiceWords.Facts(invoice, T))
        {
            sheet.TextToRight(label, 425, y, _text, faint: true);
            sheet.TextToRight(value, PdfSheet.Right, y, _text);
            y += PdfSheet.LineHeight(_text);
        }
        sheet.Y = y + 22;
    }

    private void Parties(PdfSheet sheet)
    {
        const double Half = 235;
        sheet.Text(T["Seller"], PdfSheet.Left, sheet.Y, _small, faint: true);
        sheet.Text(T["Buyer"], PdfSheet.Left + 260, sheet.Y, _small, faint: true);
        var y = sheet.Y + 13;
        var seller = sheet.Column(InvoiceWords.Seller(invoice, T), PdfSheet.Left, y, Half, _text);
        var buyer = sheet.Column(InvoiceWords.Buyer(invoice, T), PdfSheet.Left + 260, y, Half, _text);
        sheet.Y = y + Math.Max(seller, buyer) + 24;
    }

    private void TableHead(PdfSheet sheet)
    {
        sheet.Text(T["Items"], PdfSheet.Left, sheet.Y, _text, faint: true);
        sheet.TextToRight(T["Quantity"], Quantity, sheet.Y, _text, faint: true);
        sheet.TextToRight(T["Price of one"], Unit, sheet.Y, _text, faint: true);
        sheet.TextToRight(T["Discount"], Discount, sheet.Y, _text, faint: true);
        sheet.TextToRight(T["Amount"], PdfSheet.Right, sheet.Y, _text, faint: true);
        sheet.Y += PdfSheet.LineHeight(_text) + 3;
        sheet.Rule(sheet.Y);
        sheet.Y += 5;
    }

    private void Line(PdfSheet sheet, InvoiceLine line)
    {
        var title = sheet.Wrap(InvoiceWords.Line(invoice, line, T), What, _text);
        var covers = InvoiceWords.Covers(invoice, line, T);
        var height = title.Count * PdfSheet.LineHeight(_text) + (covers is null ? 0 : PdfSheet.LineHeight(_small)) + 4;
        if (!sheet.Fits(height))
        {
            sheet.Turn();
            TableHead(sheet);
        }
        sheet.TextToRight(line.Quantity.ToString(CultureInfo.InvariantCulture), Quantity, sheet.Y, _text);
        sheet.TextToRight(InvoiceWords.Money(invoice, line.UnitAmount, T), Unit, sheet.Y, _text);
        if (line.Discount != 0)
            sheet.TextToRight(InvoiceWords.Money(invoice, -line.Discount, T), Discount, sheet.Y, _text);
        sheet.TextToRight(InvoiceWords.Money(invoice, line.Amount, T), PdfSheet.Right, sheet.Y, _text);
        sheet.Y += sheet.Column(title, PdfSheet.Left, sheet.Y, What + 20, _text);
        if (covers is not null)
            sheet.Y += sheet.Column([covers], PdfSheet.Left, sheet.Y, What + 20, _small, faint: true);
        sheet.Y += 4;
    }

    private void Sums(PdfSheet sheet)
    {
        if (!sheet.Fits(80))
            sheet.Turn();
        sheet.Rule(sheet.Y);
        sheet.Y += 8;
        if (invoice.TaxShown == TaxShown.Included)
        {
            Sum(sheet, T["Net"], invoice.Net, _text);
            Sum(sheet, InvoiceWords.Tax(invoice), invoice.Tax, _text);
        }
        Sum(sheet, T["Total"], invoice.Total, _sum);
        sheet.Y += 20;
    }

    private void Sum(PdfSheet sheet, string label, long amount, XFont font)
    {
        sheet.TextToRight(label, Discount, sheet.Y, font);
        sheet.TextToRight(InvoiceWords.Money(invoice, amount, T), PdfSheet.Right, sheet.Y, font);
        sheet.Y += PdfSheet.LineHeight(font) + 2;
    }

    private void Notes(PdfSheet sheet)
    {
        foreach (var line in InvoiceWords.Notes(invoice, T).SelectMany(n => sheet.Wrap(n, PdfSheet.Width, _small)))
        {
            if (!sheet.Fits(PdfSheet.LineHeight(_small)))
                sheet.Turn();
            sheet.Text(line, PdfSheet.Left, sheet.Y, _small, faint: true);
            sheet.Y += PdfSheet.LineHeight(_small);
        }
    }
}
