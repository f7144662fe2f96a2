using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// A search as both databases take it. The expressions hold nothing but terms of <c>a–z 0–9</c> in quotes and the operators written here,
/// so they are valid whatever was typed; pass them as parameters all the same.
/// </summary>
public sealed class SearchQuery
{
    private readonly IReadOnlyList<IReadOnlyList<SearchSegment>> _chains;
    private readonly IReadOnlyList<SearchSegment> _segments;

    internal SearchQuery(string text, IReadOnlyList<IReadOnlyList<SearchSegment>> chains)
    {
        Text = text;
        _chains = chains;
        _segments = [.. chains.SelectMany(c => c)];
    }

    /// <summary>What was typed, cut to <see cref="SearchTerms.MaxQueryLength"/>; for the search field.</summary>
    public string Text { get; }

    /// <summary>Nothing in it can be looked for: show a hint instead of asking the database.</summary>
    public bool IsEmpty => _segments.Count == 0;

    internal IReadOnlyList<SearchSegment> Segments => _segments;

    internal IReadOnlyList<IReadOnlyList<SearchSegment>> Chains => _chains;

    /// <summary>
    /// Each of its words as a query of its own: a long text has several entries in the index, and its words may stand in different ones.
    /// </summary>
    public IReadOnlyList<SearchQuery> Words => _chains.Count < 2 ? [this] : [.. _chains.Select(c => new SearchQuery(Text, [c]))];

    /// <summary>The last word is looked for as a beginning, unless it is a single letter, with which half the index begins.</summary>
    internal bool IsPrefix(SearchSegment segment) =>
        ReferenceEquals(segment, _segments[^1]) && SearchWord.Whole(segment.Content).Length > 1;

    /// <summary>
    /// Whether whole words find less than the query does. A database walks all entries of all words with a beginning before it gives the
    /// first, so a popular one is dear: ask for whole words first.
    /// </summary>
    public bool HasBeginning => _segments is [.., { IsRun: false } last] && IsPrefix(last);

    /// <summary>Right-hand side of <c>MATCH</c> in SQLite FTS5. Source: sqlite.org/fts5.html, 3.1. Matches nothing when empty.</summary>
    /// <param name="wholeWords">Take the last word as it stands, not as a beginning.</param>
    public string ToFts5(bool wholeWords = false) => Expression("\"\"", " AND ", " OR ", phrase => $"\"{string.Join(' ', phrase)}\"", "*", wholeWords);

    /// <summary>
    /// Right-hand side of <c>@@</c> in PostgreSQL, for <c>::tsquery</c> or <c>to_tsquery('simple', …)</c>, which read it alike.
    /// Source: postgresql.org/docs/15/datatype-textsearch.html. Matches nothing when empty.
    /// </summary>
    /// <param name="wholeWords">Take the last word as it stands, not as a beginning.</param>
    public string ToTsQuery(bool wholeWords = false) =>
        Expression("", " & ", " | ", phrase => string.Join(" <-> ", phrase.Select(t => $"'{t}'")), ":*", wholeWords);

    private string Expression(
        string nothing, string and, string or, Func<IReadOnlyList<string>, string> quote, string beginning, bool wholeWords)
    {
        if (IsEmpty)
            return nothing;
        var expression = new StringBuilder();
        foreach (var chain in _chains)
        {
            if (expression.Length > 0)
                expression.Append(and);
            var parts = string.Join(and, chain.Select(s => s.IsRun ? Run(s) : Word(s)));
            expression.Append(SearchChain.Whole(chain) is { } joined ? $"({Term(joined, End(chain[^1]))}{or}({parts}))" : parts);
        }
        return expression.ToString();

        string End(SearchSegment segment) => IsPrefix(segment) && !wholeWords ? beginning : "";

        // The index holds the singular beside every plural, so that asking for it finds both.
        string Term(string term, string end)
        {
            var one = quote([SearchWord.Singular(term)]);
            return end.Length == 0 || SearchWord.Singular(term) == term ? one + end : $"({quote([term])}{end}{or}{one})";
        }

        string Run(SearchSegment segment)
        {
            var phrase = SearchRun.Phrase(segment.Content);
            return phrase.Count == 1 ? quote(phrase) + (IsPair(phrase[0]) ? "" : beginning) : $"({quote(phrase)})";
        }

        // HashMap is looked for as one name or as its parts: whoever types it may mean a text about hash maps.
        string Word(SearchSegment segment)
        {
            var end = End(segment);
            var whole = Term(SearchWord.Whole(segment.Content), end);
            var parts = SearchWord.Parts(segment.Content);
            return parts.Count < 2 || parts.Any(SearchWord.IsShort)
                ? whole
                : $"({whole}{or}({string.Join(and, parts.Select((p, i) => Term(p, i == parts.Count - 1 ? end : "")))}))";
        }
    }

    private static bool IsPair(string term) => term.LastIndexOfAny(['u', 'v']) > 0;
}
