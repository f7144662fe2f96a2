namespace Guildhall.Kernel.Values;

/// <summary>
/// Words that are written as one or as several without a difference in meaning: node.js and nodejs, HTTP/2 and http2, Vue 3 and Vue3. A
/// joint within a name chains what stands around it, and a number that follows a word belongs to it.
/// </summary>
internal static class SearchChain
{
    // Beyond this it is a path or a list; of those the neighbours are joined, but not all of it.
    private const int MaxJoined = 6, MaxDigits = 6;

    /// <summary>Every segment in order, those that are chained together; a run stands for itself.</summary>
    public static IEnumerable<IReadOnlyList<SearchSegment>> Cut(string text)
    {
        var chain = new List<SearchSegment>();
        foreach (var segment in SearchSegment.Cut(text))
        {
            if (chain.Count > 0 && !IsChained(text, chain[^1], segment))
            {
                yield return chain;
                chain = [];
            }
            chain.Add(segment);
        }
        if (chain.Count > 0)
            yield return chain;
    }

    /// <summary>The names that a chain has when its joints are left out, each with its first and its last segment.</summary>
    public static IEnumerable<(string Whole, int First, int Last)> Joined(IReadOnlyList<SearchSegment> chain)
    {
        for (var i = 1; i < chain.Count; i++)
            yield return (Whole(chain, i - 1, i), i - 1, i);
        if (chain.Count is > 2 and <= MaxJoined)
            yield return (Whole(chain, 0, chain.Count - 1), 0, chain.Count - 1);
    }

    /// <summary>All of it as one term; <c>null</c> for a single word and for what is too long to be a name.</summary>
    public static string? Whole(IReadOnlyList<SearchSegment> chain) =>
        chain.Count is > 1 and <= MaxJoined ? Whole(chain, 0, chain.Count - 1) : null;

    private static string Whole(IReadOnlyList<SearchSegment> chain, int first, int last) =>
        SearchWord.Whole(string.Concat(chain.Skip(first).Take(last - first + 1).Select(s => s.Content)));

    private static bool IsChained(string text, SearchSegment before, SearchSegment after)
    {
        if (before.IsRun || after.IsRun)
            return false;
        return (after.Start - before.End) switch
        {
            // C++17 and C#12, whose signs were made letters.
            0 => true,
            1 => text[before.End] switch
            {
                '.' or '/' or '-' => true,
                ' ' or '\u00A0' => IsNumber(after.Content) && before.Content.Length > 0 && char.IsLetter(before.Content[^1]),
                _ => false,
            },
            _ => false,
        };
    }

    private static bool IsNumber(string content) =>
        content.Length is > 0 and <= MaxDigits && content.AsSpan().IndexOfAnyExcept("0123456789.") < 0;
}
