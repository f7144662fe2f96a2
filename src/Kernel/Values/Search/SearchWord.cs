using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Terms of a word or of a name from a program.</summary>
internal static class SearchWord
{
    // Shared by index and query, so a longer word is still found by its beginning.
    private const int MaxTerm = 64;
    private const int MaxParts = 12;

    public static IEnumerable<string> IndexTerms(string word)
    {
        var whole = Whole(word);
        if (whole.Length == 0)
            yield break;
        yield return whole;
        foreach (var part in Parts(word).Distinct())
            if (!IsShort(part) && part != whole)
                yield return part;
        // .NET is "dotnet", and "net" to whoever leaves the dot out.
        if (whole == "dotnet")
            yield return "net";
    }

    /// <summary>The word as one term: lower case, without underscores. Empty if nothing but marks.</summary>
    public static string Whole(string word) => Spell(word.Replace("_", "").AsSpan());

    /// <summary>The parts of a compound name, in order; a plain word is its only part.</summary>
    public static IReadOnlyList<string> Parts(string word)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= word.Length && parts.Count < MaxParts; i++)
            if (i == word.Length || word[i] == '_' || (i > start && IsSeam(word, i)))
            {
                if (i > start)
                    parts.Add(Spell(word.AsSpan(start, i - start)));
                start = i < word.Length && word[i] == '_' ? i + 1 : i;
            }
        return parts;
    }

    /// <summary>A single letter or digit, which would find everything: k8s is not three words.</summary>
    public static bool IsShort(string part) => part.Length < 2 || (part.Length == 2 && part[0] == 'n' && char.IsAsciiDigit(part[1]));

    // hash|Map, HTTP|Server, utf|8; but not UR|Ls.
    private static bool IsSeam(string word, int at)
    {
        var (before, here) = (word[at - 1], word[at]);
        if (IsNumeric(before) != IsNumeric(here))
            return true;
        if (!char.IsUpper(here))
            return false;
        return char.IsLower(before) || (at + 2 < word.Length && char.IsUpper(before) && char.IsLower(word[at + 1]));
    }

    private static bool IsNumeric(char c) => char.IsAsciiDigit(c) || c == '.';

    private static string Spell(ReadOnlySpan<char> word)
    {
        var term = new StringBuilder(word.Length + 1);
        foreach (var rune in word.EnumerateRunes())
        {
            if (term.Length == 0 && Rune.IsDigit(rune))
                term.Append('n');
            if (rune.IsAscii)
                term.Append(rune.Value == '.' ? 'd' : char.ToLowerInvariant((char)rune.Value));
            else
                term.Append(SearchRun.Spell(Rune.ToLowerInvariant(rune)));
            if (term.Length >= MaxTerm)
                break;
        }
        return term.Length > MaxTerm ? term.ToString(0, MaxTerm) : term.ToString();
    }
}
