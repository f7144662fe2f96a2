using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// Documents on paper: A4, in the language that is asked for, by PDFsharp and one font with Latin and Chinese, of which only the glyphs
/// that are used go into the file (docs/decisions/0021-invoices.md). The library keeps its fonts for the whole process.
/// </summary>
internal sealed class InvoicePdf(PdfFonts fonts)
{
    /// <exception cref="Refused">503 pdf_font_missing: the program was built without its font.</exception>
    public byte[] Write(Invoice invoice, Texts texts) => fonts.Write(() =>
    {
        using var document = new PdfDocument();
        document.Info.Title = $"{InvoiceWords.Kind(invoice.Kind, texts)} {invoice.Code}";
        document.Info.Author = invoice.SellerName;
        document.Info.CreationDate = invoice.IssuedAt;
        document.Language = texts.Tag;
        new InvoiceDrawing(document, invoice, texts).Draw();
        using var file = new MemoryStream();
        document.Save(file);
        return file.ToArray();
    });
}

/// <summary>Lets one document after the other be written, once the font is there.</summary>
internal sealed class PdfFonts
{
    private readonly Lock _lock = new();
    private bool _ready;

    /// <exception cref="Refused">503 pdf_font_missing: the program was built without its font.</exception>
    public byte[] Write(Func<byte[]> write)
    {
        lock (_lock)
        {
            if (!_ready)
            {
                if (!PdfFont.Exists)
                    throw new Refused("pdf_font_missing", 503, "PDFs aren't available here: the program was built without their font. You can print the page.");
                GlobalFontSettings.FontResolver ??= new PdfFont();
                _ready = true;
            }
            return write();
        }
    }
}

/// <summary>The one font, which is laid beside the program when it is built. Bold is drawn from it by thicker strokes.</summary>
internal sealed class PdfFont : IFontResolver
{
    public const string Family = "Noto Sans SC";
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC-Regular.ttf");

    public static bool Exists => File.Exists(Path);

    public byte[] GetFont(string faceName) => File.ReadAllBytes(Path);

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(Family, isBold, isItalic);

    public static XFont Of(double size, bool bold = false) => new(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
}
