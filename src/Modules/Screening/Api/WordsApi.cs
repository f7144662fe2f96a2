using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Screening.Api;

/// <summary>Lists of watched words for programs.</summary>
internal static class WordsApi
{
    public const string Read = "screening:read", Write = "screening:write";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities/{community}/manage/screening").WithTags("Screening").RequirePermission(Permissions.ManageScreening);
        var reads = all.MapGroup("").RequireScope(Read);
        reads.MapGet("/lists", ListsAsync).WithName("ListWordLists").WithSummary("The community's lists of watched words.");
        reads.MapGet("/words", WordsAsync).WithName("ListWatchedWords").WithSummary("Words of a list, newest first.");
        var writes = all.MapGroup("").RequireScope(Write);
        writes.MapPost("/lists", AddListAsync).WithName("AddWordList").WithSummary("Makes a list. It is off until it has been tried and switched on.").ProducesProblem(422);
        writes.MapDelete("/lists/{id:long}", RemoveListAsync).WithName("RemoveWordList").WithSummary("Removes a list with its words.");
        writes.MapPost("/words", AddAsync).WithName("AddWatchedWords").WithSummary("Adds words to a list; they are looked for once it has been tried with them and is switched on.").ProducesProblem(422);
        writes.MapDelete("/words/{id:long}", RemoveAsync).WithName("RemoveWatchedWord").WithSummary("Removes a word at once.");
    }

    private static async Task<Ok<WordListsResponse>> ListsAsync(string community, ReadWords read, CancellationToken cancel) =>
        TypedResults.Ok(new WordListsResponse(await read.ListsAsync(cancel)));

    private static async Task<Ok<WatchedWordsResponse>> WordsAsync(
        string community, long list, ReadWords read, CancellationToken cancel, string? q = null, long? after = null, int limit = 50)
    {
        var page = await read.WordsAsync(list, q, after, limit, cancel);
        return TypedResults.Ok(new WatchedWordsResponse(page.Items, page.Next));
    }

    private static async Task<Created<WordListCreated>> AddListAsync(
        string community, WordListRequest wanted, ArrangeWords arrange, CancellationToken cancel) =>
        TypedResults.Created(
            Redirects.Encode($"/api/communities/{community}/manage/screening/lists"), new WordListCreated(await arrange.AddListAsync(
                wanted.Name, wanted.Subject ?? WordSubject.Other, wanted.Filled ?? false, cancel)));

    private static async Task<NoContent> RemoveListAsync(string community, long id, ArrangeWords arrange, CancellationToken cancel)
    {
        await arrange.RemoveListAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AddedWords>> AddAsync(string community, WordsRequest wanted, ArrangeWords arrange,
        CancellationToken cancel) =>
        TypedResults.Ok(await arrange.AddAsync(
            wanted.List, [.. (wanted.Words ?? []).Select(w => new WantedWord(w.Text ?? "", w.Pinyin ?? false))], cancel));

    private static async Task<NoContent> RemoveAsync(string community, long id, ArrangeWords arrange, CancellationToken cancel)
    {
        await arrange.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Subject">What its words are about; "other" where nothing is said.</param>
/// <param name="Filled">A list of abuse begins with the short one that comes with the program.</param>
public sealed record WordListRequest(string? Name, WordSubject? Subject = null, bool? Filled = null);

public sealed record WordListCreated(long Id);

public sealed record WordListsResponse(IReadOnlyList<WordListRow> Items);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record WatchedWordsResponse(IReadOnlyList<WordRow> Items, long? Next);

public sealed record WordsRequest(long List, IReadOnlyList<WordRequest>? Words);

/// <param name="Pinyin">Whether it is also found in pinyin and in characters that sound the same.</param>
public sealed record WordRequest(string? Text, bool? Pinyin = null);
