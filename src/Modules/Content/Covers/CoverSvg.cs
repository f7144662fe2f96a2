using System.Globalization;
using System.Net;
using System.Text;

namespace Guildhall.Content.Covers;

/// <summary>Writes a sheet as SVG: presentation attributes only, no style, no script, nothing from elsewhere.</summary>
internal static class CoverSvg
{
    // Inside an <img> a page's own fonts are not there; these come with the systems, the last with old Windows.
    private const string Fonts =
        "'Noto Serif SC','Source Han Serif SC','Noto Serif CJK SC','Songti SC',STSong,Georgia,'Iowan Old Style',KaiTi,SimSun,serif";

    public static string Write(CoverSheet sheet, string title)
    {
        var svg = new StringBuilder(4096);
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {sheet.Width} {sheet.Height}\" width=\"{sheet.Width}\" height=\"{sheet.Height}\" role=\"img\" font-family=\"{Fonts}\" font-weight=\"600\">");
        svg.Append("<title>").Append(WebUtility.HtmlEncode(title)).Append("</title>");
        foreach (var part in sheet.Parts)
        {
            if (part is CoverShape shape)
                Write(svg, shape);
            else if (part is CoverWords words)
                Write(svg, words);
        }
        return svg.Append("</svg>").ToString();
    }

    private static void Write(StringBuilder svg, CoverShape shape)
    {
        svg.Append("<path d=\"").Append(shape.Path).Append("\" fill=\"").Append(shape.Fill ?? "none").Append('"');
        if (shape.Stroke is { } stroke)
            svg.Append(CultureInfo.InvariantCulture, $" stroke=\"{stroke}\" stroke-width=\"{shape.Width:0.##}\"");
        Opacity(svg, shape.Opacity);
        svg.Append("/>");
    }

    private static void Write(StringBuilder svg, CoverWords words)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{words.X:0.#}\" y=\"{words.Y:0.#}\" font-size=\"{words.Size:0.#}\" fill=\"{words.Fill}\"");
        if (words.Anchor != Anchor.Start)
            svg.Append(" text-anchor=\"").Append(words.Anchor == Anchor.Middle ? "middle" : "end").Append('"');
        Opacity(svg, words.Opacity);
        svg.Append('>').Append(WebUtility.HtmlEncode(words.Text)).Append("</text>");
    }

    private static void Opacity(StringBuilder svg, float opacity)
    {
        if (opacity < 1)
            svg.Append(CultureInfo.InvariantCulture, $" opacity=\"{opacity:0.##}\"");
    }
}
