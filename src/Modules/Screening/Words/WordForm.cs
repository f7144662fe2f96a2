using Guildhall.Screening.Folding;

namespace Guildhall.Screening.Words;

/// <summary>One way in which a watched word is written, and what has to be true around it where that stands in a text.</summary>
internal sealed class WordForm
{
    // Shorter words made of digits and letters are names of things: 3d, i7, h2o.
    private const int ShortestWithDigits = 4;

    private readonly bool _hasLookAlikes, _isHan;
    private readonly FoldingKind _how;
    private readonly bool[] _ownGaps;
    private readonly int _syllables;

    private WordForm(WatchedEntry word, FoldingKind how)
    {
        (Word, _how) = (word, how);
        var folded = TextFolder.FoldWord(word.Text, how);
        Text = folded.Text;
        // The phrase has a gap there itself; between syllables one is usual.
        _ownGaps = new bool[Text.Length];
        for (var i = 0; i < Text.Length; i++)
        {
            var begins = (folded.DisguiseOf(i) & Disguise.Syllable) != 0;
            _ownGaps[i] = begins || folded.GapBefore(i) != Gap.None;
            _syllables += begins ? 1 : 0;
            _hasLookAlikes |= folded.DisguiseOf(i) == Disguise.LookAlike;
        }
        _isHan = Text.All(c => !char.IsAsciiLetterOrDigit(c));
    }

    public WatchedEntry Word { get; }

    public string Text { get; }

    public static WordForm? Plain(WatchedEntry word) => NotEmpty(new WordForm(word, FoldingKind.Plain));

    /// <summary>In pinyin. One syllable alone would be found everywhere.</summary>
    public static WordForm? Spelled(WatchedEntry word)
    {
        var form = new WordForm(word, FoldingKind.Spelled);
        return form._syllables > 1 ? form : null;
    }

    /// <summary>For words of Latin letters: digits stand for some of them.</summary>
    public static WordForm? WithDigits(WatchedEntry word)
    {
        var form = new WordForm(word, FoldingKind.DigitsAsLetters);
        return form.Text.Length >= ShortestWithDigits && form.Text.All(char.IsAsciiLetter) && !word.Text.Any(char.IsAsciiDigit) ? form
            : null;
    }

    /// <summary>Whether the text that stands here is this word, and not a part of others or a chance of what stands side by side.</summary>
    public bool IsAt(FoldedText text, int at) =>
        IsBegun(text, at) && IsEnded(text, at + Text.Length) && DisguiseFits(text, at) && GapsFit(text, at);

    private static WordForm? NotEmpty(WordForm form) => form.Text.Length > 0 ? form : null;

    private bool IsBegun(FoldedText text, int at)
    {
        if (at == 0)
            return true;
        if (_how == FoldingKind.Spelled)
            return !text.AreOne(at, at - 1) && (IsSpelled(text, at) || text.GapBefore(at) != Gap.None || !IsLetter(text.Text[at - 1])
                || IsSpelled(text, at - 1));
        return text.GapBefore(at) != Gap.None || !Joins(text.Text[at - 1], Text[0]);
    }

    private bool IsEnded(FoldedText text, int end)
    {
        if (end >= text.Text.Length)
            return true;
        if (_how == FoldingKind.Spelled)
            return !text.AreOne(end, end - 1) && (IsSpelled(text, end) || text.GapBefore(end) != Gap.None || !IsLetter(text.Text[end])
                || IsSpelled(text, end - 1));
        return text.GapBefore(end) != Gap.None || !Joins(Text[^1], text.Text[end]);
    }

    /// <summary>Letters go on in letters and digits in digits; Han characters stand for themselves.</summary>
    private static bool Joins(char one, char other) => (IsLetter(one) && IsLetter(other)) || (char.IsDigit(one) && char.IsDigit(other));

    private static bool IsLetter(char character) => char.IsLetter(character) && character is < '\u2E80' or > '\uD7A3';

    private static bool IsSpelled(FoldedText text, int at) =>
        (text.DisguiseOf(at) & (Disguise.Syllable | Disguise.WithinSyllable)) != 0;

    private bool DisguiseFits(FoldedText text, int at)
    {
        var (lookAlikes, digits) = (0, 0);
        for (var i = at; i < at + Text.Length; i++)
        {
            lookAlikes += (text.DisguiseOf(i) & Disguise.LookAlike) != 0 ? 1 : 0;
            digits += (text.DisguiseOf(i) & Disguise.Digit) != 0 ? 1 : 0;
        }
        if (_how == FoldingKind.DigitsAsLetters)
            return digits > 0 && digits < Text.Length;
        // A Russian word does not stand in a text that is all Latin, however it looks.
        return !_hasLookAlikes || lookAlikes > 0;
    }

    private bool GapsFit(FoldedText text, int at)
    {
        var (gaps, signs, commas, first) = (0, 0, 0, Gap.None);
        for (var i = 1; i < Text.Length; i++)
        {
            var gap = text.GapBefore(at + i);
            if (gap == Gap.None || _ownGaps[i])
                continue;
            first = gaps++ == 0 ? gap : first;
            signs += gap == Gap.Sign ? 1 : 0;
            commas += gap == Gap.Comma ? 1 : 0;
        }
        if (gaps == 0)
            return true;
        if (Text.Length == 2)
            return _isHan && (signs > 0 || StandsAlone(text, at));
        if (gaps == Text.Length - 1)
            return _isHan || !IsAmongLetters(text, at, first);
        return _isHan ? commas == 0 : signs == gaps && Text.Length > 4;
    }

    /// <summary>Whether single letters stand before or behind it in the same way: then it is a part of what they spell.</summary>
    private static bool IsSingle(FoldedText text, int at) => char.IsAsciiLetter(text.Text[at])
        && (at == 0 || text.GapBefore(at) != Gap.None || text.Text[at - 1] == '\n')
        && (at + 1 == text.Text.Length || text.GapBefore(at + 1) != Gap.None || text.Text[at + 1] == '\n');

    private bool IsAmongLetters(FoldedText text, int at, Gap gap)
    {
        var end = at + Text.Length;
        return !_isHan && ((at > 0 && text.GapBefore(at) == gap && IsSingle(text, at - 1))
            || (end < text.Text.Length && text.GapBefore(end) == gap && IsSingle(text, end)));
    }

    /// <summary>马上 海边 says nothing of 上海, while 去 上 海 玩 does.</summary>
    private bool StandsAlone(FoldedText text, int at)
    {
        var end = at + Text.Length;
        return (at == 0 || text.GapBefore(at) != Gap.None || text.Text[at - 1] == '\n')
            && (end == text.Text.Length || text.GapBefore(end) != Gap.None || text.Text[end] == '\n');
    }
}
