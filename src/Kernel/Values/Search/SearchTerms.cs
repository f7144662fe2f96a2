using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Cuts text into terms that SQLite FTS5 (<c>unicode61</c>) and PostgreSQL (<c>simple</c>) index alike. Neither knows Chinese, so a run of
/// Han, Kana or Hangul becomes its overlapping pairs (分布式锁 → 分布 布式 式锁, and 锁 for whoever looks for the last character); a name
/// from a program is kept whole and also split (<c>HashMap</c> → hashmap hash map; <c>hash_map</c> → the same), and what is chained is
/// joined too (<c>node.js</c> → node js nodejs). Terms consist of <c>a–z 0–9</c> only and begin with a letter: everything else is spelled
/// as code points, because what counts as a letter depends on the database's locale, and <c>12e3</c>, <c>a/b</c>, <c>x-y</c> and
/// <c>1.2</c> are things of their own to PostgreSQL's parser.
/// </summary>
public static class SearchTerms
{
    /// <summary>
    /// Raised when a text comes to give other terms: what was indexed before is then indexed anew.
    /// </summary>
    public const int Version = 2;

    /// <summary>
    /// Terms and characters of one entry. PostgreSQL finds phrases up to position 16,383 of a tsvector, which holds 1 MB at most; so a long
    /// text has several entries, on both databases alike.
    /// </summary>
    public const int MaxEntryTerms = 10_000, MaxEntryLength = 350_000;

    /// <summary>Entries of one text: more than the longest text that may be saved needs.</summary>
    public const int MaxEntries = 127;

    /// <summary>Characters of a query that are looked at.</summary>
    public const int MaxQueryLength = 200;

    /// <summary>Words of a query that count.</summary>
    public const int MaxQueryWords = 12;

    /// <summary>What to put into the index of a short text, such as a title: the first of its entries.</summary>
    public static string ForIndex(string text) => EntriesForIndex(text)[0];

    /// <summary>
    /// What to put into the index, terms parted by blanks: into an FTS5 table with the tokenizer <c>unicode61</c>, or through
    /// <c>to_tsvector('simple', …)</c>. At least one entry, which is empty for a text without words.
    /// </summary>
    public static IReadOnlyList<string> EntriesForIndex(string text)
    {
        var entries = new EntryWriter();
        foreach (var chain in SearchChain.Cut(text))
        {
            foreach (var segment in chain)
                if (segment.IsRun)
                    entries.WriteRun(segment.IndexTerms());
                else
                    entries.Write(segment.IndexTerms());
            foreach (var (whole, _, _) in SearchChain.Joined(chain))
                entries.Write(SearchWord.Spellings(whole));
            if (entries.IsFull)
                break;
        }
        return entries.Done();
    }

    /// <summary>
    /// What a person asks: every word must occur, Chinese runs as they stand, the last Latin word as a beginning.
    /// Nothing in it is syntax.
    /// </summary>
    public static SearchQuery ForQuery(string? text)
    {
        var asked = text ?? "";
        if (asked.Length > MaxQueryLength)
            asked = asked[..MaxQueryLength];
        var (chains, words) = (new List<IReadOnlyList<SearchSegment>>(), 0);
        foreach (var chain in SearchChain.Cut(WellFormed.Text(asked)))
        {
            List<SearchSegment> counted = [.. chain.Where(s => !s.IsEmpty).Take(MaxQueryWords - words)];
            words += counted.Count;
            if (counted.Count > 0)
                chains.Add(counted);
        }
        return new SearchQuery(asked.Trim(), chains);
    }

    /// <summary>The whole text in parts, in order, those that the query asks for marked.</summary>
    public static IReadOnlyList<HighlightedPart> Highlight(string text, SearchQuery query) =>
        SearchMatches.Parts(text, 0, text.Length, query);

    /// <summary>
    /// A piece of at most <paramref name="length"/> characters (and an ellipsis at a cut end) around the first match, from the beginning
    /// of its sentence where that is near, or the beginning of the text if nothing matches. Line breaks become blanks.
    /// </summary>
    public static IReadOnlyList<HighlightedPart> Snippet(string text, SearchQuery query, int length = 160) =>
        SearchMatches.Snippet(text, query, length);

    private sealed class EntryWriter
    {
        private readonly List<string> _entries = [];
        private readonly StringBuilder _entry = new();
        private int _terms;

        public bool IsFull => _entries.Count >= MaxEntries;

        public void Write(IEnumerable<string> terms)
        {
            foreach (var term in terms)
                Write(term);
        }

        /// <summary>A run is looked for as it stands, so one that is cut goes on with its last terms again.</summary>
        public void WriteRun(IEnumerable<string> terms)
        {
            var last = new Queue<string>();
            foreach (var term in terms)
            {
                if (!Fits(term))
                {
                    Close();
                    foreach (var again in last)
                        Write(again);
                }
                Write(term);
                last.Enqueue(term);
                if (last.Count > SearchRun.MaxPhrase)
                    last.Dequeue();
            }
        }

        public IReadOnlyList<string> Done()
        {
            if (!IsFull && (_entry.Length > 0 || _entries.Count == 0))
                Close();
            return _entries;
        }

        private void Write(string term)
        {
            if (!Fits(term))
                Close();
            if (_entry.Length > 0)
                _entry.Append(' ');
            _entry.Append(term);
            _terms++;
        }

        private bool Fits(string term) => _terms < MaxEntryTerms && _entry.Length + term.Length < MaxEntryLength;

        private void Close()
        {
            if (!IsFull)
                _entries.Add(_entry.ToString());
            _entry.Clear();
            _terms = 0;
        }
    }
}

/// <summary>A piece of a text; <paramref name="IsMatch"/> where the reader's words are. The text is plain: encode it.</summary>
public readonly record struct HighlightedPart(string Text, bool IsMatch);
