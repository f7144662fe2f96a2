using System.Collections.Frozen;

namespace Guildhall.Screening.Folding;

/// <summary>
/// One reading of each Han character, without tones and ü as v. The table (pinyin.txt) was written by the npm package pinyin-pro (MIT)
/// for U+4E00 to U+9FA5; both the word and the text are read by it, so a character with several readings still meets itself.
/// </summary>
internal static class Pinyin
{
    private static readonly Lazy<FrozenDictionary<char, string>> Readings = new(Read);

    /// <returns>Small letters; <c>null</c> for what has no reading.</returns>
    public static string? Of(char character) => Readings.Value.TryGetValue(character, out var reading) ? reading : null;

    private static FrozenDictionary<char, string> Read()
    {
        using var reader = new StreamReader(typeof(Pinyin).Assembly.GetManifestResourceStream("pinyin.txt")!);
        var readings = new Dictionary<char, string>(21_000);
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var reading = line[..blank];
            foreach (var character in line.AsSpan(blank + 1))
                readings[character] = reading;
        }
        return readings.ToFrozenDictionary();
    }
}
