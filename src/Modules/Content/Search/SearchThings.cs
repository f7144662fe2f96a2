using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Search;

/// <summary>One thing that was found, with the lines around the hit from the part that the viewer may read.</summary>
internal sealed record SearchHit(KnownThing Known, IReadOnlyList<HighlightedPart> TitleParts, IReadOnlyList<HighlightedPart> Snippet);

/// <param name="Total">How many were found, up to <see cref="FindEntries.MaxHits"/>.</param>
/// <param name="HasMore">Whether there are more than are listed at all.</param>
/// <param name="Closed">How many more have the words in parts that are closed to the viewer; told on the first page.</param>
internal sealed record SearchResult(
    SearchQuery Query, IReadOnlyList<SearchHit> Hits, int Total, bool HasMore, int Closed, SearchKey? Next);

/// <summary>A place in a list of results: the list goes on after it. In addresses: rank, number of the entry.</summary>
internal readonly record struct SearchKey(int Rank, long Entry)
{
    public bool IsAfter(SearchKey other) => Rank < other.Rank || (Rank == other.Rank && Entry < other.Entry);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rank:x}-{Entry:x}");

    /// <returns><c>null</c> for what is no key; the list then begins at its head.</returns>
    public static SearchKey? Parse(string? text) =>
        text?.Split('-') is [var rank, var entry]
        && int.TryParse(rank, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && long.TryParse(entry, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new SearchKey(at, number) : null;
}

/// <summary>
/// Finds things by words. How well title and text match comes first, then how new a thing is and how many found it helpful.
/// </summary>
internal sealed class SearchThings(
    ReadTexts texts, FindEntries entries, FindPeople people, IThings things, IHelpfulness helpfulness, TimeProvider time)
{
    public const int PageSize = 20;

    private const int PeopleAmongOthers = 3;

    // A rank is text * 10,000 + freshness + votes; the last two together never lift a thing over one that matches better.
    private const int OfMatch = 10_000, OfFreshness = 5_000, OfVotes = 4_999;
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public async Task<SearchResult> RunAsync(
        CommunityInfo community, Holdings holdings, Viewer viewer, string? text, SearchFilter filter, SearchKey? after,
        CancellationToken cancel = default)
    {
        var query = SearchTerms.ForQuery(text);
        if (query.IsEmpty)
            return new SearchResult(query, [], 0, false, 0, null);

        if (filter.Kind == FindPeople.Kind)
        {
            var all = await people.RunAsync(community.Id, viewer, query, after?.Entry, PageSize + 1, cancel);
            var listed = all.Take(PageSize).ToList();
            return new SearchResult(query, listed, listed.Count, false, 0,
                all.Count > PageSize ? new SearchKey(0, listed[^1].Known.Thing.Id) : null);
        }
        var found = await entries.RunAsync(query, community, holdings, filter, cancel);
        var ranked = await RankAsync(community.Id, found, cancel);
        var rest = after is { } key ? ranked.Where(r => r.Key.IsAfter(key)) : ranked;
        var page = rest.Take(PageSize + 1).ToList();
        var shown = page.Take(PageSize).ToList();
        var hits = await LoadAsync(community.Id, viewer, query, [.. shown.Select(r => r.Thing)], found, cancel);
        if (after is null && filter is { Kind: null, AuthorId: null })
            hits.InsertRange(0, await people.RunAsync(community.Id, viewer, query, null, PeopleAmongOthers, cancel));
        var closed = after is null ? await entries.CountClosedAsync(query, community, holdings, filter, found.Keys, cancel) : 0;
        return new SearchResult(query, hits, ranked.Count, found.Count == FindEntries.MaxHits, closed,
            page.Count > PageSize ? shown[^1].Key : null);
    }

    /// <summary>Titles that the viewer may know, while words are being typed.</summary>
    public async Task<IReadOnlyList<KnownThing>> SuggestAsync(
        CommunityInfo community, Viewer viewer, string? text, CancellationToken cancel)
    {
        const int Count = 8;
        var query = SearchTerms.ForQuery(text);
        if (query.IsEmpty)
            return [];
        var titles = await entries.TitlesAsync(query, community, Count, cancel);
        var known = await things.FindAsync(community.Id, titles, viewer, cancel);
        return [.. titles.Select(t => known.GetValueOrDefault(t)).OfType<KnownThing>()];
    }

    private async Task<List<(SearchKey Key, Thing Thing)>> RankAsync(
        long communityId, Dictionary<Thing, FoundThing> found, CancellationToken cancel)
    {
        var times = await texts.TimesAsync(found.Keys, cancel);
        var counts = await helpfulness.CountsAsync(communityId, found.Keys, cancel);
        // By the day, so that a list keeps its order while somebody pages through it.
        var today = time.GetUtcNow().UtcDateTime.Date;
        return [.. found.Where(f => times.ContainsKey(f.Key)).Select(f =>
            {
                var age = Math.Max(0, (today - times[f.Key].GetValueOrDefault().Date) / Year);
                var votes = counts.TryGetValue(f.Key, out var count) ? count.Low * OfVotes : 0;
                var rank = f.Value.Match * OfMatch + (int)(OfFreshness * Math.Pow(2, -age)) + (int)votes;
                return (Key: new SearchKey(rank, SearchEntry.First(f.Key)), Thing: f.Key);
            }).OrderByDescending(r => r.Key.Rank).ThenByDescending(r => r.Key.Entry)];
    }

    /// <summary>The gate is asked once more for each thing itself: what the index says of it may be a moment old.</summary>
    private async Task<List<SearchHit>> LoadAsync(
        long communityId, Viewer viewer, SearchQuery query, List<Thing> wanted, Dictionary<Thing, FoundThing> found,
        CancellationToken cancel)
    {
        var known = await things.FindAsync(communityId, wanted, viewer, cancel);
        var words = await texts.WordsAsync(known.Keys, t => known[t].IsWhole && found[t].InWhole, cancel);

        var hits = new List<SearchHit>(wanted.Count);
        foreach (var thing in wanted)
        {
            if (!known.TryGetValue(thing, out var one) || !words.TryGetValue(thing, out var text))
                continue;
            // Held back from this viewer for a while: unless all words stand in its title, the hit itself would tell one of its text.
            if (one.IsWhole || !found[thing].InWhole || found[thing].Match >= 2)
                hits.Add(new SearchHit(one, SearchTerms.Highlight(one.Title, query), SearchTerms.Snippet(text, query, 180)));
        }
        return hits;
    }
}
