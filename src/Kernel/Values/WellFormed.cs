using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Text from outside may hold half a surrogate pair or U+FFFE, on which <see cref="string.Normalize()"/> throws, and encoders too.
/// </summary>
public static class WellFormed
{
    /// <summary>The same text, of the same length, with each such unit replaced by U+FFFD.</summary>
    public static string Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] is '\uFFFE' or '\uFFFF')
                return Replaced(text);
            else if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return Replaced(text);
        return text;
    }

    /// <summary>The well-formed text in compatibility composition: full-width forms become plain ones.</summary>
    public static string Compatible(string text) => Text(text).Normalize(NormalizationForm.FormKC);

    /// <summary>Whether something of it is drawn: letters, signs or pictures, not only blanks and fillers.</summary>
    public static bool HasInk(string text) => text.EnumerateRunes().Any(Scripts.IsInk);

    private static string Replaced(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');
}
