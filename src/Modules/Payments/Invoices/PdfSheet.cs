using System.Text;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Guildhall.Payments.Invoices;

/// <summary>A run of A4 pages that is written from top to bottom. Lengths are points; y is the top of what is written next.</summary>
internal sealed class PdfSheet(PdfDocument document) : IDisposable
{
    public const double Left = 50, Right = 545, Top = 54, Bottom = 770, Width = Right - Left;

    private readonly List<XGraphics> _pages = [];

    public double Y { get; set; } = Top;
    public int Pages => _pages.Count;
    private XGraphics Graphics => _pages[^1];

    public void Turn()
    {
        var page = document.AddPage();
        page.Size = PageSize.A4;
        _pages.Add(XGraphics.FromPdfPage(page));
        Y = Top;
    }

    public bool Fits(double height) => Y + height <= Bottom;

    public void Rule(double y) => Graphics.DrawLine(new XPen(XColors.Gray, 0.6), Left, y, Right, y);

    /// <summary>Texts one below the other, each wrapped to the width.</summary>
    /// <returns>The height that they take.</returns>
    public double Column(IEnumerable<string> texts, double x, double y, double width, XFont font, bool faint = false)
    {
        var height = 0.0;
        foreach (var line in texts.SelectMany(t => Wrap(t, width, font)))
        {
            Text(line, x, y + height, font, faint);
            height += LineHeight(font);
        }
        return height;
    }

    public void Text(string text, double x, double y, XFont font, bool faint = false) =>
        Graphics.DrawString(text, font, faint ? XBrushes.DimGray : XBrushes.Black, x, y + font.Size);

    public void TextToRight(string text, double right, double y, XFont font, bool faint = false) =>
        Text(text, right - Measure(text, font), y, font, faint);

    /// <summary>On every page, once it is known how many there are.</summary>
    public void Foot(Func<int, string> text, XFont font)
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            var line = text(i + 1);
            _pages[i].DrawString(line, font, XBrushes.DimGray, Right - _pages[i].MeasureString(line, font).Width, 806);
        }
    }

    public static double LineHeight(XFont font) => font.Size * 1.42;

    private double Measure(string text, XFont font) => Graphics.MeasureString(text, font).Width;

    /// <summary>Lines that fit: broken at blanks and beside every Han character, and inside a word that is longer than a line.</summary>
    public IReadOnlyList<string> Wrap(string text, double width, XFont font) => Wrap(text, width, piece => Measure(piece, font));

    /// <inheritdoc cref="Wrap(string, double, XFont)"/>
    /// <param name="measure">The width of a text in points.</param>
    public static IReadOnlyList<string> Wrap(string text, double width, Func<string, double> measure)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (measure((line + piece).TrimEnd()) <= width)
            {
                line += piece;
                continue;
            }
            if (line.Trim().Length > 0)
                lines.Add(line.TrimEnd());
            line = piece.TrimStart();
            while (measure(line.TrimEnd()) > width && line.Length > 1)
            {
                var fits = line.Length - 1;
                while (fits > 1 && measure(line[..fits]) > width)
                    fits--;
                if (char.IsHighSurrogate(line[fits - 1]) && fits > 1)
                    fits--;
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }
        if (line.Trim().Length > 0 || lines.Count == 0)
            lines.Add(line.TrimEnd());
        return lines;
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var alone = rune.Value is >= 0x2E80 and < 0xFF00 or >= 0x20000;
            if (alone && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
            word.Append(rune.ToString());
            if (alone || Rune.IsWhiteSpace(rune))
            {
                yield return word.ToString();
                word.Clear();
            }
        }
        if (word.Length > 0)
            yield return word.ToString();
    }

    public void Dispose()
    {
        foreach (var page in _pages)
            page.Dispose();
    }
}
