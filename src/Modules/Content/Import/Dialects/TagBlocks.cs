using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>
/// Commands that stand around lines: code becomes a block of code word for word, boxes become <c>:::</c>, quotations are quoted, and of
/// what is unknown the content stays.
/// </summary>
internal sealed partial class TagBlocks(string[] lines, DialectNotes notes)
{
    // Nobody nests deeper; each level needs one colon less than the one around it.
    private const int MaxDepth = 8;

    private static readonly HashSet<string> Code = ["highlight", "codeblock", "code", "prism", "code-block"];
    private static readonly HashSet<string> Quotes = ["blockquote", "quote", "cq", "centerquote", "pullquote"];
    private static readonly HashSet<string> Boxes =
        ["note", "notice", "admonition", "alert", "callout", "hint", "tip", "warning", "info", "danger", "important", "caution", "message",
        "notification"];
    private static readonly HashSet<string> Folds =
        ["fold", "folding", "details", "detail", "spoiler", "expand", "collapse", "hideblock", "hidetoggle"];

    private readonly List<string> _written = new(lines.Length);

    public List<string> Translate()
    {
        Translate(0, lines.Length, 0);
        return _written;
    }

    private void Translate(int from, int to, int depth)
    {
        var fence = new FenceTracker();
        for (var i = from; i < to; i++)
        {
            var line = lines[i];
            if (fence.Passes(line) || depth > MaxDepth || !(line.Contains("{%") || line.Contains("{{<") || line.Contains("{{%")))
            {
                _written.Add(line);
                continue;
            }
            var text = line.TrimStart();
            var tag = SourceTag.At(text);
            if (tag is null || tag.IsEnd || tag.ClosesItself || EndOf(tag, i, text[tag.Source.Length..], to) is not { } end)
            {
                _written.Add(line);
                continue;
            }
            Write(tag, i, end, line[..^text.Length], depth);
            i = end.Line;
        }
    }

    /// <param name="Column">Where the end tag begins in its line.</param>
    private sealed record End(int Line, int Column, int Length);

    private End? EndOf(SourceTag tag, int line, string rest, int to)
    {
        var open = 1;
        for (var i = line; i < to && notes.Spend(); i++)
        {
            var start = i == line ? lines[i].Length - rest.Length : 0;
            for (var at = Next(lines[i], start); at >= 0; at = Next(lines[i], at + 2))
            {
                if (SourceTag.At(lines[i].AsSpan(at)) is not { } other || other.Name != tag.Name || other.ClosesItself)
                    continue;
                open += other.IsEnd ? -1 : Code.Contains(tag.Name) ? 0 : 1;
                if (open == 0)
                    return new End(i, at, other.Source.Length);
            }
        }
        return null;
    }

    private static int Next(string line, int from) =>
        from >= line.Length ? -1 : line.IndexOf('{', from) is >= 0 and var at ? at : -1;

    private void Write(SourceTag tag, int from, End end, string indent, int depth)
    {
        var first = lines[from][(indent.Length + tag.Source.Length)..];
        var last = lines[end.Line];
        if (from == end.Line)
            first = lines[from][(indent.Length + tag.Source.Length)..end.Column];
        List<string> inside = [.. first.Length > 0 && !string.IsNullOrWhiteSpace(first) ? [indent + first.Trim()] : (string[])[],
            .. from < end.Line ? lines[(from + 1)..end.Line] : [],
            .. from < end.Line && !string.IsNullOrWhiteSpace(last[..end.Column]) ? [last[..end.Column]] : (string[])[]];
        var rest = last[(end.Column + end.Length)..];
        if (Code.Contains(tag.Name))
            WriteCode(tag, inside, indent);
        else if (tag.Name is "comment" or "hide")
            notes.Hidden++;
        else if (tag.Name is "raw" or "verbatim")
            _written.AddRange(inside);
        else if (Quotes.Contains(tag.Name))
            WriteQuote(tag, inside, indent, depth);
        else
            WriteBox(tag, inside, indent, depth);
        if (!string.IsNullOrWhiteSpace(rest))
            _written.Add(indent + rest.Trim());
    }

