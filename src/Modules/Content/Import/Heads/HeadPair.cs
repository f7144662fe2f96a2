using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>A line <c>Name: value</c>.</summary>
internal sealed partial record HeadPair(string Name, string Value)
{
    /// <returns>
    /// <c>null</c> where the line is none: the name has at most three words, and behind the colon stands a blank or nothing.
    /// </returns>
    public static HeadPair? Of(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line.IndexOfAny(':', '：') < 0)
            return null;
        var match = Pair().Match(line.Length <= 4000 ? line.ToString() : line[..4000].ToString());
        return match.Success ? new HeadPair(match.Groups["name"].Value.Trim(), match.Groups["value"].Value.Trim()) : null;
    }

    [GeneratedRegex("""
        ^(?:\#\+|\.\.\ )?
        (?<quote>["']?)(?<name>[\p{L}_][\w.\-]*(?:\ [\w.\-]+){0,2})\k<quote>
        \s*(?:::?(?=\s|$)|：)(?<value>.*)$
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pair();
}

/// <summary>Names of settings, however they are spelt.</summary>
internal static partial class HeadNames
{
    private static readonly HashSet<string> Common = [.. """
        title subtitle date author authors layout tag tags category categories slug permalink aliases description excerpt keywords lang
        language cover series weight toc template updated lastmod modified access tier comments
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    // One of them makes a block of pairs a head; a heading may well begin with another name and a colon.
    private static readonly HashSet<string> Heading = ["title", "date", "layout", "tags", "categories"];

    /// <summary>Small letters only: <c>created_at</c>, <c>createdAt</c> and <c>Created At</c> are one name.</summary>
    public static string Plain(string name) =>
        new([.. name.Where(c => c is not ('-' or '_' or ' ')).Select(char.ToLowerInvariant)]);

    /// <summary>A name that some tool gives a meaning.</summary>
    public static bool IsKnown(string name) =>
        Plain(name) is var plain && (Common.Contains(plain) || PublicationDates.Names.Contains(plain) || ClosedSigns.Names.Contains(plain));

    public static bool BeginsHead(string name) => Heading.Contains(Plain(name));

    /// <summary>Whether the line sets a name that is known, be it with a colon or an equals sign and never so badly.</summary>
    public static bool SetsKnown(ReadOnlySpan<char> line) => SetBy(line) is { } name && IsKnown(name);

    /// <returns>The name, known or not.</returns>
    public static string? SetBy(ReadOnlySpan<char> line)
    {
        if (line.IndexOfAny(":：=") < 0)
            return null;
        var match = Setting().Match(line.Length <= 200 ? line.ToString() : line[..200].ToString());
        return match.Success ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex("""^\s*["'{]?\s*["']?(?<name>\w[\w.\- ]{0,40}?)["']?\s*[:：=]""", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
