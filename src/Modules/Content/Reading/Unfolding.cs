namespace Guildhall.Content.Reading;

/// <summary>Who has just paid comes back to the place where the free part ended, and finds the text going on there.</summary>
internal static class Unfolding
{
    /// <summary>The fragment of that place: the paywall before, the thanks after.</summary>
    public const string Place = "rest";

    private static readonly HashSet<string> Voids = ["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"];

    /// <summary>Where a purchase on this page leads back to.</summary>
    public static string AddressOf(string path) => $"{path}?unfolded=1#{Place}";

    /// <summary>
    /// Where the whole goes beyond its free part: behind the last block that both have from the beginning. Both are written by one writer,
    /// so what is the same in them is the same text.
    /// </summary>
    /// <returns>An index in the whole; 0 where not even the first block is free.</returns>
    public static int CutOf(string whole, string free)
    {
        var common = whole.AsSpan().CommonPrefixLength(free);
        var (cut, depth) = (0, 0);
        for (var at = 0; at < common && whole.IndexOf('<', at) is >= 0 and var open && open < common;)
        {
            var close = EndOfTag(whole, open);
            if (close > common)
                break;
            var isEnd = whole[open + 1] == '/';
            if (isEnd)
                depth--;
            else if (!Voids.Contains(NameAt(whole, open + 1)))
                depth++;
            at = close;
            if (depth == 0)
                cut = close;
        }
        return cut;
    }

    /// <summary>A bracket within an attribute ends no tag.</summary>
    private static int EndOfTag(string html, int open)
    {
        var quoted = false;
        for (var at = open; at < html.Length; at++)
            if (html[at] == '"')
                quoted = !quoted;
            else if (html[at] == '>' && !quoted)
                return at + 1;
        return html.Length;
    }

    private static string NameAt(string html, int start)
    {
        var end = start;
        while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
            end++;
        return html[start..end];
    }
}
