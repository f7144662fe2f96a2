using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Which of its two scripts a Chinese text is written in, for <c>lang</c>: browsers choose the form of each character by it.
/// </summary>
public static class ChineseScript
{
    // A page tells its script early.
    private const int Looked = 1_500;

    /// <param name="language">"zh" or "en", as a text says itself.</param>
    /// <param name="text">Its words; markup does no harm.</param>
    /// <returns>"zh-CN", "zh-Hant" or "en" (RFC 5646).</returns>
    public static string Tag(string language, string text) =>
        language != "zh" ? "en" : IsTraditional(text.AsSpan(0, Math.Min(text.Length, Looked))) ? "zh-Hant" : "zh-CN";

    private static bool IsTraditional(ReadOnlySpan<char> text)
    {
        var (traditional, simplified) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
            // Marks and Latin letters are not looked up.
            if (rune.Value < 0x3400)
                continue;
            else if (HanVariants.Simplify(rune) != rune)
                traditional++;
            else if (HanVariants.IsSimplifiedOnly(rune))
                simplified++;
        return traditional > simplified;
    }
}
