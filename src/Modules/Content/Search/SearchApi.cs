using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Content.Search;

/// <summary>Search for programs, and suggestions for the field that people type in.</summary>
internal static class SearchApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}").WithTags("Search").AllowAnonymous();
        read.MapGet("/search", SearchAsync).WithName("Search").WithSummary("Things by words, of one `kind` or by one `author` (id or handle); only parts that the caller may read are looked at. Go on with `after` from `next`.");
        read.MapGet("/search/suggestions", SuggestAsync).WithName("SuggestTitles").WithSummary("Titles that hold the words, the last one by its beginning.");
    }

    private static async Task<Ok<SearchDocument>> SearchAsync(
        string? q, string? kind, string? author, string? after, SearchThings search, CommunityScope scope, CurrentHoldings held,
        CurrentMember member, IProfiles profiles, HttpContext http)
    {
        if (kind is { Length: > 0 } && !SearchEntry.Knows(kind))
            throw Refused.AtField("kind", "kind_unknown", "Search doesn't cover this kind of content.");
        var holdings = await held.GetAsync(http.RequestAborted);
        var filter = new SearchFilter(
            kind is { Length: > 0 } ? kind : null,
            author is { Length: > 0 } ? await IdOfAsync(author, profiles, http.RequestAborted) : null);
        var result = await search.RunAsync(
            scope.Required, holdings, member.Viewer, q, filter, SearchKey.Parse(after), http.RequestAborted);
        return TypedResults.Ok(SearchDocument.Of(result));
    }

    private static async Task<Ok<SuggestionsDocument>> SuggestAsync(
        string? q, SearchThings search, CommunityScope scope, CurrentMember member, HttpContext http)
    {
        var titles = await search.SuggestAsync(scope.Required, member.Viewer, q, http.RequestAborted);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(scope.Required.Id), VisitorPages.ListsTag(scope.Required.Id));
        else
            http.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Ok(new SuggestionsDocument([.. titles.Select(t => new Suggestion(t.Thing.Kind, t.Title, t.Path))]));
    }

    /// <summary>A handle holds a letter, so it is no number. One that is shown to nobody looks like one that nobody has.</summary>
    /// <exception cref="Refused">422: nobody is called so.</exception>
    private static async Task<long> IdOfAsync(string author, IProfiles profiles, CancellationToken cancel) =>
        long.TryParse(author, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : await profiles.FindAsync(author, cancel) is { IsShown: true } profile ? profile.MemberId
        : throw Refused.AtField("author", "author_unknown", "Name the author by id or handle.");
}

/// <param name="Total">Matches, counted up to 200.</param>
/// <param name="HasMore">Whether there are more than that.</param>
/// <param name="Closed">How many more things have the words in parts that are closed to the caller; on the first page only.</param>
/// <param name="Next">For `after`; null on the last page.</param>
public sealed record SearchDocument(
    string Query, int Total, bool HasMore, int Closed, IReadOnlyList<SearchHitDocument> Items, string? Next)
{
    internal static SearchDocument Of(SearchResult result) => new(
        result.Query.Text, result.Total, result.HasMore, result.Closed,
        [.. result.Hits.Select(h => new SearchHitDocument(
            h.Known.Thing.Kind, h.Known.Thing.Id, h.Known.Title, h.Known.Path, string.Concat(h.Snippet.Select(p => p.Text)),
            [.. h.Snippet.Where(p => p.IsMatch).Select(p => p.Text).Distinct()], h.Known.At, h.Known.Author, h.Known.AuthorId,
            !h.Known.IsWhole))],
        result.Next?.ToString());
}

/// <param name="Kind">"article", for instance.</param>
/// <param name="Matches">What of the snippet matched.</param>
/// <param name="Locked">Whether the caller may not read all of it.</param>
public sealed record SearchHitDocument(
    string Kind, long Id, string Title, string? Url, string Snippet, IReadOnlyList<string> Matches, DateTime? At, string? Author,
    long? AuthorId, bool Locked);

/// <summary>What the field may be completed to.</summary>
public sealed record SuggestionsDocument(IReadOnlyList<Suggestion> Items);

/// <param name="Kind">"article", for instance.</param>
public sealed record Suggestion(string Kind, string Title, string? Url);
