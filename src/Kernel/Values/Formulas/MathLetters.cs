using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Letters of other faces as characters of their own, which MathML Core wants instead of an attribute. Those that Unicode had before its
/// mathematical block stand where they stood. Source: The Unicode Standard, Mathematical Alphanumeric Symbols (U+1D400 to U+1D7FF).
/// </summary>
internal static class MathLetters
{
    private const string Holes = "bbCℂ bbHℍ bbNℕ bbPℙ bbQℚ bbRℝ bbZℤ calBℬ calEℰ calFℱ calHℋ calIℐ calLℒ calMℳ calRℛ cale\u212F calgℊ calo\u2134 "
        + "frakCℭ frakHℌ frakIℑ frakRℜ frakZℨ";

    /// <param name="font">As <see cref="TexSymbols.Fonts"/> names it.</param>
    public static string In(string font, string text)
    {
        if (font is "rm" or "it" or "")
            return text;
        var letters = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
            letters.Append(In(font, rune));
        return letters.ToString();
    }

    private static string In(string font, Rune letter)
    {
        var sign = letter.ToString();
        if (letter.IsAscii && Holes.IndexOf(font + sign, StringComparison.Ordinal) is >= 0 and var at)
            return Holes.Substring(at + font.Length + 1, 1);
        var c = letter.Value;
        var moved = c switch
        {
            >= 'A' and <= 'Z' when Capitals(font) is > 0 and var from => from + c - 'A',
            >= 'a' and <= 'z' when Capitals(font) is > 0 and var from => from + 26 + c - 'a',
            >= '0' and <= '9' when Digits(font) is > 0 and var from => from + c - '0',
            >= 'Α' and <= 'Ω' when font is "bf" or "bi" => (font == "bf" ? 0x1D6A8 : 0x1D71C) + c - 'Α',
            >= 'α' and <= 'ω' when font is "bf" or "bi" => (font == "bf" ? 0x1D6C2 : 0x1D736) + c - 'α',
            _ => c,
        };
        return char.ConvertFromUtf32(moved);
    }

    private static int Capitals(string font) => font switch
    {
        "bf" => 0x1D400,
        "bi" => 0x1D468,
        "cal" => 0x1D49C,
        "frak" => 0x1D504,
        "bb" => 0x1D538,
        "sf" => 0x1D5A0,
        "tt" => 0x1D670,
        _ => 0,
    };

    private static int Digits(string font) => font switch
    {
        "bf" or "bi" => 0x1D7CE,
        "bb" => 0x1D7D8,
        "sf" => 0x1D7E2,
        "tt" => 0x1D7F6,
        _ => 0,
    };
}
