using System.Text;
using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>Where in the tree we are, as far as the rules depend on it.</summary>
internal readonly record struct Surroundings(int Depth, bool InLink, bool InSummary, bool InDetails);

/// <summary>One round of the <see cref="Sanitiser"/>: walks a parsed tree and creates the clean one.</summary>
internal sealed class SanitiserWalk(IDocument document, MarkdownOptions rules, Targets targets)
{
    // Both this walk and AngleSharp's writer recurse; Markdig's own limit of 128 and that of RawTags stay well below.
    private const int MaxDepth = 500;
    private const int MaxLabel = 100;

    private readonly Ids _ids = new(rules.IdPrefix);
    private readonly List<(IElement Link, string Wanted)> _links = [];
    private readonly Stack<int> _outline = [];
    private readonly HashSet<IElement> _summarised = [];
    private bool _metContent;

    public string? FirstHeading { get; private set; }

    public void Children(INodeList nodes, IElement to, Surroundings at)
    {
        if (at.Depth > MaxDepth)
            throw new MarkdownRefused(MarkdownRefused.TooDeep, "HTML elements are nested too deeply.");
        foreach (var child in nodes)
            if (child is IText text)
                Text(text.Data, to);
            else if (child is IElement element && element.NamespaceUri == NamespaceNames.HtmlUri
                && !HtmlNames.Dropped.Contains(element.LocalName))
                Element(element, to, at with { Depth = at.Depth + 1 });
            else if (child is IElement { LocalName: "math" } foreign && Formulas.Rebuild(foreign, document) is { } set)
            {
                _metContent = true;
                to.AppendChild(set);
            }
    }

    /// <summary>What can only be done once all ids are known: links into the same text.</summary>
    public void Finish()
    {
        foreach (var (link, wanted) in _links)
            link.SetAttribute("href", "#" + _ids.Resolve(wanted));
    }

    private void Children(IElement from, IElement to, Surroundings at) => Children(from.ChildNodes, to, at);

    private void Element(IElement from, IElement to, Surroundings at)
    {
        switch (from.LocalName)
        {
            case "a" when !at.InLink && !at.InSummary:
                Link(from, to, at);
                break;
            case "img" or "image":
                Image(from, to, at);
                break;
            case "input":
                Checkbox(from, to);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Heading(from, to, at);
                break;
            case "pre" when Diagram(from) is { } source:
                Verbatim(to, "pre", "mermaid", source);
                break;
            case "pre" when WrittenFormula(from) is { } written:
                Verbatim(to, "div", "math", written);
                break;
            case "span" or "div" or "p" when Formula(from) is { } formula:
                Verbatim(to, from.LocalName == "span" ? "span" : "div", "math", formula);
                break;
            case "span" or "div" when SetFormula(from) is { } set:
                _metContent = true;
                var around = (IElement)to.AppendChild(document.CreateElement(from.LocalName));
                around.SetAttribute("class", "math");
                around.AppendChild(set);
                break;
            case "p" when !from.HasChildNodes:
                break;
            case "table":
                Table(from, to, at);
                break;
            case "summary" when at.InDetails && !at.InSummary && to.LocalName == "details" && _summarised.Add(to):
                Children(from, Append(from, to, "summary"), at with { InSummary = true });
                break;
            case "details" when !at.InLink && !at.InSummary:
                Children(from, Append(from, to, "details"), at with { InDetails = true });
                break;
            case "a" or "details" or "summary" or "div" when from.LocalName != "div" || from.ClassList.Contains("table-scroll"):
                Children(from, to, at);
                break;
            case var name when HtmlNames.Sections.Contains(name):
                Children(from, Append(from, to, "div"), at);
                break;
            case var name when HtmlNames.Allowed.Contains(name):
                var clean = Append(from, to, name);
                // Long lines scroll, and what scrolls must be reachable by keyboard.
                if (name == "pre" && !at.InLink && !at.InSummary)
                    clean.SetAttribute("tabindex", "0");
                Children(from, clean, at);
                break;
            default:
                Children(from, to, at);
                break;
        }
    }

    private void Link(IElement from, IElement to, Surroundings at)
    {
        var raw = from.GetAttribute("href");
        var wanted = raw?.Trim() is ['#', .. var fragment] ? _ids.Wanted(fragment) : null;
        var href = raw?.Trim() is ['#', ..] ? wanted : targets.Link(raw);
        var id = _ids.Explicit(from.GetAttribute("id") ?? from.GetAttribute("name"));
        if (href is null && id is null)
        {
            Children(from, to, at);
            return;
        }
        var link = Create(from, to, "a");
        Set(link, "id", id);
        Set(link, "href", href);
        if (wanted is not null)
            _links.Add((link, wanted));
        else if (href is not null && SafeUrl.IsExternal(href))
            link.SetAttribute("rel", "nofollow ugc noopener");
        Children(from, link, at with { InLink = href is not null });
    }

    private void Image(IElement from, IElement to, Surroundings at)
    {
        _metContent = true;
        var alt = from.GetAttribute("alt") ?? "";
        if (targets.Image(from.GetAttribute("src"), out var link) is { } source)
        {
            var image = Append(from, to, "img");
            image.SetAttribute("src", source);
            image.SetAttribute("alt", alt);
            image.SetAttribute("loading", "lazy");
            image.SetAttribute("decoding", "async");
        }
        else if (link is not null && !at.InLink && !at.InSummary)
        {
            var anchor = (IElement)to.AppendChild(document.CreateElement("a"));
            anchor.SetAttribute("href", link);
            anchor.SetAttribute("rel", "nofollow ugc noopener");
            Text(alt.Length > 0 ? alt : link, anchor);
        }
        else
            Text(alt, to);
    }

