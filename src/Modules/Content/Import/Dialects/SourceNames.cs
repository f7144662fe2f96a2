using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>What programs put into the names of files.</summary>
internal static partial class SourceNames
{
    /// <summary>Without the date that Jekyll wants before a name, and without the number that Docusaurus orders by.</summary>
    public static string Undated(string stem) => Prefix().Match(stem) is { Success: true } match ? match.Groups["rest"].Value : stem;

    /// <summary>Without the identifier that Notion appends to each name.</summary>
    public static string WithoutNotionId(string name) => NotionId().Replace(name, "") is { Length: > 0 } plain ? plain : name;

    /// <summary>
    /// A name that somebody wrote as a title stays as it is; one that was made for addresses gets blanks: it has no blank and no letter
    /// beyond ASCII.
    /// </summary>
    public static string AsTitle(string name) =>
        Day().IsMatch(name) || name.Any(c => c > 0x7E || char.IsWhiteSpace(c)) ? name : name.Replace('-', ' ').Replace('_', ' ');

    [GeneratedRegex("^(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[-_ ]|[0-9]{1,3}[-_. ]+)(?<rest>.*[^0-9-].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex("[ _-][0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex NotionId();

    [GeneratedRegex("^[0-9]{4}[-_][0-9]{1,2}(?:[-_][0-9]{1,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
