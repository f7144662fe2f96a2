using Guildhall.Screening.Folding;

namespace Guildhall.Screening.Words;

/// <summary>A watched word as it is looked for.</summary>
/// <param name="Pinyin">Whether it is also found written in pinyin, or in other characters that sound so.</param>
public sealed record WatchedEntry(long Id, long ListId, string Text, bool Pinyin = false);

/// <summary>A watched word in a text, with its place there.</summary>
public sealed record WordHit(WatchedEntry Word, int Start, int Length);

/// <summary>
/// Finds watched words in a text, however they are disguised. It is made once for a list and asked for every post; the looking itself is
/// .NET's multi-string search over the folded text, and what it finds is then judged by what stands in and around it.
/// </summary>
internal sealed class WordMatcher
{
    /// <summary>More than this says nothing new.</summary>
    public const int MostHits = 50;

    private readonly WordLayer _plain, _spelled, _digits;

    public WordMatcher(IReadOnlyCollection<WatchedEntry> words)
    {
        Count = words.Count;
        _plain = WordLayer.Of(words.Select(w => WordForm.Plain(w)));
        _spelled = WordLayer.Of(words.Where(w => w.Pinyin).Select(w => WordForm.Spelled(w)));
        _digits = WordLayer.Of(words.Select(w => WordForm.WithDigits(w)));
    }

    public int Count { get; }

    /// <returns>By place, each stretch of text once.</returns>
    public IReadOnlyList<WordHit> Find(string text)
    {
        if (Count == 0 || text.Length == 0)
            return [];
        var hits = new List<WordHit>();
        if (!_plain.IsEmpty)
            _plain.FindIn(TextFolder.Fold(text), hits, MostHits);
        if (!_digits.IsEmpty && MixesDigits(text))
            _digits.FindIn(TextFolder.Fold(text, FoldingKind.DigitsAsLetters), hits, MostHits);
        if (!_spelled.IsEmpty)
            _spelled.FindIn(TextFolder.Fold(text, FoldingKind.Spelled), hits, MostHits);
        return hits.Count < 2 ? hits
            : [.. hits.DistinctBy(h => (h.Word.Id, h.Start)).OrderBy(h => h.Start).ThenByDescending(h => h.Length).Take(MostHits)];
    }

    /// <summary>Whether a digit or a sign stands at a letter, so that it may be meant as one.</summary>
    private static bool MixesDigits(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsAsciiLetter(text[i - 1]) ? IsDigitOrSign(text[i]) : char.IsAsciiLetter(text[i]) && IsDigitOrSign(text[i - 1]))
                return true;
        }
        return false;
    }

    private static bool IsDigitOrSign(char character) => char.IsAsciiDigit(character) || character is '@' or '$' or '!' or '|';
}
