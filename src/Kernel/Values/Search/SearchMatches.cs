namespace Guildhall.Kernel.Values;

/// <summary>Finds a query's words in a text as it is shown, by the same cutting that made the index.</summary>
internal static class SearchMatches
{
    // Matches further down are not marked: nobody sees them in a list of results.
    private const int MaxLength = 200_000, MaxWord = 120;

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
        var from = Beginning(plain, First(plain, query), length);
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

    /// <summary>Where the first match begins; 0 where nothing matches.</summary>
    private static int First(string text, SearchQuery query)
    {
        var first = Math.Min(FirstRun(text, query), FirstWord(text, query));
        return first < text.Length ? first : 0;
    }

    /// <summary>
    /// Most texts spell it as it was asked, which is found without cutting them; one of the others is cut no further than to its match.
    /// </summary>
    private static int FirstRun(string text, SearchQuery query)
    {
        var first = text.Length;
        foreach (var segment in query.Segments)
            if (segment.IsRun && text.IndexOf(segment.Content, StringComparison.Ordinal) is >= 0 and var at)
                first = Math.Min(first, at);
        return first < text.Length ? first : Runs(text, query).Select(m => m.Start).FirstOrDefault(text.Length);
    }

    /// <summary>
    /// A word hardly stands before its first two letters, so the text is cut from there on; from its beginning only where that finds
    /// nothing, as with C-Sharp for csharp.
    /// </summary>
    private static int FirstWord(string text, SearchQuery query)
    {
        var words = AskedWords(query);
        if (words.Count == 0)
            return text.Length;
        var from = words.Min(w => w.Earliest(text));
        while (from > 0 && !char.IsWhiteSpace(text[from - 1]))
            from--;
        var first = Words(text[from..], words).Select(m => m.Start + from).FirstOrDefault(text.Length);
        return first < text.Length || from == 0 ? first : Words(text, words).Select(m => m.Start).FirstOrDefault(text.Length);
    }

    /// <summary>The matches that touch a piece of the text, in order. Words at its ends are looked at as a whole.</summary>
    private static List<(int Start, int End)> Within(string text, int from, int to, SearchQuery query)
    {
        // Chinese has no blanks: no further than a word may be long.
        var (earliest, latest) = (Math.Max(0, from - MaxWord), Math.Min(text.Length, to + MaxWord));
        while (from > earliest && !char.IsWhiteSpace(text[from - 1]))
            from--;
        while (to < latest && !char.IsWhiteSpace(text[to]))
            to++;
        var looked = text[from..to];
        if (looked.Length > MaxLength)
            looked = Whole(looked, MaxLength);
        var offset = from;
        return [.. Runs(looked, query).Concat(Words(looked, AskedWords(query))).Select(m => (m.Start + offset, m.End + offset)).Order()];
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

    private static List<AskedWord> AskedWords(SearchQuery query)
    {
        var words = query.Segments.Where(s => !s.IsRun).Select(s => new AskedWord(s, query.IsPrefix(s))).ToList();
        if (words.Count > 0)
            words.AddRange(query.Chains.Select(c => (Whole: SearchChain.Whole(c), Last: c[^1])).Where(c => c.Whole is not null)
                .Select(c => new AskedWord(c.Whole!, query.IsPrefix(c.Last))));
        return words;
    }

    private static IEnumerable<(int Start, int End)> Words(string text, List<AskedWord> words)
    {
        if (words.Count == 0)
            yield break;
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

        /// <summary>Where in a text it may stand at the earliest.</summary>
        public int Earliest(string text)
        {
            var earliest = EarliestOf(_whole, text);
            if (_parts.Count > 1)
                foreach (var part in _parts)
                    earliest = Math.Min(earliest, EarliestOf(part, text));
            var joint = text.IndexOf('_');
            return joint < 0 ? earliest : Math.Min(earliest, joint);
        }

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

        private static bool Begins(string term, string word) =>
            IsSpelled(term) || word.Contains(term[..2], StringComparison.OrdinalIgnoreCase);

        private static int EarliestOf(string term, string text) => IsSpelled(term) ? 0
            : text.IndexOf(term[..2], StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : text.Length;

        // Numbers, dots, .NET and foreign letters are spelled in a term as they are not in the text.
        private static bool IsSpelled(string term) =>
            term.Length < 2 || term[0] is 'd' or 'n' or 'u' or 'v' || !char.IsAsciiLetter(term[1]);
    }
}
