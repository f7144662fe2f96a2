using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Cuts text into terms that SQLite FTS5 (<c>unicode61</c>) and PostgreSQL (<c>simple</c>) index alike. Neither knows Chinese, so a run of Han,
/// Kana or Hangul becomes its overlapping pairs (分布式锁 → 分布 布式 式锁, and 锁 for whoever looks for the last character); a name
/// from a program is kept whole and also split (<c>HashMap</c> → hashmap hash map; <c>hash_map</c> → the same). Terms consist of
/// <c>a–z 0–9</c> only and begin with a letter: everything else is spelled as code points, because what counts as a letter depends on the
/// database's locale, and <c>12e3</c>, <c>a/b</c>, <c>x-y</c> and <c>1.2</c> are things of their own to PostgreSQL's parser.
/// </summary>
public static class SearchTerms
{
    /// <summary>Terms and characters per text; the rest is not searchable. Together they keep below the 1 MB of a tsvector.</summary>
    public const int MaxIndexTerms = 60_000;
    public const int MaxIndexLength = 400_000;

    /// <summary>Characters of a query that are looked at.</summary>
    public const int MaxQueryLength = 200;

    /// <summary>Words of a query that count.</summary>
    public const int MaxQueryWords = 12;

    /// <summary>
    /// What to put into the index, terms parted by blanks: into an FTS5 table with the tokenizer <c>unicode61</c>, or through
    /// <c>to_tsvector('simple', …)</c>. On PostgreSQL phrases are found up to position 16,383 of a text, single terms everywhere.
    /// </summary>
    public static string ForIndex(string text)
    {
        var index = new StringBuilder(Math.Min(text.Length * 2, MaxIndexLength));
        var terms = 0;
        foreach (var segment in SearchSegment.Cut(text))
            foreach (var term in segment.IndexTerms())
            {
                if (++terms > MaxIndexTerms || index.Length + term.Length >= MaxIndexLength)
                    return index.ToString();
                if (index.Length > 0)
                    index.Append(' ');
                index.Append(term);
            }
        return index.ToString();
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
        var segments = SearchSegment.Cut(asked).Where(s => !s.IsEmpty).Take(MaxQueryWords).ToList();
        return new SearchQuery(asked.Trim(), segments);
    }

    /// <summary>The whole text in parts, in order, those that the query asks for marked.</summary>
    public static IReadOnlyList<HighlightedPart> Highlight(string text, SearchQuery query) => SearchMatches.Parts(text, 0, text.Length, query);

    /// <summary>
    /// A piece of at most <paramref name="length"/> characters (and an ellipsis at a cut end) around the first match, or the beginning if nothing
    /// matches. Line breaks become blanks.
    /// </summary>
    public static IReadOnlyList<HighlightedPart> Snippet(string text, SearchQuery query, int length = 160) => SearchMatches.Snippet(text, query, length);
}

/// <summary>A piece of a text; <paramref name="IsMatch"/> where the reader's words are. The text is plain: encode it.</summary>
public readonly record struct HighlightedPart(string Text, bool IsMatch);
