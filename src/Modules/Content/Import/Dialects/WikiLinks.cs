using System.Text.RegularExpressions;
using Guildhall.Content.Files;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>
/// Links as Obsidian, Logseq and Foam write them: <c>[[note]]</c>, <c>[[note#heading|words]]</c>, <c>![[picture.png|300]]</c>; a note is
/// found by its path, else by its name. And pictures whose names hold blanks, which are no Markdown but are meant as it.
/// </summary>
internal sealed partial class WikiLinks(string path, SourceSite site, DialectNotes notes)
{
    private const int MaxLength = 600;

    /// <returns>What stands for the link that the text begins with, and its length; length 0 where it begins with none.</returns>
    public (string Written, int Length) Read(ReadOnlySpan<char> text)
    {
        var head = text[..Math.Min(text.Length, MaxLength)].ToString();
        if (Wiki().Match(head) is { Success: true } wiki)
            return (Wiki(wiki), wiki.Length);
        // Commands inside come first.
        return Inline().Match(head) is { Success: true } inline && !inline.Value.Contains("{{") && !inline.Value.Contains("{%")
            ? (Inline(inline) ?? inline.Value, inline.Length) : ("", 0);
    }

    private string Wiki(Match match)
    {
        var isShown = match.Groups["shown"].Success;
        // Inside a table the bar is escaped.
        var parts = match.Groups["inside"].Value.Replace("\\|", "|").Split('|', 2);
        var hash = parts[0].IndexOf('#') is >= 0 and var at ? at : parts[0].Length;
        var (name, fragment) = (parts[0][..hash].Trim(), parts[0][hash..].TrimStart('#').Trim());
        var words = parts.Length > 1 ? parts[1].Trim() : "";
        if (name.Length == 0 && fragment.Length > 0)
            return $"[{InlineTags.Words(words.Length > 0 ? words : fragment)}](#{Anchor(fragment)})";
        var found = Path.HasExtension(name) && !ImportNames.IsMarkdown(name)
            ? site.Find(path, name, asPicture: isShown) ?? site.Article(name)
            : site.Article(name) ?? site.Find(path, name, asPicture: false);
        if (found is not null && isShown && !ImportNames.IsMarkdown(found))
            return $"![{InlineTags.Words(Size().IsMatch(words) ? "" : words)}]({SourceAddress.Of(found)})";
        if (words.Length == 0 || (isShown && Size().IsMatch(words)))
            words = name[(name.LastIndexOf('/') + 1)..];
        if (found is null)
        {
            notes.Missing(name);
            return InlineTags.Words(words);
        }
        return $"[{InlineTags.Words(words)}]({SourceAddress.Of(found)}{(fragment.Length > 0 && !fragment.StartsWith('^') ? "#" + Anchor(fragment) : "")})";
    }

    /// <returns><c>null</c> where it is a link of Markdown, or leads nowhere.</returns>
    private string? Inline(Match match)
    {
        var isPicture = match.Groups["shown"].Success;
        var (words, target, tail) = (match.Groups["words"].Value, match.Groups["target"].Value.Trim(), "");
        // Obsidian's width stands behind the description, HackMD's behind the address.
        if (isPicture && words.LastIndexOf('|') is >= 0 and var bar && Size().IsMatch(words[(bar + 1)..]))
            words = words[..bar];
        else if (isPicture && SizeBehind().Match(target) is { Success: true } size)
            target = target[..size.Index].TrimEnd();
        else if (!target.Contains(' ') || Titled().IsMatch(target))
            return null;
        if (Titled().Match(target) is { Success: true } titled)
            (target, tail) = (titled.Groups[1].Value, " " + titled.Groups[2].Value);
        if (target.StartsWith('<') || !SourcePath.IsLocal(target))
            return target.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                ? Written(isPicture, words, SourceAddress.Written(target), tail) : null;
        if (site.Find(path, target, isPicture) is { } found)
            return Written(isPicture, words, SourceAddress.Of(found), tail);
        if (target.Contains(' ') && isPicture)
            notes.NoPicture(match.Value);
        return target.Contains(' ') ? null : Written(isPicture, words, target, tail);
    }

    private static string Written(bool isPicture, string words, string address, string tail) =>
        $"{(isPicture ? "!" : "")}[{words}]({address}{tail})";

    private static string Anchor(string fragment) => Uri.EscapeDataString(fragment[(fragment.LastIndexOf('#') + 1)..]);

    [GeneratedRegex(@"^(?<shown>!)?\[\[(?<inside>[^\[\]\r\n]{1,400})\]\]")]
    private static partial Regex Wiki();

    [GeneratedRegex(@"^(?<shown>!)?\[(?<words>[^\[\]\r\n]*)\]\((?<target>(?:[^()\r\n]|\([^()\r\n]*\))*)\)")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^\s*[0-9]+(?:x[0-9]+)?(?:px|%)?\s*$")]
    private static partial Regex Size();

    [GeneratedRegex(@"\s+=[0-9]*(?:%|px)?x?[0-9]*(?:%|px)?\s*$")]
    private static partial Regex SizeBehind();

    [GeneratedRegex("""^(\S+)\s+("[^"]*"|'[^']*')$""")]
    private static partial Regex Titled();
}
