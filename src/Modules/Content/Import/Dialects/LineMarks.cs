using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>
/// Marks that take whole lines: boxes of MkDocs (<c>!!! note</c>, <c>??? tip</c>, <c>=== "Tab"</c>) and docsify (<c>!&gt;</c>,
/// <c>?&gt;</c>), tables of contents, comments of Obsidian, imports and components of MDX, code of WordPress.
/// </summary>
internal sealed partial class LineMarks(List<string> lines, bool isMdx, DialectNotes notes)
{
    // The outermost box of this kind; each inside has one colon less.
    private const int MaxColons = 20;

    private readonly List<string> _written = new(lines.Count);

    public List<string> Translate()
    {
        Translate(lines, MaxColons);
        return _written;
    }

    private void Translate(List<string> all, int colons)
    {
        var fence = new FenceTracker();
        for (var i = 0; i < all.Count; i++)
        {
            var line = all[i];
            if (fence.Passes(line))
            {
                _written.Add(line);
                continue;
            }
            var text = line.Trim();
            if (text.Length is 0 or > 500)
                _written.Add(line);
            else if (text[0] is '!' or '?' or '=' && Indented().Match(line) is { Success: true } box && colons > 3)
                i = WriteBox(all, i, box, colons);
            else if (Docsify().Match(line) is { Success: true } mark)
                _written.AddRange(["", $"> [!{(mark.Groups[1].Value == "!" ? "WARNING" : "TIP")}]", $"> {mark.Groups[2].Value}", ""]);
            else if (text == "%%" && EndOfComment(all, i) is { } end)
                (i, notes.Hidden) = (end, notes.Hidden + 1);
            else if (WordPressCode().Match(text) is { Success: true } code && EndOfCode(all, i, code.Groups[1].Value) is { } last)
                i = WriteCode(all, i, code, last);
            else if (IsContents(text))
                DropListBefore(text);
            else if (IsProgram(text))
            {
                if (Label().Match(text) is { Success: true } label)
                    _written.AddRange(["", $"**{label.Groups[1].Value}**", ""]);
                else if (_written.Count > 0 && _written[^1].Length > 0)
                    _written.Add("");
            }
            else
                _written.Add(line);
        }
    }

    private int WriteBox(List<string> all, int at, Match box, int colons)
    {
        var indent = box.Groups["indent"].Length;
        var inside = new List<string>();
        var i = at + 1;
        while (i < all.Count && (string.IsNullOrWhiteSpace(all[i]) || Blanks(all[i]) >= indent + 4))
            inside.Add(string.IsNullOrWhiteSpace(all[i++]) ? "" : Cut(all[i - 1], indent + 4));
        if (inside.TrueForAll(string.IsNullOrEmpty))
        {
            _written.Add(all[at]);
            return at;
        }
        var prefix = new string(' ', indent);
        var title = box.Groups["title"].Value;
        var inner = new LineMarks(inside, isMdx, notes);
        inner.Translate(inside, colons - 1);
        var content = inner._written.Select(l => l.Length == 0 ? l : prefix + l);
        if (box.Groups["mark"].Value == "===")
            _written.AddRange(["", $"{prefix}**{title}**", "", .. content, ""]);
        else
        {
            var fence = prefix + new string(':', colons);
            var isFolded = box.Groups["mark"].Value.StartsWith('?');
            var name = box.Groups["name"].Value.ToLowerInvariant();
            var head = isFolded ? $"details {(title.Length > 0 ? title : name)}" : $"{name} {title}";
            _written.AddRange(["", $"{fence} {head.TrimEnd()}", .. content, fence, ""]);
        }
        return i - 1;
    }

    private static int? EndOfComment(List<string> all, int from)
    {
        for (var i = from + 1; i < all.Count && i < from + 500; i++)
            if (all[i].Trim() == "%%")
                return i;
        return null;
    }

    private int? EndOfCode(List<string> all, int from, string name)
    {
        for (var i = from; i < all.Count && notes.Spend(); i++)
            if (all[i].TrimEnd().EndsWith($"[/{name}]", StringComparison.OrdinalIgnoreCase))
                return i;
        return null;
    }

    private int WriteCode(List<string> all, int from, Match code, int last)
    {
        var end = $"[/{code.Groups[1].Value}]".Length;
        List<string> inside = from == last ? [all[from].Trim()[code.Length..^end]]
            : [all[from].Trim()[code.Length..], .. all[(from + 1)..last], all[last].TrimEnd()[..^end]];
        var filled = inside.Where((line, i) => line.Trim().Length > 0 || (i > 0 && i < inside.Count - 1));
        _written.AddRange(["", "```" + code.Groups["lang"].Value, .. filled, "```", ""]);
        return last;
    }

    private static bool IsContents(string text) => Contents().IsMatch(text);

    // Kramdown puts the contents in the place of the list above.
    private void DropListBefore(string text)
    {
        if (text.StartsWith("{:", StringComparison.Ordinal) && _written.Count > 0 && _written[^1].TrimStart() is ['-' or '*' or '1', ..])
            _written.RemoveAt(_written.Count - 1);
    }

    private bool IsProgram(string text)
    {
        if (Import().IsMatch(text) || DocusaurusTag().IsMatch(text))
            return true;
        if (!isMdx || !(Component().IsMatch(text) || text.StartsWith("export ", StringComparison.Ordinal)))
            return false;
        notes.Unknown(text);
        return true;
    }

    private static int Blanks(string line) => line.Length - line.TrimStart(' ').Length;

    private static string Cut(string line, int count) => line[Math.Min(count, line.Length)..];

    [GeneratedRegex("""^(?<indent> *)(?<mark>!!!|\?\?\?\+?|===)\s+(?:(?<name>[A-Za-z][\w-]*)(?:\s+(?:inline|end))*)?\s*(?:["“](?<title>[^"”]*)["”])?\s*$""")]
    private static partial Regex Indented();

    [GeneratedRegex(@"^(!|\?)>\s*(.+)$")]
    private static partial Regex Docsify();

    [GeneratedRegex(@"^(?:\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^)]*\))?|\$\{toc\}|\{:\s*toc[^}]*\}|\{\{[<%]\s*toc\s*[>%]\}\}|<toc\s*/?>)$", RegexOptions.IgnoreCase)]
    private static partial Regex Contents();

    [GeneratedRegex("""^import\s+(?:[\w$*{}\s,]+\s+from\s+)?['"][^'"]+['"];?$""")]
    private static partial Regex Import();

    [GeneratedRegex("""^</?(?:Tabs|TabItem|CodeGroup|CodeGroupItem|ClientOnly|DocCardList|BrowserWindow|Steps|Card|CardGroup|Cards)(?:\s[^<>]*)?/?>$""")]
    private static partial Regex DocusaurusTag();

    [GeneratedRegex("""^<(?:TabItem|CodeGroupItem|Card)\s[^<>]*\b(?:label|title)=["']([^"']+)["'][^<>]*>$""")]
    private static partial Regex Label();

    [GeneratedRegex(@"^</?[A-Z][\w.]*(?:\s[^<>]*)?/?>$")]
    private static partial Regex Component();

    [GeneratedRegex("""^\[(code|sourcecode|crayon|cc|cpp|php|java|js|python|bash|shell|sql|html|css)(?:\s+(?:lang(?:uage)?=)?["']?(?<lang>[\w+#.-]*)["']?[^\]]*)?\]""", RegexOptions.IgnoreCase)]
    private static partial Regex WordPressCode();
}
