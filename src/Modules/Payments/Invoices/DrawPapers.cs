using Guildhall.Kernel.Contracts.Papers;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Guildhall.Payments.Invoices;

/// <summary>Draws pages for other modules with the font of the invoices, one at a time: the library keeps its fonts for the
/// process.</summary>
internal sealed class DrawPapers(PdfFonts fonts) : IPapers
{
    // A4 across, in points.
    private const double Width = 842, Height = 595, Margin = 70;

    public byte[] Draw(Paper paper) => fonts.Write(() =>
    {
        using var document = new PdfDocument();
        document.Info.Title = paper.Title;
        document.Info.Author = paper.Author;
        document.Info.CreationDate = paper.At;
        document.Language = paper.LanguageTag;
        var page = document.AddPage();
        (page.Size, page.Orientation) = (PageSize.A4, PageOrientation.Landscape);
        using (var graphics = XGraphics.FromPdfPage(page))
            Draw(graphics, paper.Lines);
        using var file = new MemoryStream();
        document.Save(file);
        return file.ToArray();
    });

    private static void Draw(XGraphics graphics, IReadOnlyList<PaperLine> lines)
    {
        graphics.DrawRectangle(new XPen(XColors.DimGray, 1.2), 30, 30, Width - 60, Height - 60);
        graphics.DrawRectangle(new XPen(XColors.LightGray, 0.6), 36, 36, Width - 72, Height - 72);
        List<(string Text, XFont Font, double Above, bool IsFaint)> drawn = [.. lines.SelectMany(line =>
        {
            var font = PdfFont.Of(line.Size, line.IsBold);
            return PdfSheet.Wrap(line.Text, Width - 2 * Margin, text => graphics.MeasureString(text, font).Width)
                .Select((text, i) => (text, font, i == 0 ? line.Above : 0, line.IsFaint));
        })];
        var y = Math.Max(Margin, (Height - drawn.Sum(d => d.Above + PdfSheet.LineHeight(d.Font))) / 2);
        foreach (var (text, font, above, isFaint) in drawn)
        {
            y += above;
            graphics.DrawString(text, font, isFaint ? XBrushes.DimGray : XBrushes.Black,
                (Width - graphics.MeasureString(text, font).Width) / 2, y + font.Size);
            y += PdfSheet.LineHeight(font);
        }
    }
}
