using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Terms of a word or of a name from a program.</summary>
internal static class SearchWord
{
    // Shared by index and query, so a longer word is still found by its beginning.
    private const int MaxTerm = 64;
    private const int MaxParts = 12;

    public static IEnumerable<string> IndexTerms(string word) => AllTerms(word).Distinct();

    private static IEnumerable<string> AllTerms(string word)
    {
        var whole = Whole(word);
        if (whole.Length == 0)
            yield break;
        foreach (var term in Spellings(whole))
            yield return term;
        foreach (var part in Parts(word))
            if (!IsShort(part) && part != whole)
            {
                yield return part;
                if (Singular(part) is var one && one != part)
                    yield return one;
            }
    }

    /// <summary>A whole term with what else it is looked for by.</summary>
    public static IEnumerable<string> Spellings(string whole)
    {
        yield return whole;
        if (Singular(whole) is var one && one != whole)
            yield return one;
        // .NET is "dotnet", and "net" to whoever leaves the dot out; .NET8 is "net8" too.
        if (whole.Contains("dotnet", StringComparison.Ordinal))
            yield return whole.Replace("dotnet", "net", StringComparison.Ordinal);
        if (whole.Length > 6 && whole.StartsWith("dotnet", StringComparison.Ordinal))
        {
            yield return "dotnet";
            yield return "net";
        }
    }

    /// <summary>
    /// English plurals as their singular, by their ending alone: queries, boxes, locks. Index and query do the same, so that a word for
    /// which it is no word at all (kubernete) is found none the less.
    /// </summary>
    public static string Singular(string term)
    {
        if (term.Length < 4 || term[^1] != 's' || term[^2] is 's' or 'u' or 'i' or 'j' || NoPlurals.Contains(term)
            || term.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0 || IsCode(term))
            return term;
        if (term.EndsWith("ies", StringComparison.Ordinal))
            return term.Length > 4 ? term[..^3] + "y" : term;
        return term.EndsWith("xes", StringComparison.Ordinal) || term.EndsWith("ches", StringComparison.Ordinal)
            || term.EndsWith("shes", StringComparison.Ordinal) || term.EndsWith("sses", StringComparison.Ordinal) ? term[..^2] : term[..^1];
    }

    private static readonly HashSet<string> NoPlurals = ["news", "this", "does", "https", "always", "series", "lens", "species", "perhaps"];

    // Letters of other scripts are spelled by numbers, which end in letters at times.
    private static bool IsCode(string term) => term[0] is 'u' or 'v' && term.AsSpan(1).IndexOfAnyInRange('0', '9') >= 0;

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
