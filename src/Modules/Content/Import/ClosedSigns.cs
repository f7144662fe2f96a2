using System.Globalization;
using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>
/// By what sites that texts come from say that a text is not for everyone, or not yet. Any of these signs makes the article a draft.
/// The names are those of Hexo with its themes and encrypting plugins, Hugo, Zola, Jekyll, Eleventy, Pelican, WordPress, Typecho, Halo,
/// Ghost, VuePress, Obsidian and Logseq. What a sign says is read against the text: a value that nobody understands closes.
/// </summary>
internal static partial class ClosedSigns
{
    /// <summary>The signs of a text, each told once, with its line.</summary>
    /// <param name="path">Within the folder, with the folder's own name before it.</param>
    public static IReadOnlyList<ImportNote> Of(string path, FrontMatter front, string body) =>
    [
        .. OfPath(path), .. OfBody(front, body),
        .. front.All.Where(v => Closes(v.Path, v.Value)).Select(v => Note(v.Path, v.Value)).DistinctBy(n => (n.Args[0], n.Args[1])),
    ];

    /// <param name="path">Of a setting, e.g. <c>params.private</c>.</param>
    public static bool Closes(string path, FrontValue value)
    {
        if (RuleOf(path) is not { } rule)
            return HeadNames.Plain(path).StartsWith("head.", StringComparison.Ordinal) && IsNoIndex(value.Text);
        var word = value.Text.ToLowerInvariant();
        if (!value.IsText)
            return rule is Rule.Yes or Rule.NotYes or Rule.Set or Rule.NotEveryone;
        if (word is "" or "null" or "~")
            return false;
        return rule switch
        {
            Rule.Yes => !Noes.Contains(word),
            Rule.NotYes => !Yeses.Contains(word) && !DateForms.TryRead(word, TimeZoneInfo.Utc, out _),
            Rule.No => Noes.Contains(word) || Limits.Contains(word),
            Rule.Set => word != "false",
            Rule.NotEveryone => !Everyone.Contains(word),
            Rule.State => States.Contains(HeadNames.Plain(word)) || word.Split(NoLetters(word)).Any(States.Contains),
            Rule.Kind => Kinds.Contains(HeadNames.Plain(word)),
            Rule.Hide => Pages.Contains(word),
            // A list has its own bounds; one text may be parted by blanks.
            Rule.Tag => word.Split(char.IsAsciiDigit(path[^1]) ? [',', '，', ';'] : [',', '，', ';', ' '])
                .Any(tag => Tags.Contains(tag.Trim('#', ' '))),
            Rule.NoIndex => IsNoIndex(word),
            _ => true,
        };
    }

    public static bool IsNo(string text) => Noes.Contains(text.ToLowerInvariant());

    private static bool IsNoIndex(string text) => text.Contains("noindex", StringComparison.OrdinalIgnoreCase);

    /// <summary>By the whole path, or by its last name where it stands in a list or in a group of settings.</summary>
    private static Rule? RuleOf(string path)
    {
        var names = HeadNames.Plain(path).Split('.').Where(n => !n.All(char.IsAsciiDigit)).ToList();
        if (names.Count == 0)
            return null;
        if (Rules.TryGetValue(string.Concat(names), out var whole))
            return whole;
        return names[..^1].TrueForAll(Groups.Contains) && Rules.TryGetValue(names[^1], out var last) ? last : null;
    }

    private static ImportNote Note(string path, FrontValue value) => ImportNote.Warning(
        ImportTexts.Closed, value.LineText, RuleOf(path) == Rule.Set || value.Text.Length == 0 ? path : $"{path}: {value.Short}");

    private static IEnumerable<ImportNote> OfPath(string path)
    {
        var names = path.Split('/');
        var file = names[^1].Split('.');
        // Hugo's own sections have a dash below before them; what else begins so is left out of sites by Hexo and Jekyll.
        var isClosed = (file[0].StartsWith('_') && file[0] != "_index")
            || (file.Length > 2 && Endings.Contains(file[^2].ToLowerInvariant()));
        var sign = names[..^1].FirstOrDefault(n => Folders.Contains(n.ToLowerInvariant())) ?? (isClosed ? names[^1] : null);
        return sign is null ? [] : [ImportNote.Warning(ImportTexts.ClosedName, sign)];
    }

    private static IEnumerable<ImportNote> OfBody(FrontMatter front, string body)
    {
        var match = Shortcode().Match(body);
        if (!match.Success)
            return [];
        var line = front.Lines + body.AsSpan(0, match.Index).Count('\n') + 1;
        return [ImportNote.Warning(ImportTexts.ClosedPart, line.ToString(CultureInfo.InvariantCulture), match.Groups[1].Value)];
    }

    private static char[] NoLetters(string word) => [.. word.Where(c => !char.IsLetter(c)).Distinct()];

    /// <summary>Parts behind a password: hugo-encryptor and its kin, tags of Hexo's themes.</summary>
    [GeneratedRegex(@"(?:\{\{[<%]|\{%)\s*((?:hugo-)?(?:encrypt\w*|password\w*|private|secret|protected))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shortcode();
}
