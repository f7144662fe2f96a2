using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>The ids of one text: each once, each behind the prefix, so that none can be mistaken for an id of the page.</summary>
internal sealed class Ids(string prefix)
{
    private const int MaxLength = 100;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _repeats = new(StringComparer.Ordinal);

    /// <summary>The id to write for one that the text asks for; <c>null</c> if it is taken or no id at all.</summary>
    public string? Explicit(string? raw)
    {
        var id = Bare(raw ?? "");
        return id.Length is > 0 and <= MaxLength && id.EnumerateRunes().All(IsIdRune) && _taken.Add(id) ? prefix + id : null;
    }

    /// <summary>
    /// The id of a heading, as GitHub makes it, so that tables of contents written for there work here: lower case, letters of every
    /// script, digits, hyphens and underscores stay, blanks become hyphens, repeats get a number.
    /// </summary>
    public string ForHeading(string text)
    {
        var bare = Anchor(text);
        var id = bare;
        while (!_taken.Add(id))
        {
            var number = _repeats[bare] = _repeats.GetValueOrDefault(bare) + 1;
            id = $"{bare}-{number.ToString(CultureInfo.InvariantCulture)}";
        }
        return prefix + id;
    }

    /// <summary>What a fragment (without <c>#</c>, perhaps percent-encoded) asks for; <c>null</c> if it is none.</summary>
    public string? Wanted(string fragment)
    {
        var wanted = Bare(WellFormed.Text(Uri.UnescapeDataString(fragment)));
        return wanted.Length is 0 or > MaxLength || wanted.Any(char.IsControl) ? null : wanted;
    }

    /// <summary>Where it leads, without <c>#</c>: to the id, to the heading of that text, or nowhere. Ask when all ids are known.</summary>
    public string Resolve(string wanted) =>
        prefix + (_taken.Contains(wanted) || !_taken.Contains(Anchor(wanted)) ? Encode(wanted) : Anchor(wanted));

    internal static string Anchor(string text)
    {
        var anchor = new StringBuilder(text.Length);
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_'
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                anchor.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (rune.Value == ' ')
                anchor.Append('-');
            if (anchor.Length > MaxLength - 12)
                break;
        }
        return anchor.Length == 0 ? "section" : anchor.ToString();
    }

    private string Bare(string id) => id.StartsWith(prefix, StringComparison.Ordinal) ? id[prefix.Length..] : id;

    private static string Encode(string fragment)
    {
        var encoded = new StringBuilder(fragment.Length);
        foreach (var rune in fragment.EnumerateRunes())
            encoded.Append(IsIdRune(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return encoded.ToString();
    }

    private static bool IsIdRune(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune.Value is '-' or '_' or ':' or '.'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
