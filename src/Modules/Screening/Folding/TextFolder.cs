using System.Globalization;
using System.Text;
using Guildhall.Kernel.Values;

namespace Guildhall.Screening.Folding;

/// <summary>Folds a text, character by character.</summary>
internal sealed class TextFolder
{
    // More between two letters than this is no disguise of a word.
    private const int LongestGap = 3;

    private readonly FoldingKind _how;
    private readonly bool _keepsBreaks;
    private char[] _text;
    private int[] _start, _end;
    private Gap[] _gaps;
    private Disguise[] _disguises;
    private int _length;
    private Gap _gap;
    private int _between, _lines;

    private TextFolder(FoldingKind how, bool keepsBreaks, int length)
    {
        (_how, _keepsBreaks) = (how, keepsBreaks);
        length = (how == FoldingKind.Spelled ? 4 : 1) * length + (keepsBreaks ? 16 : 2);
        (_text, _start, _end, _gaps, _disguises) = (new char[length], new int[length], new int[length], new Gap[length],
            new Disguise[length]);
    }

    /// <summary>Of what somebody said.</summary>
    public static FoldedText Fold(string text, FoldingKind how = FoldingKind.Plain) => new TextFolder(how, true, text.Length).Run(text);

    /// <summary>Of a watched word or phrase: what ends a sentence is only a gap in it.</summary>
    public static FoldedText FoldWord(string word, FoldingKind how = FoldingKind.Plain) =>
        new TextFolder(how, false, word.Length).Run(word);

    private FoldedText Run(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            Take(rune, text, at, at + length);
            at += length;
        }
        return new FoldedText(new string(_text, 0, _length), _start, _end, _gaps, _disguises);
    }

    private void Take(Rune rune, string text, int start, int end)
    {
        if (rune.IsAscii)
            TakeAscii((char)rune.Value, text, start, end, Disguise.None);
        else if (rune.Value is >= 0xFF01 and <= 0xFF5E)
            TakeAscii((char)(rune.Value - 0xFEE0), text, start, end, Disguise.None);
        else if (rune.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF)
            TakeHan((char)HanVariants.Simplify(rune).Value, start, end);
        else
            TakeOther(rune, text, start, end);
    }

    private void TakeAscii(char character, string text, int start, int end, Disguise disguise)
    {
        if (_how == FoldingKind.DigitsAsLetters && LookAlikes.LetterOf(char.ToLowerInvariant(character)) is { } letter
            && (char.IsAsciiLetterOrDigit(character) || TouchesLetters(text, start, end)))
            Add(letter, start, end, char.IsAsciiLetter(character) ? disguise : Disguise.Digit);
        else if (char.IsAsciiLetterOrDigit(character))
            Add(char.ToLowerInvariant(character), start, end, disguise);
        else
            Part(character, end < text.Length ? text[end] : '\n');
    }

    private void TakeHan(char character, int start, int end)
    {
        if (_how != FoldingKind.Spelled || Pinyin.Of(character) is not { } reading)
        {
            Add(character, start, end, Disguise.None);
            return;
        }
        for (var i = 0; i < reading.Length; i++)
            Add(reading[i], start, end, i == 0 ? Disguise.Syllable : Disguise.WithinSyllable);
    }

    private void TakeOther(Rune rune, string text, int start, int end)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (IsUnseen(rune, category))
            return;
        if (rune.IsBmp && LookAlikes.LatinOf((char)rune.Value) is { } latin)
        {
            TakeAscii(latin, text, start, end, Disguise.LookAlike);
            return;
        }
        if (!Rune.IsLetterOrDigit(rune) && category is not (UnicodeCategory.OtherSymbol or UnicodeCategory.OtherNumber))
        {
            Part(rune.IsBmp ? (char)rune.Value : '*', end < text.Length ? text[end] : '\n');
            return;
        }
        // Letters with accents, in circles, of mathematics: by what they are made of. Not marks of trade, nor Korean syllables.
        var plain = rune.Value is 0x2120 or 0x2122 or (>= 0xAC00 and <= 0xD7A3) ? ""
            : rune.ToString().Normalize(NormalizationForm.FormKD);
        if (plain.Length > 0 && plain != rune.ToString())
        {
            foreach (var part in plain.EnumerateRunes().Where(p => !IsUnseen(p, Rune.GetUnicodeCategory(p))))
                Take(part, text, start, end);
            return;
        }
        if (!Rune.IsLetterOrDigit(rune))
        {
            Part('*', '\n');
            return;
        }
        foreach (var character in Rune.ToLowerInvariant(rune).ToString())
            Add(character, start, end, Disguise.None);
    }

    private void Add(char character, int start, int end, Disguise disguise)
    {
        if (_gap == Gap.Break && _keepsBreaks && _length > 0)
            Append('\n', start, start, Gap.Break, Disguise.None);
        Append(character, start, end, _gap, disguise);
        (_gap, _between, _lines) = (Gap.None, 0, 0);
    }

    private void Append(char character, int start, int end, Gap gap, Disguise disguise)
    {
        if (_length == _text.Length)
            Grow();
        (_text[_length], _start[_length], _end[_length], _gaps[_length], _disguises[_length]) = (character, start, end, gap, disguise);
        _length++;
    }

    private void Grow()
    {
        Array.Resize(ref _text, 2 * _length);
        Array.Resize(ref _start, 2 * _length);
        Array.Resize(ref _end, 2 * _length);
        Array.Resize(ref _gaps, 2 * _length);
        Array.Resize(ref _disguises, 2 * _length);
    }

    private void Part(char character, char next)
    {
        var kind = character switch
        {
            // A line is broken within a phrase too; a paragraph is not.
            '\n' => ++_lines > 1 ? Gap.Break : Gap.Space,
            '\u2029' or '。' or '！' or '？' or '；' or '!' or '?' or ';' or '…' => Gap.Break,
            '.' or ':' or '：' => char.IsWhiteSpace(next) ? Gap.Break : Gap.Sign,
            ',' or '，' or '、' => Gap.Comma,
            _ => char.IsWhiteSpace(character) ? Gap.Space : Gap.Sign,
        };
        _gap = ++_between > LongestGap ? Gap.Break : kind > _gap ? kind : _gap;
    }

    private static bool TouchesLetters(string text, int start, int end) =>
        start > 0 && end < text.Length && char.IsLetterOrDigit(text[start - 1]) && char.IsLetterOrDigit(text[end]);

    /// <summary>Zero width, marks on letters, fillers that are drawn as nothing.</summary>
    private static bool IsUnseen(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;
}
