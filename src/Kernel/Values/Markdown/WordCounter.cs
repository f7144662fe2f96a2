using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Counts as <see cref="PlainText.Words"/> does, and drawings made of signs too.</summary>
internal struct WordCounter
{
    // ":-)" stands among words; a row of signs is something to look at.
    private const int LeastSigns = 4;

    private bool _inWord, _hasWord;
    private int _words, _signs;

    public readonly int Total => _words + (!_hasWord && _signs >= LeastSigns ? 1 : 0);

    public static int Count(string text)
    {
        var counter = new WordCounter();
        foreach (var rune in text.EnumerateRunes())
            counter.Add(rune);
        return counter.Total;
    }

    /// <returns>Whether it begins a word.</returns>
    public bool Add(Rune rune)
    {
        var starts = PlainText.StartsWord(rune, ref _inWord);
        _words += starts ? 1 : 0;
        if (Rune.IsWhiteSpace(rune))
        {
            _words = Total;
            (_hasWord, _signs) = (false, 0);
        }
        else if (Rune.IsLetterOrDigit(rune))
            _hasWord = true;
        else if (rune.Value != '…')
            _signs++;
        return starts;
    }
}
