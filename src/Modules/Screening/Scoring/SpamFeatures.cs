using System.Globalization;
using Guildhall.Kernel.Values;
using Guildhall.Screening.Folding;

namespace Guildhall.Screening.Scoring;

/// <summary>
/// What a text is judged by: its words, pairs of neighbouring words, pairs of neighbouring Han characters, lengths of its numbers, and how
/// many links, signs and capitals it has. Each is a bucket of a table of fixed size; which one, its hash says.
/// </summary>
internal static class SpamFeatures
{
    public const int Buckets = 1 << 16;

    // The beginning says enough, and the score costs the same for every post.
    private const int MostCharacters = 4000, MostFeatures = 1500;

    /// <param name="links">Targets of its links.</param>
    /// <returns>Buckets, each once.</returns>
    public static int[] Of(string text, IReadOnlyList<string> links)
    {
        var cut = text.CutTo(MostCharacters);
        var found = new HashSet<int>();
        AddWords(TextFolder.Fold(cut), found);
        AddSigns(cut, found);
        Add(found, "links", Math.Min(links.Count, 4));
        foreach (var host in links.Select(HostOf).OfType<string>().Distinct().Take(10))
            Add(found, "at", host);
        return [.. found.Take(MostFeatures)];
    }

    /// <returns><c>null</c> for a target within the site and for what is no address.</returns>
    public static string? HostOf(string target) =>
        Uri.TryCreate(target.StartsWith("//", StringComparison.Ordinal) ? "https:" + target : target, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" ? address.IdnHost.ToLowerInvariant() : null;

    private static void AddWords(FoldedText folded, HashSet<int> found)
    {
        var text = folded.Text;
        var before = "";
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                (before, at) = ("", at + 1);
                continue;
            }
            var end = at + 1;
            if (IsHan(text[at]))
            {
                Add(found, "han", text[at].ToString());
                if (end < text.Length && IsHan(text[end]) && folded.GapBefore(end) == Gap.None)
                    Add(found, "pair", text.Substring(at, 2));
            }
            else
            {
                var isNumber = char.IsDigit(text[at]);
                while (end < text.Length && folded.GapBefore(end) == Gap.None && char.IsLetterOrDigit(text[end]) && !IsHan(text[end])
                    && char.IsDigit(text[end]) == isNumber)
                    end++;
                var word = isNumber ? "#" + Math.Min(end - at, 12).ToString(CultureInfo.InvariantCulture) : text[at..end];
                Add(found, "word", word);
                if (before.Length > 0)
                    Add(found, "words", before + " " + word);
                before = word;
            }
            at = end;
        }
    }

    private static void AddSigns(string text, HashSet<int> found)
    {
        var (letters, capitals, shouts, money) = (0, 0, 0, 0);
        foreach (var character in text)
        {
            letters += char.IsAsciiLetter(character) ? 1 : 0;
            capitals += char.IsAsciiLetterUpper(character) ? 1 : 0;
            shouts += character is '!' or '！' ? 1 : 0;
            money += character is '$' or '£' or '€' or '¥' or '￥' or '%' ? 1 : 0;
        }
        Add(found, "length", (int)Math.Log2(text.Length + 1));
        Add(found, "shouts", Math.Min(shouts, 5));
        Add(found, "money", Math.Min(money, 5));
        if (letters > 20)
            Add(found, "capitals", capitals * 5 / letters);
    }

    private static void Add(HashSet<int> found, string kind, int value) => Add(found, kind, value.ToString(CultureInfo.InvariantCulture));

    private static void Add(HashSet<int> found, string kind, string value) => found.Add(Bucket(kind, value));

    // FNV-1a: the same in every process and version, since weights are kept under it.
    private static int Bucket(string kind, string value)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in kind)
            hash = (hash ^ character) * 1099511628211UL;
        hash = (hash ^ ':') * 1099511628211UL;
        foreach (var character in value)
            hash = (hash ^ character) * 1099511628211UL;
        return (int)((hash ^ (hash >> 32)) % Buckets);
    }

    private static bool IsHan(char character) => character is >= '\u3400' and <= '\u9FFF';
}
