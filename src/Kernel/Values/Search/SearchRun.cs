using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Terms of a run of East Asian characters: overlapping pairs, each character spelled by its code point.</summary>
internal static class SearchRun
{
    // Longer phrases are cut: thirty-odd characters in sequence are as good as all of them.
    public const int MaxPhrase = 32;

    public static IEnumerable<string> IndexTerms(string run)
    {
        string? before = null;
        foreach (var rune in run.EnumerateRunes())
        {
            var spelled = Spell(rune);
            if (before is not null)
                yield return before + spelled;
            before = spelled;
        }
        // The last character begins no pair; alone it lets a one-character query find it as a prefix, like all others.
        if (before is not null)
            yield return before;
    }

    /// <summary>The pairs in their order, or the one character (to be looked for as a prefix).</summary>
    public static IReadOnlyList<string> Phrase(string run)
    {
        var terms = IndexTerms(run).Take(MaxPhrase).ToList();
        var all = run.EnumerateRunes().Count();
        return all > 1 && terms.Count == all ? terms[..^1] : terms;
    }

    public static string Spell(Rune rune) =>
        rune.IsBmp ? "u" + rune.Value.ToString("x4", CultureInfo.InvariantCulture)
        : "v" + rune.Value.ToString("x5", CultureInfo.InvariantCulture);
}