    private void WriteCode(SourceTag tag, List<string> inside, string indent)
    {
        // GitBook puts its command around a block of code, for a title.
        if (tag.Name == "code" && inside.Find(line => line.Trim().Length > 0)?.TrimStart() is { } first
            && (first.StartsWith("```") || first.StartsWith("~~~")))
        {
            var title = tag.Setting("title");
            _written.AddRange(["", .. title is null ? (string[])[] : [$"{indent}**{title}**", ""], .. inside, ""]);
            return;
        }
        var language = tag.Setting("lang", "language") ?? Language().Match(tag.Rest).Groups[1].Value;
        if (language.Length == 0 && tag.Name is "highlight" or "prism" or "code")
            language = tag.Word(0);
        var longest = inside.Select(line => line.TrimStart().TakeWhile(c => c == '`').Count()).DefaultIfEmpty().Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        _written.AddRange(["", indent + fence + (LanguageName().IsMatch(language) ? language : ""), .. inside, indent + fence, ""]);
    }

    private void WriteQuote(SourceTag tag, List<string> inside, string indent, int depth)
    {
        _written.Add("");
        foreach (var line in Inner(inside, depth))
            _written.Add($"{indent}> {line.TrimStart()}");
        if (tag.Rest is { Length: > 0 and < 300 } author && tag.Name is "blockquote" or "quote")
            _written.AddRange([indent + ">", $"{indent}> — {author.Trim('"')}"]);
        _written.Add("");
    }

    private void WriteBox(SourceTag tag, List<string> inside, string indent, int depth)
    {
        var (name, title) = BoxOf(tag);
        if (name is null)
        {
            notes.Unknown(tag.Name);
            var label = tag.Name is "tab" or "tabitem" or "step" ? tag.Setting("title", "name", "label") ?? tag.Word(0) : "";
            var named = inside.Select(line => TabOfNext().Match(line) is { Success: true } tab ? NameOfTab(tab) : line).ToList();
            _written.AddRange(["", .. label.Length > 0 ? [$"{indent}**{label}**", ""] : (string[])[], .. Inner(named, depth), ""]);
            return;
        }
        var fence = new string(':', 3 + MaxDepth - depth);
        _written.AddRange(["", $"{indent}{fence} {name} {title}".TrimEnd(), .. Inner(inside, depth + 1), indent + fence, ""]);
    }

    private static string NameOfTab(Match tab) => tab.Groups[1].Value.Trim() is { Length: > 0 } name ? $"**{name}**" : "";

    private List<string> Inner(List<string> inside, int depth)
    {
        var inner = new TagBlocks([.. inside], notes);
        inner.Translate(0, inside.Count, depth + 1);
        return inner._written;
    }

    private static (string? Name, string Title) BoxOf(SourceTag tag)
    {
        var named = tag.Setting("title", "summary") ?? "";
        if (Folds.Contains(tag.Name))
            return ("details", named.Length > 0 ? named : string.Join(' ', tag.Words).Trim(','));
        if (!Boxes.Contains(tag.Name))
            return (null, "");
        var tone = (tag.Setting("type", "style", "color", "icon") ?? tag.Words.FirstOrDefault() ?? "").ToLowerInvariant().Trim(',');
        var isTone = Tones.Contains(tone);
        var words = tag.Words.Skip(isTone && tag.Setting("type", "style") is null ? 1 : 0)
            .Where(w => w is not ("no-icon" or "open" or "flat" or "modern" or "simple"));
        return (isTone ? tone : tag.Name is "admonition" or "alert" or "callout" or "hint" or "notice" or "message" ? "note" : tag.Name,
            named.Length > 0 ? named : string.Join(' ', words));
    }

    private static readonly HashSet<string> Tones =
        ["note", "info", "tip", "success", "warning", "danger", "error", "important", "caution", "question", "quote", "example", "bug", "primary",
        "default", "abstract", "failure", "hint"];

    [GeneratedRegex(@"^\s*<!--\s*(?:end)?tab\b\s*([^@>]*?)(?:@[^>]*)?\s*-->\s*$")]
    private static partial Regex TabOfNext();

    [GeneratedRegex(@"\blang(?:uage)?\s*[:=]\s*[""']?([\w+#.-]+)")]
    private static partial Regex Language();

    [GeneratedRegex(@"^[\w+#.-]{1,30}$")]
    private static partial Regex LanguageName();
}
