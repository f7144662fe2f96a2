namespace Guildhall.Kernel.Values;

/// <summary>Finds a query's words in a text as it is shown, by the same cutting that made the index.</summary>
internal static class SearchMatches
{
    // Matches further down are not marked: nobody sees them in a list of results.
    private const int MaxLength = 200_000;

    public static IReadOnlyList<HighlightedPart> Parts(string text, int from, int to, SearchQuery query)
    {
        var parts = new List<HighlightedPart>();
        var at = from;
        foreach (var (start, end) in Find(text, query))
        {
            if (end <= at)
                continue;
            if (start >= to)
                break;
            var first = Math.Max(start, at);
            if (first > at)
                parts.Add(new(text[at..first], false));
            at = Math.Min(end, to);
            parts.Add(new(text[first..at], true));
        }
        if (at < to)
            parts.Add(new(text[at..to], false));
        return parts;
    }

    public static IReadOnlyList<HighlightedPart> Snippet(string text, SearchQuery query, int length)
    {
        var plain = PlainText.Line(text.Length > MaxLength ? Whole(text, MaxLength) : text);
        var match = Find(plain, query).FirstOrDefault();
        // A third before the match, so that it is read in its sentence.
        var from = Math.Max(0, Math.Min(match.Start - length / 3, plain.Length - length));
        var blank = from == 0 ? -1 : plain.IndexOf(' ', from, Math.Min(12, plain.Length - from));
        if (blank >= 0 && blank < match.Start)
            from = blank + 1;
        if (from > 0 && char.IsLowSurrogate(plain[from]))
            from++;
        var to = Math.Min(plain.Length, from + length);
        if (to < plain.Length && char.IsLowSurrogate(plain[to]))
            to--;

        var parts = Parts(plain, from, to, query).ToList();
        if (from > 0)
            parts.Insert(0, new("…", false));
        if (to < plain.Length)
            parts.Add(new("…", false));
        return parts;
    }

    private static List<(int Start, int End)> Find(string text, SearchQuery query)
    {
        var found = new List<(int Start, int End)>();
        var looked = text.Length > MaxLength ? Whole(text, MaxLength) : text;
        foreach (var asked in query.Segments.Where(s => s.IsRun))
            for (var at = 0; (at = looked.IndexOf(asked.Content, at, StringComparison.Ordinal)) >= 0; at += asked.Content.Length)
                found.Add((at, at + asked.Content.Length));

        var words = query.Segments.Where(s => !s.IsRun).Select(s => new AskedWord(s, query.IsPrefix(s))).ToList();
        if (words.Count > 0)
            foreach (var segment in SearchSegment.Cut(looked))
                if (!segment.IsRun && words.Exists(w => w.Matches(segment.Content)))
                    found.Add((segment.Start, segment.End));

        found.Sort();
        return found;
    }

    private static string Whole(string text, int length) => text[..(char.IsLowSurrogate(text[length]) ? length - 1 : length)];

    private sealed class AskedWord(SearchSegment segment, bool isPrefix)
    {
        private readonly string _whole = SearchWord.Whole(segment.Content);
        private readonly IReadOnlyList<string> _parts = SearchWord.Parts(segment.Content);

        public bool Matches(string word)
        {
            foreach (var term in SearchWord.IndexTerms(word))
                if (term == _whole || (isPrefix && term.StartsWith(_whole, StringComparison.Ordinal)) || (_parts.Count > 1 && _parts.Contains(term)))
                    return true;
            return false;
        }
    }
}
