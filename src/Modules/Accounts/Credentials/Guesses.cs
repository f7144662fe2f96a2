namespace Guildhall.Accounts.Credentials;

/// <summary>
/// How hard a password is to guess, in bits: the cheapest way to compose it of common words, runs on the keyboard, years,
/// repetitions and single characters. The idea is that of D. Wheeler, "zxcvbn" (USENIX Security 2016); words and weights are ours.
/// </summary>
internal static class Guesses
{
    private const double Word = 10, Personal = 4, Year = 7, Digit = 3.3, Letter = 4.7, Symbol = 5.5, Other = 9;
    private const int LongestWord = 20;

    public static double Bits(string password, IEnumerable<string> personal)
    {
        var text = password.ToLowerInvariant();
        var own = personal.Select(Fold).ToHashSet(StringComparer.Ordinal);
        if (Unit(text) is { } unit)
            return Cheapest(unit, own) + 2;
        return Math.Min(Cheapest(text, own), Interleaved(text, own)) + (text == password ? 0 : 1);
    }

    /// <summary>What the whole text repeats: "abc" of "abcabcabc"; <c>null</c> when it does not.</summary>
    private static string? Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (text.Length % length == 0 && Enumerable.Range(length, text.Length - length).All(i => text[i] == text[i - length]))
                return text[..length];
        return null;
    }

    /// <summary>"a1b2c3d4" is two runs woven into each other.</summary>
    private static double Interleaved(string text, HashSet<string> own) =>
        Cheapest(string.Concat(text.Where((_, i) => i % 2 == 0)), own) + Cheapest(string.Concat(text.Where((_, i) => i % 2 == 1)), own) + 1;

    private static double Cheapest(string text, HashSet<string> own)
    {
        var folded = Fold(text);
        var longest = Math.Max(LongestWord, own.Select(w => w.Length).DefaultIfEmpty().Max());
        var best = new double[text.Length + 1];
        Array.Fill(best, double.MaxValue, 1, text.Length);
        for (var start = 0; start < text.Length; start++)
        {
            Offer(best, start + 1, best[start] + OfCharacter(text[start]));
            OfferRun(text, best, start);
            for (var end = start + 2; end <= Math.Min(text.Length, start + longest); end++)
            {
                if (own.Contains(folded[start..end]))
                    Offer(best, end, best[start] + Personal);
                else if (CommonWords.All.Contains(folded[start..end]))
                    Offer(best, end, best[start] + Word + (HasDigitOrSign(text.AsSpan(start, end - start)) ? 1.5 : 0));
            }
            if (IsYear(text.AsSpan(start)))
                Offer(best, start + 4, best[start] + Year);
            if (IsMobileNumber(text, start))
                Offer(best, start + 11, best[start] + 20);
        }
        return best[^1];
    }

    private static void Offer(double[] best, int end, double bits) => best[end] = Math.Min(best[end], bits);

    private static void OfferRun(string text, double[] best, int start)
    {
        var end = start + 1;
        while (end < text.Length && (Keyboard.AreNear(text[end - 1], text[end]) || Math.Abs(text[end] - text[end - 1]) <= 1))
        {
            end++;
            if (end - start >= 3)
                Offer(best, end, best[start] + 5 + 0.7 * (end - start - 1));
        }
    }

    private static bool IsYear(ReadOnlySpan<char> text) =>
        text.Length >= 4 && (text.StartsWith("19", StringComparison.Ordinal) || text.StartsWith("20", StringComparison.Ordinal))
        && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3]);

    /// <summary>A Chinese one: eleven digits that are easily known of a person.</summary>
    private static bool IsMobileNumber(string text, int start) =>
        text.Length >= start + 11 && text[start] == '1' && text[start + 1] is >= '3' and <= '9'
        && text.AsSpan(start + 2, 9).IndexOfAnyExceptInRange('0', '9') < 0;

    private static double OfCharacter(char c) =>
        char.IsAsciiDigit(c) ? Digit : char.IsAsciiLetter(c) ? Letter : c < 0x80 ? Symbol : Other;

    private static bool HasDigitOrSign(ReadOnlySpan<char> chunk)
    {
        foreach (var c in chunk)
            if (!char.IsLetter(c))
                return true;
        return false;
    }

    /// <summary>Writes "p@ssw0rd" and "password" alike.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            folded[i] = char.ToLowerInvariant(source[i]) switch
            {
                '0' => 'o',
                'i' or '1' or '!' or '|' => 'l',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' or '+' => 't',
                '9' => 'g',
                '8' => 'b',
                var c => c,
            };
    });

    private static class Keyboard
    {
        private static readonly string[] Rows = ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];

        private static readonly Dictionary<char, (int Row, int Column)> Places = Rows
            .SelectMany((keys, row) => keys.Select((key, column) => (key, place: (row, column))))
            .Append((key: '!', place: (0, 0))).Append((key: '@', place: (0, 1))).Append((key: '#', place: (0, 2)))
            .Append((key: '$', place: (0, 3))).Append((key: '%', place: (0, 4)))
            .ToDictionary(x => x.key, x => x.place);

        /// <summary>Side by side or one below the other; the rows are set off to the right, so each key has two below it.</summary>
        public static bool AreNear(char a, char b)
        {
            if (!Places.TryGetValue(a, out var one) || !Places.TryGetValue(b, out var other))
                return false;
            var down = other.Row - one.Row;
            var right = other.Column - one.Column;
            return (down, right) is (0, -1 or 0 or 1) or (1, 0 or -1) or (-1, 0 or 1);
        }
    }
}
