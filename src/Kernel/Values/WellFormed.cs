using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Text from outside may hold half a surrogate pair, on which <see cref="string.Normalize()"/> and every encoder throw.</summary>
internal static class WellFormed
{
    /// <summary>The same text with every lone surrogate replaced by U+FFFD.</summary>
    public static string Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text;
    }

    /// <summary>The well-formed text in compatibility composition: full-width forms become plain ones.</summary>
    public static string Compatible(string text) => Text(text).Normalize(NormalizationForm.FormKC);
}
