using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>
/// A command to the program that made the old site: <c>{% name … %}</c> (Liquid of Jekyll, Hexo, GitBook), <c>{{&lt; name … &gt;}}</c> and
/// <c>{{% name … %}}</c> (Hugo).
/// </summary>
/// <param name="Name">In small letters, without <c>end</c> or a slash before it.</param>
/// <param name="Words">What stands behind the name, without quotes; settings not among them.</param>
/// <param name="Settings">By name in small letters.</param>
internal sealed partial record SourceTag(
    string Name, bool IsEnd, bool ClosesItself, IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Settings, string Source)
{
    private const int MaxLength = 2_000;

    /// <summary>All words behind the name as they stand there.</summary>
    public string Rest { get; private init; } = "";

    /// <returns>The tag that the text begins with; <c>null</c> where it begins with none.</returns>
    public static SourceTag? At(ReadOnlySpan<char> text)
    {
        var close = text.StartsWith("{%") ? "%}" : text.StartsWith("{{<") ? ">}}" : text.StartsWith("{{%") ? "%}}" : null;
        if (close is null)
            return null;
        var open = close.Length == 2 ? 2 : 3;
        var end = text[..Math.Min(text.Length, MaxLength)][open..].IndexOf(close);
        if (end < 0)
            return null;
        var inside = text.Slice(open, end).ToString().Trim().Trim('-').Trim();
        var isComment = inside.StartsWith("/*", StringComparison.Ordinal);
        if (isComment || Head().Match(inside) is not { Success: true } head)
            return null;
        var (words, settings) = Arguments(inside[head.Length..]);
        var name = head.Groups["name"].Value.ToLowerInvariant();
        var isEnd = head.Groups["slash"].Length > 0 || (close == "%}" && name.StartsWith("end", StringComparison.Ordinal) && name.Length > 3);
        return new SourceTag(
            isEnd && head.Groups["slash"].Length == 0 ? name[3..] : name, isEnd, inside.EndsWith('/'), words, settings,
            text[..(open + end + close.Length)].ToString()) { Rest = inside[head.Length..].Trim().TrimEnd('/').Trim() };
    }

    public string? Setting(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Settings.TryGetValue(name, out var value) && value.Length > 0)
                return value;
        return null;
    }

    public string Word(int place) => place < Words.Count ? Words[place] : "";

    private static (List<string>, Dictionary<string, string>) Arguments(string text)
    {
        var words = new List<string>();
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Argument().Matches(text))
        {
            var value = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value;
            if (match.Groups["name"].Success)
                settings.TryAdd(match.Groups["name"].Value, value);
            else if (value.Length > 0 && value != "/")
                words.Add(value);
        }
        return (words, settings);
    }

    [GeneratedRegex(@"^(?<slash>/?)\s*(?<name>[A-Za-z][\w-]*)(?=$|[\s/])", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex("""(?:(?<name>[A-Za-z][\w-]*)\s*=\s*)?(?:"(?<quoted>[^"]*)"|'(?<quoted>[^']*)'|`(?<quoted>[^`]*)`|(?<plain>[^\s"'=]+))""")]
    private static partial Regex Argument();
}
