using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Folding of Latin letters to plain lower-case ASCII, for addresses and search; other scripts keep their marks.</summary>
internal static class Latin
{
    /// <summary>
    /// <c>É</c> → <c>e</c>, <c>ß</c> → <c>ss</c>, digits as they are, empty for a mark that a Latin letter carries;
    /// <c>null</c> for whatever is not Latin.
    /// </summary>
    public static string? Fold(Rune rune)
    {
        if (rune.IsAscii)
            return Rune.IsLetterOrDigit(rune) ? ((char)(rune.Value | (Rune.IsLetter(rune) ? 0x20 : 0))).ToString() : null;
        if (rune.Value is >= 0x300 and <= 0x36F)
            return "";
        if (rune.Value is not (>= 0xC0 and < 0x250 or >= 0x1E00 and < 0x1F00) || !Rune.IsLetter(rune))
            return null;

        var special = rune.Value switch
        {
            0xC6 or 0xE6 => "ae",
            0xD0 or 0xF0 or 0x110 or 0x111 => "d",
            0xD8 or 0xF8 => "o",
            0xDE or 0xFE => "th",
            0xDF or 0x1E9E => "ss",
            0x131 => "i",
            0x141 or 0x142 => "l",
            0x152 or 0x153 => "oe",
            _ => null,
        };
        if (special is not null)
            return special;

        var plain = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(part));
        return plain.ToString();
    }
}
