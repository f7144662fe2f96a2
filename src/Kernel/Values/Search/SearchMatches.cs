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
        foreach (var (start, end) in Within(text, from, to, query))
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
        var match = First(plain, query);
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

    private static (int Start, int End) First(string text, SearchQuery query)
    {
        var run = Runs(text, query).DefaultIfEmpty((Start: text.Length, End: text.Length)).Min();
        // A text is cut no further than to its first match.
        var word = Words(text, query).FirstOrDefault((Start: text.Length, End: text.Length));
        var first = run.CompareTo(word) < 0 ? run : word;
        return first.Start < text.Length ? first : default;
    }

    /// <summary>The matches that touch a piece of the text, in order. Words at its ends are looked at as a whole.</summary>
    private static List<(int Start, int End)> Within(string text, int from, int to, SearchQuery query)
    {
        while (from > 0 && !char.IsWhiteSpace(text[from - 1]))
            from--;
        while (to < text.Length && !char.IsWhiteSpace(text[to]))
            to++;
        var looked = text[from..to];
        if (looked.Length > MaxLength)
            looked = Whole(looked, MaxLength);
        var offset = from;
        return [.. Runs(looked, query).Concat(Words(looked, query)).Select(m => (m.Start + offset, m.End + offset)).Order()];
    }

    private static IEnumerable<(int Start, int End)> Runs(string text, SearchQuery query)
    {
        foreach (var asked in query.Segments.Where(s => s.IsRun))
            for (var at = 0; (at = text.IndexOf(asked.Content, at, StringComparison.Ordinal)) >= 0; at += asked.Content.Length)
                yield return (at, at + asked.Content.Length);
    }

    private static IEnumerable<(int Start, int End)> Words(string text, SearchQuery query)
    {
        var words = query.Segments.Where(s => !s.IsRun).Select(s => new AskedWord(s, query.IsPrefix(s))).ToList();
        return words.Count == 0 ? [] : SearchSegment.Cut(text)
            .Where(segment => !segment.IsRun && words.Exists(w => w.Matches(segment.Content)))
            .Select(segment => (segment.Start, segment.End));
    }

    private static string Whole(string text, int length) => text[..(char.IsLowSurrogate(text[length]) ? length - 1 : length)];

    private sealed class AskedWord(SearchSegment segment, bool isPrefix)
    {
        private readonly string _whole = SearchWord.Whole(segment.Content);
        private readonly IReadOnlyList<string> _parts = SearchWord.Parts(segment.Content);

        public bool Matches(string word)
        {
            if (!MayMatch(word))
                return false;
            foreach (var term in SearchWord.IndexTerms(word))
                if (term == _whole || (isPrefix && term.StartsWith(_whole, StringComparison.Ordinal)) || (_parts.Count > 1 && _parts.Contains(term)))
                    return true;
            return false;
        }

        /// <summary>Most words are no match, which their letters tell without cutting them into terms.</summary>
        private bool MayMatch(string word) => word.Contains('_') || Begins(_whole, word) || (_parts.Count > 1 && _parts.Any(part => Begins(part, word)));

        // Numbers, dots, .NET and foreign letters are spelled in a term as they are not in the text.
        private static bool Begins(string term, string word) =>
            term.Length < 2 || term[0] is 'd' or 'n' or 'u' or 'v' || !char.IsAsciiLetter(term[1]) || word.Contains(term[..2], StringComparison.OrdinalIgnoreCase);
    }
}
