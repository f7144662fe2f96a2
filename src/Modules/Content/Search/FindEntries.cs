using System.Data.Common;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Search;

/// <summary>What narrows a search down; <c>null</c> for all.</summary>
/// <param name="Kind">"article", for instance.</param>
internal sealed record SearchFilter(string? Kind, long? AuthorId)
{
    /// <summary>Words of <see cref="SearchScopes"/> that an entry must have.</summary>
    public IReadOnlyList<string> Scopes =>
    [
        .. Kind is null ? Array.Empty<string>() : [SearchScopes.OfKind(Kind)],
        .. AuthorId is { } id ? [SearchScopes.By(id)] : Array.Empty<string>(),
    ];
}

/// <summary>How well a thing matches: 3 by whole words of its title, 2 by their beginnings, 1 and 0 by its text likewise.</summary>
internal sealed record FoundThing(int Match, bool InWhole);

/// <summary>
/// Asks the index. Only the newest matches are looked at, so that a search costs about the same in a community of a hundred thousand
/// things. What fills the list by itself spares the dearer questions after it.
/// </summary>
internal sealed class FindEntries(PreparedReads reads) : IFoundThings
{
    public const int MaxHits = 200;

    private const string
        InFts5 = "SELECT rowid FROM search_entries WHERE search_entries MATCH @query ORDER BY rowid DESC LIMIT @limit",
        InTitle = "SELECT id FROM search_entries WHERE title @@ @query::tsquery ORDER BY id DESC LIMIT @limit",
        InBody = "SELECT id FROM search_entries WHERE body @@ @query::tsquery ORDER BY id DESC LIMIT @limit",
        OlderInFts5 = """
            SELECT rowid FROM search_entries WHERE search_entries MATCH @query AND rowid < @before ORDER BY rowid DESC LIMIT @limit
            """,
        OlderInBody = "SELECT id FROM search_entries WHERE body @@ @query::tsquery AND id < @before ORDER BY id DESC LIMIT @limit";

    /// <summary>The things that match, up to <see cref="MaxHits"/>, in the parts that the viewer may read.</summary>
    public async Task<Dictionary<Thing, FoundThing>> RunAsync(
        SearchQuery query, CommunityInfo community, Holdings holdings, SearchFilter filter, CancellationToken cancel)
    {
        // Titles that everyone may know have an entry for everyone; others are found with the texts.
        var titles = new Question(query, [SearchScopes.Free(community.Id)], filter.Scopes, "title", "title", MaxHits);
        // A thing that the viewer may read has two entries that both match.
        var texts = new Question(query, SearchScopes.Of(community, holdings), filter.Scopes, "{title body}", "body", MaxHits * 2);
        var found = new Dictionary<Thing, FoundThing>();
        Take(3, await AskAsync(titles, wholeWords: true, cancel));
        if (found.Count < MaxHits)
            Take(1, await AskEverywhereAsync(texts, wholeWords: true, cancel));
        if (query.HasBeginning && found.Count < MaxHits)
        {
            Take(2, await AskAsync(titles, wholeWords: false, cancel));
            Take(0, await AskEverywhereAsync(texts, wholeWords: false, cancel));
        }
        return found;

        void Take(int match, IEnumerable<SearchEntry> entries)
        {
            foreach (var (thing, inWhole) in entries)
                if (found.TryGetValue(thing, out var before))
                    found[thing] = new(Math.Max(before.Match, match), before.InWhole || inWhole || before.Match >= 2);
                else if (found.Count < MaxHits)
                    // Of a thing found by its title, the whole may hold the words too.
                    found[thing] = new(match, inWhole || match >= 2);
        }
    }

    /// <summary>How many things have the words in a part that is closed to the viewer, beside those that were found.</summary>
    public async Task<int> CountClosedAsync(
        SearchQuery query, CommunityInfo community, Holdings holdings, SearchFilter filter, IReadOnlyCollection<Thing> found,
        CancellationToken cancel)
    {
        if (holdings.Permissions.Contains(Permissions.ReadEverything))
            return 0;
        var wholes = new Question(query, [SearchScopes.AnyWhole(community.Id)], filter.Scopes, "{title body}", "body", MaxHits * 2);
        var all = await AskEverywhereAsync(wholes, wholeWords: true, cancel);
        return all.Select(e => e.Thing).Distinct().Except(found).Take(MaxHits).Count();
    }

