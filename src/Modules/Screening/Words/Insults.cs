namespace Guildhall.Screening.Words;

/// <summary>
/// A short list to begin with, of Chinese and English insults that are hardly ever anything else: 垃圾 is no word of it, because programmers
/// collect garbage. It is off like every list until it was tried.
/// </summary>
internal static class Insults
{
    public static IReadOnlyList<WantedWord> Read()
    {
        using var reader = new StreamReader(typeof(Insults).Assembly.GetManifestResourceStream("insults.txt")!);
        return ParseWords.From(reader.ReadToEnd(), pinyin: false);
    }
}
