using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>The attributes that an element of a text may keep, besides id, href and src, which have rules of their own.</summary>
internal static partial class Attributes
{
    private const int MaxTitle = 500;

    /// <summary>Copies from the source element what its clean twin may have.</summary>
    public static void Copy(IElement from, IElement to)
    {
        if (from.Attributes.Length == 0)
            return;
        if (from.GetAttribute("lang") is { } lang && LanguageTag().IsMatch(lang))
            to.SetAttribute("lang", lang);
        if (from.GetAttribute("dir")?.ToLowerInvariant() is "ltr" or "rtl" or "auto")
            to.SetAttribute("dir", from.GetAttribute("dir")!.ToLowerInvariant());
        if (Classes(from, to.LocalName) is { Length: > 0 } classes)
            to.SetAttribute("class", classes);

        switch (to.LocalName)
        {
            case "a" or "img" or "abbr" or "dfn" when from.GetAttribute("title") is { Length: > 0 and <= MaxTitle } title:
                to.SetAttribute("title", title);
                break;
            case "details" when from.HasAttribute("open"):
                to.SetAttribute("open", "");
                break;
            case "time" when from.GetAttribute("datetime") is { } instant && Instant().IsMatch(instant):
                to.SetAttribute("datetime", instant);
                break;
            case "ol":
                Number(from, to, "start", -1_000_000, 1_000_000);
                if (from.HasAttribute("reversed"))
                    to.SetAttribute("reversed", "");
                break;
            case "li":
                Number(from, to, "value", -1_000_000, 1_000_000);
                break;
            case "td" or "th":
                Number(from, to, "colspan", 2, 100);
                Number(from, to, "rowspan", 2, 1_000);
                if (to.LocalName == "th" && from.GetAttribute("scope") is "row" or "col" or "rowgroup" or "colgroup")
                    to.SetAttribute("scope", from.GetAttribute("scope")!);
                break;
        }
        if (to.LocalName == "img")
            foreach (var side in (string[])["width", "height"])
                if (from.GetAttribute(side) is { } size && Size().IsMatch(size))
                    to.SetAttribute(side, size);
    }

    private static string Classes(IElement from, string name)
    {
        var classes = from.ClassList.Where(c => IsAllowed(c, name)).ToList();
        if (name == "code" && classes.Count == 0 && from.ClassList.FirstOrDefault(c => c.StartsWith("language-", StringComparison.Ordinal)) is { } odd)
            classes.Add(CodeLanguageStart().Match(odd).Value);
        if (name is "td" or "th" or "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" && Alignment(from) is { } side)
            classes.Add(side);
        return string.Join(' ', classes.Where(c => c.Length > 0).Distinct());
    }

    private static bool IsAllowed(string css, string name) =>
        (name, css) switch
        {
            ("code", _) => CodeLanguage().IsMatch(css),
            ("ul", "contains-task-list") or ("li", "task-list-item") or ("span", "task-box") => true,
            ("a", "footnote-ref" or "footnote-back-ref") or ("div", "footnotes") => true,
            ("div", "hint") or ("p", "hint-title") => true,
            ("div", ['h', 'i', 'n', 't', '-', .. var tone]) => Callouts.Tones.Contains(tone),
            ("td" or "th" or "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6", "align-left" or "align-center" or "align-right") => true,
            _ => false,
        };

    // Markdig writes a column's alignment as a style, READMEs write it as an attribute; both become a class, since styles are not let
    // through.
    private static string? Alignment(IElement from)
    {
        var style = TextAlign().Match(from.GetAttribute("style") ?? "");
        var side = style.Success ? style.Groups[1].Value : from.GetAttribute("align")?.Trim();
        return side?.ToLowerInvariant() is "left" or "center" or "right" ? "align-" + side.ToLowerInvariant() : null;
    }

    private static void Number(IElement from, IElement to, string name, int least, int most)
    {
        if (int.TryParse(from.GetAttribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            to.SetAttribute(name, number.ToString(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^language-[A-Za-z0-9_+#.-]{1,40}\z")]
    private static partial Regex CodeLanguage();

    [GeneratedRegex("^language-[A-Za-z0-9_+#.-]{1,40}")]
    private static partial Regex CodeLanguageStart();

    [GeneratedRegex(@"^\s*text-align\s*:\s*(left|center|right)\s*;?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex TextAlign();

    [GeneratedRegex(@"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,3}\z")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^[0-9TZWP:.+ -]{1,40}\z")]
    private static partial Regex Instant();

    [GeneratedRegex(@"^[1-9][0-9]{0,3}\z|^([1-9][0-9]?|100)%\z")]
    private static partial Regex Size();
}
