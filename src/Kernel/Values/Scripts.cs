using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Writing systems without blanks between words, as far as counting and searching must know them. Source: Unicode blocks.
/// </summary>
internal static class Scripts
{
    /// <summary>Han characters, Kana and Hangul, without their punctuation.</summary>
    public static bool IsEastAsian(Rune rune) => IsHan(rune) || IsKana(rune) || IsHangul(rune);

    public static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x323AF) or (>= 0xF900 and <= 0xFAFF)
            or 0x3005 or 0x3006 or 0x3007;

    public static bool IsKana(Rune rune) =>
        rune.Value is (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF)
        or (>= 0x31F0 and <= 0x31FF);

    /// <summary>
    /// Han or Kana, with the punctuation that stands between them: no blank belongs between two of these. Hangul writes blanks.
    /// </summary>
    public static bool IsSetSolid(Rune rune) =>
        IsHan(rune) || IsKana(rune) || rune.Value is (>= 0x3001 and <= 0x3003) or (>= 0x3008 and <= 0x3011) or (>= 0x3014 and <= 0x301F)
            or (>= 0xFF01 and <= 0xFF0F) or (>= 0xFF1A and <= 0xFF20) or (>= 0xFF3B and <= 0xFF40) or (>= 0xFF5B and <= 0xFF65);

    /// <summary>What no font draws: it does not exist for whoever searches. Source: Default_Ignorable_Code_Point of Unicode.</summary>
    public static bool IsIgnorable(Rune rune) =>
        rune.Value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
            or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F)
            or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A)
            or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>What a font draws: a name of anything else shows nothing.</summary>
    public static bool IsInk(Rune rune) => !IsIgnorable(rune) && rune.Value != 0x2800
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    public static bool IsHangul(Rune rune) =>
        rune.Value is (>= 0xAC00 and <= 0xD7A3) or (>= 0x1100 and <= 0x11FF) or (>= 0x3131 and <= 0x318E);
}
