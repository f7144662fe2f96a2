using System.Text;
using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>Commands that stand for one thing: pictures, links to other articles, players. What is unknown stays, and is told.</summary>
internal sealed partial class InlineTags(string path, SourceSite site, DialectNotes notes)
{
    /// <returns>What stands for the tag that the text begins with, and its length; length 0 where it begins with none.</returns>
    public (string Written, int Length) Read(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("{{") && text.Length > 2 && text[2] is not ('<' or '%'))
            return Output(text[..Math.Min(text.Length, 300)].ToString());
        if (SourceTag.At(text) is not { } tag)
            return ("", 0);
        if (Write(tag) is { } written)
            return (written, tag.Source.Length);
        notes.Unknown(tag.Name);
        return (tag.Source, tag.Source.Length);
    }

    private string? Write(SourceTag tag) => tag.Name switch
    {
        "raw" or "endraw" or "more" => "",
        "asset_img" or "asset_image" => HexoPicture(tag, 0),
        "img" when tag.Settings.Count == 0 => HexoPicture(tag, 0),
        "image" when tag.Setting("src", "url") is null && tag.Words.Count > 0 => Picture(tag.Word(0).TrimEnd(','), tag.Word(1)),
        "img" or "image" or "figure" or "imgproc" or "lazyimg" => (tag.Setting("src", "url", "link") ?? tag.Words.FirstOrDefault()) is { } source
            ? Picture(source, tag.Setting("caption", "alt", "title") ?? "") : null,
        "asset_path" or "asset_link" when tag.Words.Count > 0 =>
            tag.Name == "asset_path" ? Address(tag.Word(0)) : $"[{Rest(tag, 1, tag.Word(0))}]({Address(tag.Word(0))})",
        "post_link" or "post_path" when tag.Words.Count > 0 => Article(tag.Word(0), tag.Name == "post_path" ? null : Rest(tag, 1, "")),
        "post_url" or "ref" or "relref" when tag.Words.Count > 0 || tag.Setting("path") is not null => Reference(tag.Setting("path") ?? tag.Word(0)),
        "link" when tag.Words.Count == 1 => Reference(tag.Word(0)),
        "link" when tag.Words.FirstOrDefault(IsWeb) is { } web => $"[{tag.Word(0)}]({web})",
        "youtube" or "ytb" => Player("https://www.youtube.com/watch?v=", tag),
        "vimeo" => Player("https://vimeo.com/", tag),
        "bilibili" => Player("https://www.bilibili.com/video/", tag),
        "gist" when tag.Words.Count > 1 && !tag.Word(1).Contains('.') => $"<https://gist.github.com/{tag.Word(0)}/{tag.Word(1)}>",
        "gist" => tag.Words.Count > 0 ? $"<https://gist.github.com/{tag.Word(0)}>" : null,
        "jsfiddle" => tag.Words.Count > 0 ? $"<https://jsfiddle.net/{tag.Word(0)}>" : null,
        "codepen" => tag.Words.Count > 1 ? $"<https://codepen.io/{tag.Word(0)}/pen/{tag.Word(1)}>" : null,
        "tweet" or "twitter" or "x" when tag.Setting("user") is { } user && tag.Setting("id") is { } id => $"<https://x.com/{user}/status/{id}>",
        "iframe" or "video" or "audio" or "pdf" or "embed" or "mp3" or "music" or "bookmark" or "linkcard" or "mp4" or "dplayer" =>
            (tag.Setting("src", "url", "href", "link") ?? tag.Words.FirstOrDefault()) is { } shown ? Link(shown.Trim(',')) : null,
        "file" when tag.Setting("src") is { } file => Link(file),
        "btn" or "button" => Button(tag),
        "label" or "span" or "emp" or "u" or "wavy" or "psw" or "mark" or "kbd" or "badge" when tag.Rest.Length > 0 =>
            tag.Rest[(tag.Rest.IndexOf('@') + 1)..].Trim().Trim('"'),
        "figcaption" or "br" => "",
        _ => null,
    };

    /// <summary><c>[classes] address [width] [height] ["title" ["description"]]</c>: the first word with an ending is the address.</summary>
    private string? HexoPicture(SourceTag tag, int from)
    {
        var at = -1;
        for (var i = from; i < tag.Words.Count && at < 0; i++)
            if (Picture().IsMatch(tag.Words[i]) || IsWeb(tag.Words[i]))
                at = i;
        if (at < 0)
            return null;
        var rest = tag.Words.Skip(at + 1).SkipWhile(w => w.All(c => char.IsAsciiDigit(c) || c is '%' or 'p' or 'x')).ToList();
        var titles = string.Join(' ', rest);
        // Hexo's own examples put both descriptions into one pair of quotes: '"title" "alt"'.
        var words = InnerQuote().Matches(titles) is { Count: > 0 } inner ? inner[^1].Groups[1].Value : titles.Trim('"', '\'');
        return Picture(tag.Words[at], words);
    }

    private string Picture(string source, string words) => $"![{Words(words)}]({Address(source)})";

    private string Link(string target) => IsWeb(target) ? $"<{target.Replace(" ", "%20")}>"
        : $"[{Words(target[(target.LastIndexOf('/') + 1)..])}]({Address(target)})";

    private static string? Player(string start, SourceTag tag) =>
        (tag.Setting("id", "bvid", "bv", "v") ?? tag.Words.FirstOrDefault()?.Trim(',')) is { } id ? $"<{(IsWeb(id) ? id : start + id)}>" : null;

    /// <summary><c>url, text, icon</c>, in Hexo's themes.</summary>
    private string? Button(SourceTag tag)
    {
        if (tag.Setting("href", "url", "link") is { } target)
            return $"[{Words(string.Join(' ', tag.Words) is { Length: > 0 } words ? words : target)}]({Address(target)})";
        var parts = tag.Rest.Split(',', 3, StringSplitOptions.TrimEntries);
        return parts.Length > 1 && parts[0].Length > 0 ? $"[{Words(parts[1])}]({Address(parts[0].Trim('"', '\''))})" : null;
    }

    private string Article(string name, string? words)
    {
        if (site.Article(name) is { } found && words is null)
            return SourceAddress.Of(found);
        if (site.Article(name) is { } linked)
            return $"[{Words(words!.Length > 0 ? words : SourceNames.AsTitle(SourceNames.Undated(NameOf(linked))))}]({SourceAddress.Of(linked)})";
        notes.Missing(name);
        return words is { Length: > 0 } ? Words(words) : name;
    }

    /// <summary>Stands where an address stands: in brackets of a link, or in an attribute.</summary>
    private string Reference(string target)
    {
        var hash = target.IndexOf('#');
        var (name, fragment) = hash < 0 ? (target, "") : (target[..hash], target[hash..]);
        return name.Length == 0 ? fragment
            : (site.Find(path, name, asPicture: false) ?? site.Article(name)) is { } found ? SourceAddress.Of(found) + fragment
            : SourceAddress.Written(target);
    }

    private string Address(string source) =>
        !IsWeb(source) && site.Find(path, source, asPicture: false) is { } found ? SourceAddress.Of(found) : SourceAddress.Written(source);

    /// <summary>Places of Liquid that hold the address of the site, which is nothing here.</summary>
    private static (string, int) Output(string text) =>
        SiteAddress().Match(text) is { Success: true } site ? ("", site.Length)
        : Relative().Match(text) is { Success: true } relative ? (SourceAddress.Written(relative.Groups[1].Value), relative.Length)
        : ("", 0);

    private static string Rest(SourceTag tag, int from, string otherwise) =>
        string.Join(' ', tag.Words.Skip(from).Where(w => w is not ("true" or "false"))) is { Length: > 0 } rest ? rest : otherwise;

    private static string NameOf(string found) => Path.GetFileNameWithoutExtension(found);

    private static bool IsWeb(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("//", StringComparison.Ordinal);

    internal static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (character is '[' or ']' or '\\')
                words.Append('\\');
            words.Append(character);
        }
        return words.ToString().Trim();
    }

    [GeneratedRegex(@"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|ico|tiff?)(?:[?#].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();

    [GeneratedRegex("""["']([^"']*)["']""")]
    private static partial Regex InnerQuote();

    [GeneratedRegex(@"^\{\{-?\s*(?:site\.(?:baseurl|url|github\.url|cdn|root|base_?path|static_url|BASE_PATH)|base_?url|BASE_PATH|url_for\(\s*\))\s*-?\}\}", RegexOptions.IgnoreCase)]
    private static partial Regex SiteAddress();

    [GeneratedRegex("""^\{\{-?\s*["']([^"']+)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+)(?:\s*\|\s*\w+)?\s*-?\}\}""")]
    private static partial Regex Relative();
}