    // A sign says the same in every language, and is no form control that would want a label.
    private void Checkbox(IElement from, IElement to)
    {
        if (!string.Equals(from.GetAttribute("type"), "checkbox", StringComparison.OrdinalIgnoreCase))
            return;
        var box = (IElement)to.AppendChild(document.CreateElement("span"));
        box.SetAttribute("class", "task-box");
        box.TextContent = from.HasAttribute("checked") ? "\u2611" : "\u2610";
    }

    private void Heading(IElement from, IElement to, Surroundings at)
    {
        var text = PlainText.Line(from);
        var first = FirstHeading is null && !_metContent;
        if (text.Length > 0)
            FirstHeading ??= text;
        if (first && rules.TitleToStrip is { } title && string.Equals(text, PlainText.Line(title), StringComparison.OrdinalIgnoreCase))
            return;
        var heading = Create(from, to, $"h{Level(from.LocalName[1] - '0')}");
        Set(heading, "id", _ids.Explicit(from.GetAttribute("id")) ?? _ids.ForHeading(text));
        Children(from, heading, at);
    }

    /// <summary>Authors begin where they like and skip levels; who hears the page read out must find an outline without gaps.</summary>
    private int Level(int written)
    {
        if (rules.HeadingShift == 0)
            return written;
        while (_outline.TryPeek(out var above) && above >= written)
            _outline.Pop();
        _outline.Push(written);
        return Math.Min(rules.HeadingShift + _outline.Count, 6);
    }

    private void Table(IElement from, IElement to, Surroundings at)
    {
        var table = document.CreateElement("table");
        Attributes.Copy(from, table);
        Set(table, "id", _ids.Explicit(from.GetAttribute("id")));
        Children(from, table, at);
        _metContent = true;

        var scroll = (IElement)to.AppendChild(document.CreateElement("div"));
        scroll.SetAttribute("class", "table-scroll");
        // A region needs a name; the table's head names it in the text's own language.
        if (!at.InLink && !at.InSummary && Label(table) is { Length: > 0 } label)
        {
            scroll.SetAttribute("tabindex", "0");
            scroll.SetAttribute("role", "region");
            scroll.SetAttribute("aria-label", label);
        }
        scroll.AppendChild(table);
    }

    private static string Label(IElement table)
    {
        var caption = table.QuerySelector("caption");
        var label = caption is not null
            ? PlainText.Shown(caption)
            : string.Join(", ", table.QuerySelector("tr")?.Children.Select(PlainText.Shown).Where(t => t.Length > 0) ?? []);
        return PlainText.Cut(label, MaxLabel);
    }

    private static string? Diagram(IElement pre)
    {
        var isDiagram = pre.ClassList.Contains("mermaid")
            || pre is { ChildElementCount: 1, FirstElementChild: { LocalName: "code" } code } && code.ClassList.Contains("language-mermaid");
        return isDiagram ? pre.TextContent.Trim() : null;
    }

    // GitHub and GitLab set a block of code in the language "math" as a formula.
    private static string? WrittenFormula(IElement pre) =>
        pre is { ChildElementCount: 1, FirstElementChild: { LocalName: "code" } code }
        && (code.ClassList.Contains("language-math") || code.ClassList.Contains("language-katex")) && code.TextContent.Trim() is { Length: > 0 } tex
            ? $@"\[{tex}\]" : null;

    // Only what has the marks of a formula is one; a lone $$…$$ paragraph is shown as a block.
    private static string? Formula(IElement from)
    {
        if (from.LocalName == "p")
            return from is { ChildNodes.Length: 1, FirstElementChild: { LocalName: "span" } span }
                && Formula(span) is ['\\', '[', ..] block ? block : null;
        var text = from.ClassList.Contains("math") ? from.TextContent.Trim() : "";
        return text is ['\\', '(', .., '\\', ')'] or ['\\', '[', .., '\\', ']'] ? text : null;
    }

    private IElement? SetFormula(IElement from) =>
        from is { ClassName: "math", ChildNodes: [IElement { LocalName: "math" } formula] } ? Formulas.Rebuild(formula, document) : null;

    private void Verbatim(IElement to, string name, string css, string text)
    {
        _metContent = true;
        var element = (IElement)to.AppendChild(document.CreateElement(name));
        element.SetAttribute("class", css);
        element.TextContent = WithoutControls(text);
    }

    private void Text(string data, IElement to)
    {
        _metContent |= !string.IsNullOrWhiteSpace(data);
        to.AppendChild(document.CreateTextNode(WithoutControls(data)));
    }

    private IElement Append(IElement from, IElement to, string name)
    {
        var element = Create(from, to, name);
        Set(element, "id", _ids.Explicit(from.GetAttribute("id")));
        return element;
    }

    private IElement Create(IElement from, IElement to, string name)
    {
        var element = document.CreateElement(name);
        Attributes.Copy(from, element);
        to.AppendChild(element);
        return element;
    }

    private static void Set(IElement element, string name, string? value)
    {
        if (value is not null)
            element.SetAttribute(name, value);
    }

    private static string WithoutControls(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Contains('\u007F'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c is '\n' or '\t' || !char.IsControl(c))
                clean.Append(c);
        return clean.ToString();
    }
}
