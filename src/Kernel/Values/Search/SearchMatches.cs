namespace Guildhall.Kernel.Values;

/// <summary>Finds a query's words in a text as it is shown, by the same cutting that made the index.</summary>
internal static class SearchMatches
{
    // Matches further down are not marked: nobody sees them in a list of results.
    private const int MaxLength = 200_000;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '.', '!', '?', '…'];

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
        var from = Beginning(plain, match.Start, length);
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

    /// <summary>
    /// Where its sentence begins, or a third before the match where that is too far; near the end, so that the piece is full.
    /// </summary>
    private static int Beginning(string plain, int match, int length)
    {
        var earliest = Math.Max(0, match - length * 2 / 3);
        var sentence = match == 0 ? -1 : plain.LastIndexOfAny(SentenceEnds, match - 1, match - earliest);
        // A point within a name or a number ends no sentence.
        while (sentence >= 0 && plain[sentence] is '.' && sentence + 1 < plain.Length && plain[sentence + 1] != ' ')
            sentence = sentence <= earliest ? -1 : plain.LastIndexOfAny(SentenceEnds, sentence - 1, sentence - earliest);
        if (sentence >= 0 || earliest == 0)
        {
            var from = Math.Min(sentence + 1, match);
            while (from < match && plain[from] == ' ')
                from++;
            return from;
        }
        var third = Math.Max(0, Math.Min(match - length / 3, plain.Length - length));
        var blank = third == 0 ? -1 : plain.IndexOf(' ', third, Math.Min(12, plain.Length - third));
        return blank >= 0 && blank < match ? blank + 1 : third;
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
        var asked = query.Segments.Where(s => s.IsRun).Select(s => s.Content).ToList();
        if (asked.Count == 0)
            yield break;
        foreach (var run in SearchSegment.Cut(text).Where(s => s.IsRun))
        {
            int[]? places = null;
            foreach (var content in asked)
                for (var at = 0; (at = run.Content.IndexOf(content, at, StringComparison.Ordinal)) >= 0; at += content.Length)
                {
                    places ??= run.Places(text);
                    var after = at + content.Length;
                    yield return (places[at], after < places.Length ? places[after] : run.End);
                }
        }
    }

    private static IEnumerable<(int Start, int End)> Words(string text, SearchQuery query)
    {
        var words = query.Segments.Where(s => !s.IsRun).Select(s => new AskedWord(s, query.IsPrefix(s))).ToList();
        if (words.Count == 0)
            yield break;
        var joined = query.Chains.Select(c => (Whole: SearchChain.Whole(c), Last: c[^1])).Where(c => c.Whole is not null)
            .Select(c => new AskedWord(c.Whole!, query.IsPrefix(c.Last))).ToList();
        words.AddRange(joined);
        foreach (var chain in SearchChain.Cut(text))
        {
            var matched = new bool[chain.Count];
            for (var i = 0; i < chain.Count; i++)
                if (matched[i] = !chain[i].IsRun && words.Exists(w => w.Matches(chain[i].Content)))
                    yield return (chain[i].Start, chain[i].End);
            // Whoever asks for redis means no more than that of redis-cli.
            foreach (var (whole, first, last) in SearchChain.Joined(chain))
                if (!matched.AsSpan(first, last - first + 1).Contains(true) && words.Exists(w => w.MatchesTerm(whole)))
                    yield return (chain[first].Start, chain[last].End);
        }
    }

    private static string Whole(string text, int length) => text[..(char.IsLowSurrogate(text[length]) ? length - 1 : length)];

    private sealed class AskedWord(string whole, IReadOnlyList<string> parts, bool isPrefix)
    {
        private readonly string _whole = whole, _singular = SearchWord.Singular(whole);
        private readonly IReadOnlyList<string> _parts = parts;

        public AskedWord(SearchSegment segment, bool isPrefix)
            : this(SearchWord.Whole(segment.Content), SearchWord.Parts(segment.Content), isPrefix) { }

        /// <summary>A name with its joints left out.</summary>
        public AskedWord(string joined, bool isPrefix) : this(joined, [], isPrefix) { }

        public bool MatchesTerm(string term) =>
            term == _whole || term == _singular || SearchWord.Singular(term) == _singular
            || (isPrefix && term.StartsWith(_whole, StringComparison.Ordinal));

        public bool Matches(string word)
        {
            if (!MayMatch(word))
                return false;
            foreach (var term in SearchWord.IndexTerms(word))
                if (term == _whole || term == _singular || (isPrefix && term.StartsWith(_whole, StringComparison.Ordinal))
                    || (_parts.Count > 1 && _parts.Contains(term)))
                    return true;
            return false;
        }

        /// <summary>Most words are no match, which their letters tell without cutting them into terms.</summary>
        private bool MayMatch(string word) =>
            word.Contains('_') || Begins(_whole, word) || (_parts.Count > 1 && _parts.Any(part => Begins(part, word)));

        // Numbers, dots, .NET and foreign letters are spelled in a term as they are not in the text.
        private static bool Begins(string term, string word) =>
            term.Length < 2 || term[0] is 'd' or 'n' or 'u' or 'v' || !char.IsAsciiLetter(term[1])
            || word.Contains(term[..2], StringComparison.OrdinalIgnoreCase);
    }
}
