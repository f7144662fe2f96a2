using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Guildhall.Discussions.Previews;

/// <summary>
/// What the head of a page says of it: ogp.me, else its title and the description for search engines. Read from the bytes up to its body,
/// which nobody needs here and which may be as deep and wrong as it likes.
/// </summary>
internal sealed partial record PageFacts(string Title, string Description, string Site)
{
    private const int Head = 2_048, MostHead = 200_000;

    /// <param name="charset">As the header of the answer names it; <c>null</c> where it names none.</param>
    /// <returns><c>null</c> for a page without a title.</returns>
    public static PageFacts? Read(ReadOnlySpan<byte> bytes, string? charset, string host)
    {
        var html = EncodingOf(bytes, charset).GetString(bytes);
        var body = Body().Match(html);
        html = html[..Math.Min(body.Success ? body.Index : html.Length, MostHead)];
        using var document = new HtmlParser().ParseDocument(html);
        var title = Clean(Meta(document, "og:title") ?? Meta(document, "twitter:title") ?? document.Title, LinkPreview.MaxTitle);
        return title.Length == 0 ? null : new PageFacts(title,
            Clean(Meta(document, "og:description") ?? Meta(document, "description"), LinkPreview.MaxDescription),
            Clean(Meta(document, "og:site_name"), LinkPreview.MaxSite) is { Length: > 0 } site ? site : Clean(host, LinkPreview.MaxSite));
    }

    private static string? Meta(IDocument document, string name) =>
        document.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content") is { Length: > 0 } content
            && !string.IsNullOrWhiteSpace(content) ? content : null;

    /// <summary>One line, without signs that turn the writing around or are not seen.</summary>
    private static string Clean(string? text, int length)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format and not UnicodeCategory.OtherNotAssigned
                && rune.Value != 0xFFFD)
                line.Append(rune);
            if (line.Length >= length)
                break;
        }
        var cut = line.ToString().Trim();
        return cut.Length <= length ? cut : cut[..(char.IsHighSurrogate(cut[length - 1]) ? length - 1 : length)];
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes, string? charset)
    {
        charset ??= Charset().Match(Encoding.ASCII.GetString(bytes[..Math.Min(Head, bytes.Length)])) is { Success: true } said
            ? said.Groups[1].Value : "utf-8";
        try
        {
            // Many Chinese pages are still written in GBK, which the platform has as an extra.
            return CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim('"', '\'')) ?? Encoding.GetEncoding(charset.Trim('"', '\''));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex("<body[\\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex Body();

    [GeneratedRegex("charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{2,40})", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
