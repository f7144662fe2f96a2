namespace Guildhall.Kernel.Values;

/// <summary>Tells the language of a text by its letters.</summary>
public static class TextLanguage
{
    private const int Sample = 8000;

    /// <returns>"zh" where one letter in twelve or more is a Chinese character: such texts are full of English names.</returns>
    public static string Of(string text)
    {
        int han = 0, letters = 0;
        foreach (var character in text.AsSpan(0, Math.Min(Sample, text.Length)))
        {
            if (character is >= '\u4e00' and <= '\u9fff')
                han++;
            else if (char.IsAsciiLetter(character))
                letters++;
        }
        return han > 0 && han * 12 >= letters + han ? "zh" : "en";
    }
}
