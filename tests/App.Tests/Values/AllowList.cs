using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// What rendered HTML may hold, written down a second time and independently of the product's own list: a browser's parser reads the text,
/// and everything in its tree must be named here.
/// </summary>
internal static partial class AllowList
{
    private static readonly Dictionary<string, string[]> Elements = Table("""
        a: href rel title id class | abbr: title | b | bdi | bdo | blockquote | br | caption | cite | code: class | dd | del | details: open | dfn: title | div: class tabindex role aria-label
        dl | dt | em | figcaption | figure | h1: class | h2: class | h3: class | h4: class | h5: class | h6: class | hr | i | img: src alt title width height loading decoding | ins | kbd | li: class value | mark
        ol: start reversed | p: class | pre: class tabindex | q | rp | rt | ruby | s | samp | small | span: class | strong | sub | summary | sup | table | tbody
        td: class colspan rowspan | tfoot | th: class colspan rowspan scope | thead | time: datetime | tr | u | ul: class | var | wbr
        """);

    private static readonly Dictionary<string, string[]> Formulas = Table("""
        math: display | mfrac: linethickness | mi: mathvariant | mn | mo: form stretchy fence symmetric minsize maxsize lspace rspace movablelimits
        mover: accent | mphantom | mroot | mrow: class | mspace: width | msqrt | mstyle: displaystyle scriptlevel | msub | msubsup | msup
        mtable: displaystyle | mtd: class | mtext | mtr | munder | munderover
        """);

    /// <summary>The first thing in the HTML that should not be there, in words; <c>null</c> if all is well.</summary>
    public static string? Violation(string html, string idPrefix, bool asBrowserWithScripts)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = asBrowserWithScripts });
        var body = parser.ParseDocument($"<!doctype html><body><main>{html}</main>").Body!;
        if (body.ChildElementCount != 1 || body.FirstElementChild!.LocalName != "main" || body.ParentElement!.ChildElementCount != 2)
            return "left its place in the page";
        if (body.Descendants<IComment>().Any())
            return "a comment";
        return body.FirstElementChild.QuerySelectorAll("*").Select(e => Violation(e, idPrefix)).FirstOrDefault(v => v is not null);
    }

    private static string? Violation(IElement element, string idPrefix)
    {
        if (element.NamespaceUri == NamespaceNames.MathMlUri)
            return FormulaViolation(element);
        if (element.NamespaceUri != NamespaceNames.HtmlUri || !Elements.TryGetValue(element.LocalName, out var allowed))
            return $"element {element.OuterHtml}";
        if (element.LocalName == "a" && element.ParentElement!.Closest("a[href], summary") is not null)
            return $"link inside a link {element.OuterHtml}";
        foreach (var attribute in element.Attributes)
        {
            var isFine = attribute.Name switch
            {
                "id" => attribute.Value.StartsWith(idPrefix, StringComparison.Ordinal),
                "lang" or "dir" => true,
                var name when !allowed.Contains(name) => false,
                "href" => Link().IsMatch(attribute.Value) || attribute.Value.StartsWith("#" + idPrefix, StringComparison.Ordinal)
                    || IsPath(attribute.Value),
                "src" => IsPath(attribute.Value),
                "class" => attribute.Value.Split(' ').All(c => Class().IsMatch(c)),
                "rel" => attribute.Value == "nofollow ugc noopener",
                "tabindex" => attribute.Value == "0",
                "role" => attribute.Value == "region",
                "width" or "height" => Size().IsMatch(attribute.Value),
                _ => true,
            };
            if (!isFine)
                return $"attribute {attribute.Name}={attribute.Value}";
        }
        if (element.GetAttribute("href")?.StartsWith("http", StringComparison.Ordinal) == true && element.GetAttribute("rel") is null)
            return $"outside link without rel {element.OuterHtml}";
        return null;
    }

    private static string? FormulaViolation(IElement element)
    {
        if (!Formulas.TryGetValue(element.LocalName, out var allowed) || element.LocalName != "math" && element.Closest("math") is null)
            return $"element {element.OuterHtml}";
        if (element.ParentElement is { LocalName: "mi" or "mn" or "mo" or "mtext" or "mspace" } leaf
            && leaf.NamespaceUri == NamespaceNames.MathMlUri)
            return $"element in a leaf {element.ParentElement.OuterHtml}";
        return element.Attributes.FirstOrDefault(a => !allowed.Contains(a.Name) || !FormulaValue().IsMatch(a.Value)) is { } wrong
            ? $"attribute {wrong.Name}={wrong.Value} of {element.LocalName}"
            : null;
    }

    // As a browser resolves it: the page's own origin, whatever the spelling.
    private static bool IsPath(string value) =>
        value.All(c => c > ' ' || c == ' ') && !value.Contains('\\') && Uri.TryCreate(new Uri("https://house.example/c/"), value, out var url)
        && url is { Scheme: "https", Host: "house.example" } && !Uri.UnescapeDataString(value.Split('/', '?', '#')[0]).Contains(':');

    private static Dictionary<string, string[]> Table(string text) =>
        text.Split(['|', '\n']).Select(cell => cell.Trim().Split(':')).Where(c => c[0].Length > 0)
            .ToDictionary(c => c[0], c => c.Length > 1 ? c[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) : []);

    [GeneratedRegex(@"^(https?://[^/?#@\\\s]+([/?#]\S*)?|mailto:[^\s?&<>""]+@[^\s?&<>""]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(language-[A-Za-z0-9_+#.-]{1,40}|math|mermaid|task-list-item|contains-task-list|task-box|footnotes|footnote-ref|footnote-back-ref|table-scroll|hint|hint-title|hint-(note|tip|important|warning|danger)|align-(left|center|right))\z")]
    private static partial Regex Class();

    [GeneratedRegex(@"^(-?\d(\.\d+)?(em)?|true|false|normal|block|prefix|infix|postfix|math-(l|r|box))\z")]
    private static partial Regex FormulaValue();

    [GeneratedRegex(@"^\d{1,4}%?\z")]
    private static partial Regex Size();
}
