using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// A stretch of text that is searched as one: a run of East Asian characters, or a word. <paramref name="Content"/> is its
/// normalised form: accents folded, full-width forms plain, Han characters simplified, case and underscores kept, and without characters
/// that nobody sees.
/// </summary>
internal sealed record SearchSegment(int Start, int End, string Content, bool IsRun)
{
    // A "word" beyond this is data: it is cut, and the rest of it skipped.
    private const int MaxWord = 100;

    public bool IsEmpty => !IsRun && SearchWord.Whole(Content).Length == 0;

    public IEnumerable<string> IndexTerms() => IsRun ? SearchRun.IndexTerms(Content) : SearchWord.IndexTerms(Content);

    public static IEnumerable<SearchSegment> Cut(string text)
    {
        text = WellFormed.Text(text);
        var content = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            var start = at;
            var kind = KindAt(text, at, out var length, out var plain);
            if (kind is Kind.Other or Kind.Nothing)
            {
                at += length;
                continue;
            }
            content.Clear();
            int end;
            do
            {
                if (kind == Kind.Run || content.Length < MaxWord)
                    content.Append(plain);
                end = at + length;
                at = AfterNothing(text, end);
            } while (at < text.Length && Continues(text, at, kind, out length, out plain));

            if (kind == Kind.Word)
                at = end = Named(text, start, end, content);
            yield return new SearchSegment(start, end, content.ToString(), kind == Kind.Run);
        }
    }

    /// <summary>Where in the text each character of <see cref="Content"/> stands.</summary>
    public int[] Places(string text)
    {
        var places = new int[Content.Length];
        for (int at = Start, i = 0; at < End && i < places.Length; )
        {
            KindAt(text, at, out var length, out var plain);
            for (var j = 0; j < plain.Length && i < places.Length; j++)
                places[i++] = at;
            at += length;
        }
        return places;
    }

    private static int AfterNothing(string text, int at)
    {
        while (at < text.Length && KindAt(text, at, out var length, out _) == Kind.Nothing)
            at += length;
        return at;
    }

    private static bool Continues(string text, int at, Kind kind, out int length, out string plain)
    {
        var next = KindAt(text, at, out length, out plain);
        if (next == kind)
            return true;
        if (kind == Kind.Run || length > 1 || at + 1 >= text.Length)
            return false;

        var before = text[at - 1];
        var after = text[at + 1];
        var isJoint = text[at] switch
        {
            '_' => after == '_' || char.IsLetterOrDigit(after) && KindAt(text, at + 1, out _, out _) == Kind.Word,
            '.' => char.IsAsciiDigit(before) && char.IsAsciiDigit(after),
            // utf-8 and utf8, SHA-256 and sha256 are the same to whoever searches.
            '-' => char.IsAsciiLetter(before) && char.IsAsciiDigit(after),
            '\'' or '\u2019' => char.IsLetter(before) && char.IsLetter(after) && KindAt(text, at + 1, out _, out _) == Kind.Word,
            _ => false,
        };
        plain = text[at] is '_' or '.' ? text[at].ToString() : "";
        return isJoint;
    }

    // C++, C# and .NET lose what makes them names if their signs are dropped.
    private static int Named(string text, int start, int end, StringBuilder content)
    {
        var word = content.ToString().ToLowerInvariant();
        var rest = text.AsSpan(end);
        if (word is "c" or "g" && rest.StartsWith("++"))
        {
            content.Append("pp");
            return end + 2;
        }
        if (word is "c" or "f" && rest is ['#' or '\u266F', ..] && !(rest.Length > 1 && char.IsAsciiLetterOrDigit(rest[1])))
        {
            content.Append("sharp");
            return end + 1;
        }
        if (start > 0 && text[start - 1] == '.' && word.StartsWith("net", StringComparison.Ordinal)
            && word.AsSpan(3).IndexOfAnyExcept("0123456789.") < 0)
            content.Clear().Append("dotnet").Append(word.AsSpan(3));
        return end;
    }

    private static Kind KindAt(string text, int at, out int length, out string plain)
    {
        var rune = Rune.GetRuneAt(text, at);
        length = rune.Utf16SequenceLength;
        plain = "";
        if (rune.IsAscii)
        {
            if (!Rune.IsLetterOrDigit(rune))
                return Kind.Other;
            plain = ((char)rune.Value).ToString();
            return Kind.Word;
        }
        if (Scripts.IsIgnorable(rune))
            return Kind.Nothing;
        if (Scripts.IsEastAsian(rune) && rune.Value is not (>= 0xF900 and <= 0xFAFF))
        {
            plain = HanVariants.Simplify(rune).ToString();
            return Kind.Run;
        }
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Scripts.IsEastAsian(part))
            {
                plain = HanVariants.Simplify(part).ToString();
                return Kind.Run;
            }
            if (Latin.Fold(part) is { } folded)
                plain += Rune.IsUpper(part) && folded.Length > 0 ? char.ToUpperInvariant(folded[0]) + folded[1..] : folded;
            else if (Rune.IsLetterOrDigit(part)
                || Rune.GetUnicodeCategory(part) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark)
                plain += part.ToString();
        }
        // A combining mark alone folds to nothing but belongs to the letter before it.
        return plain.Length > 0 || rune.Value is >= 0x300 and <= 0x36F ? Kind.Word : Kind.Other;
    }

    private enum Kind
    {
        Other,

        /// <summary>A character that nobody sees: it neither is a part of a word nor ends one.</summary>
        Nothing,
        Word,
        Run,
    }
}
