using System.Text;
using System.Text.RegularExpressions;
using Guildhall.Content.Files;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>
/// Translates what other programs add to Markdown into what is Markdown here. First the marks that take whole lines, then those within
/// text, then the addresses that lead to a file only as the old site saw it. Code stays word for word.
/// </summary>
internal sealed partial class ForeignMarks(SourceSite site)
{
    /// <param name="path">Of the file, from the folder's root.</param>
    public string Translate(string path, string body, List<ImportNote> notes)
    {
        var told = new DialectNotes();
        try
        {
            var text = InText(path, Lines(path, body, told), told);
            text = Addresses(path, text);
            notes.AddRange(told.All());
            return text;
        }
        catch (MarkdownRefused)
        {
            // The text's own refusal follows.
            return body;
        }
    }

    private static string Lines(string path, string body, DialectNotes told)
    {
        if (!LineSigns().IsMatch(body))
            return body;
        var lines = new TagBlocks(body.Split('\n'), told).Translate();
        return string.Join('\n', new LineMarks(lines, path.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase), told).Translate());
    }

    private string InText(string path, string body, DialectNotes told)
    {
        if (body.AsSpan().IndexOfAny("[{=%^") < 0)
            return body;
        var code = MarkdownReferences.CodeOf(body);
        var (tags, links) = (new InlineTags(path, site, told), new WikiLinks(path, site, told));
        var text = new StringBuilder(body.Length + 200);
        var (copied, passed) = (0, 0);
        for (var at = Next(body, 0); at >= 0; at = Next(body, at))
        {
            while (passed < code.Count && code[passed].End < at)
                passed++;
            if (passed < code.Count && code[passed].Start <= at)
            {
                at = code[passed].End + 1;
                continue;
            }
            var (written, length) = Read(body, at, tags, links, told);
            if (length > 0)
            {
                text.Append(body, copied, at - copied).Append(written);
                copied = at + length;
            }
            at += Math.Max(length, 1);
        }
        return text.Append(body, copied, body.Length - copied).ToString();
    }

    private static (string, int) Read(string body, int at, InlineTags tags, WikiLinks links, DialectNotes told)
    {
        if (at > 0 && body[at - 1] == '\\')
            return ("", 0);
        var rest = body.AsSpan(at);
        switch (body[at])
        {
            case '{' when at > 0 && body[at - 1] == '=' && Required().Match(Head(rest)) is { Success: true } required:
                return ($"\"{required.Groups[1].Value}\"", required.Length);
            case '{':
                return tags.Read(rest);
            case '[' when Caption().Match(Head(rest)) is { Success: true } caption:
                if (caption.Groups["lost"].Success)
                    told.Unknown(caption.Groups["lost"].Value);
                return ("", caption.Length);
            case '[' when rest.StartsWith("[[") && at > 0 && (IsWord(body[at - 1]) || body[at - 1] is ']' or ')'):
                // An index of a program.
                return ("[[", 2);
            case '!' or '[':
                return links.Read(rest);
            case '%' when Comment().Match(Head(rest)) is { Success: true } comment:
                told.Hidden++;
                return ("", comment.Length);
            case '=' when (at == 0 || !IsWord(body[at - 1])) && Marked().Match(Head(rest)) is { Success: true } marked:
                return ($"<mark>{marked.Groups[1].Value}</mark>", marked.Length);
            case '^' when at > 0 && body[at - 1] == ' ' && BlockId().Match(Head(rest)) is { Success: true } id:
                return ("", id.Length);
            default:
                return ("", 0);
        }
    }

    /// <summary>What leads to a file by its path alone is left as it is.</summary>
    private string Addresses(string path, string body)
    {
        if (!body.Contains("](") && !body.Contains("]:") && !body.Contains("src") && !body.Contains("href"))
            return body;
        return MarkdownReferences.Of(body).Exchange(target =>
        {
            if (!SourceReferences.IsOfSource(target) || SourcePath.Candidates(path, target).Any(site.Has))
                return null;
            if (site.Find(path, target, asPicture: false) is not { } found)
                return null;
            return SourceAddress.Of(found) + (target.IndexOf('#') is >= 0 and var hash ? target[hash..].Replace(" ", "%20") : "");
        });
    }

    private static string Head(ReadOnlySpan<char> rest) => rest[..Math.Min(rest.Length, 500)].ToString();

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '=';

    private static int Next(string body, int from) =>
        from >= body.Length ? -1 : body.AsSpan(from).IndexOfAny("[{=%^!") is >= 0 and var at ? from + at : -1;

    [GeneratedRegex(@"^%%[^%\r\n]+%%")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^==([^\s=](?:[^=\r\n]*[^\s=])?)==(?![A-Za-z0-9=])")]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\^[A-Za-z0-9-]{4,40}[ \t]*(?=\r?\n|$)")]
    private static partial Regex BlockId();

    /// <summary>In JSX, what stands for the address of a file.</summary>
    [GeneratedRegex("""^\{\s*(?:require|useBaseUrl)\(\s*['"]([^'"\r\n]+)['"]\s*\)(?:\.default)?\s*\}""")]
    private static partial Regex Required();

    [GeneratedRegex(@"^\[/?(?:caption|embed|(?<lost>gallery|wpvideo|audio|playlist))(?:\s[^\]\r\n]*)?\]", RegexOptions.IgnoreCase)]
    private static partial Regex Caption();

    [GeneratedRegex(@"\{%|\{\{[<%]|^ *(?:!!!|\?\?\?|===|[!?]>|%%)|^\s*(?:\[|@\[|\$\{|\{:|<)|^import ", RegexOptions.Multiline)]
    private static partial Regex LineSigns();
}
