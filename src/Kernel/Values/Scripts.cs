using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Writing systems without blanks between words, as far as counting and searching must know them. Source: Unicode blocks.</summary>
internal static class Scripts
{
    /// <summary>Han characters, Kana and Hangul, without their punctuation.</summary>
    public static bool IsEastAsian(Rune rune) => IsHan(rune) || IsKana(rune) || IsHangul(rune);

    public static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x323AF) or (>= 0xF900 and <= 0xFAFF)
            or 0x3005 or 0x3006 or 0x3007;

    public static bool IsKana(Rune rune) => rune.Value is (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF);

    public static bool IsHangul(Rune rune) => rune.Value is (>= 0xAC00 and <= 0xD7A3) or (>= 0x1100 and <= 0x11FF) or (>= 0x3131 and <= 0x318E);
}