    public async Task<IReadOnlyList<long>> NewestAsync(
        CommunityInfo community, Holdings holdings, string kind, SearchQuery query, long? before, int count,
        CancellationToken cancel = default)
    {
        if (query.IsEmpty)
            return [];
        // A thing that the viewer may read has two entries that both match, and one of them may be the last.
        var asked = new Question(
            query, SearchScopes.Of(community, holdings), [SearchScopes.OfKind(kind)], "{title body}", "body", count * 2 + 1);
        var entries = await reads.RunAsync(
            reads.IsPostgres ? OlderInBody : OlderInFts5,
            [
                ("query", reads.IsPostgres ? asked.ToTsQuery(false) : asked.ToFts5(false)), ("limit", asked.Limit),
                ("before", before is { } id ? SearchEntry.First(new Thing(kind, id)) : long.MaxValue),
            ],
            ReadAsync, cancel, planAnew: true);
        return [.. entries.Select(e => e.Thing.Id).Distinct().Take(count)];
    }

    /// <summary>Titles alone, for suggestions.</summary>
    public async Task<IReadOnlyList<Thing>> TitlesAsync(SearchQuery query, CommunityInfo community, int count, CancellationToken cancel)
    {
        var entries = await AskAsync(
            new Question(query, [SearchScopes.Free(community.Id)], [], "title", "title", count * 2), wholeWords: false, cancel);
        return [.. entries.Select(e => e.Thing).Distinct().Take(count)];
    }

    /// <summary>The words of a long text may stand in several of its entries: then each is asked for by itself.</summary>
    private async Task<IEnumerable<SearchEntry>> AskEverywhereAsync(Question question, bool wholeWords, CancellationToken cancel)
    {
        var together = await AskAsync(question, wholeWords, cancel);
        if (question.Query.Words is not { Count: > 1 } words || together.Count >= question.Limit)
            return together;
        IEnumerable<SearchEntry>? spread = null;
        foreach (var word in words)
        {
            var asked = question with { Query = word, Narrowed = [.. question.Narrowed, SearchScopes.Long] };
            var having = await AskAsync(asked, wholeWords || word != words[^1], cancel);
            spread = spread?.Intersect(having).ToList() ?? having;
            if (!spread.Any())
                break;
        }
        return together.Concat(spread!).Distinct();
    }

    private Task<IReadOnlyList<SearchEntry>> AskAsync(Question question, bool wholeWords, CancellationToken cancel)
    {
        var (sql, asked) = !reads.IsPostgres ? (InFts5, question.ToFts5(wholeWords))
            : (question.Tsvector == "title" ? InTitle : InBody, question.ToTsQuery(wholeWords));
        return reads.RunAsync(sql, [("query", asked), ("limit", question.Limit)], ReadAsync, cancel, planAnew: true);
    }

    private static async Task<IReadOnlyList<SearchEntry>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var entries = new List<SearchEntry>();
        while (await row.ReadAsync(cancel))
            entries.Add(SearchEntry.Read(row.GetInt64(0)));
        return [.. entries.Distinct()];
    }

    /// <param name="Scopes">One of these must stand on an entry.</param>
    /// <param name="Narrowed">And all of these.</param>
    /// <param name="Fts5">Columns to look into on SQLite.</param>
    /// <param name="Tsvector">Column to look into on PostgreSQL.</param>
    private sealed record Question(
        SearchQuery Query, IReadOnlyList<string> Scopes, IReadOnlyList<string> Narrowed, string Fts5, string Tsvector, int Limit)
    {
        public string ToTsQuery(bool wholeWords) =>
            $"({string.Join(" | ", Scopes)}) & {string.Concat(Narrowed.Select(n => n + " & "))}({Query.ToTsQuery(wholeWords)})";

        public string ToFts5(bool wholeWords) =>
            $"scope : ({string.Join(" OR ", Scopes)}) {string.Concat(Narrowed.Select(n => $"AND scope : {n} "))}AND {Fts5} : ({Query.ToFts5(wholeWords)})";
    }
}
