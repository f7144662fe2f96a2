using Guildhall.Discussions.Splitting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>Replies that moderators move between topics, for programs.</summary>
internal static class SplitsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var write = routes.MapGroup("/api/communities/{community}/topics/{id:long}").WithTags("Topics").RequireScope(TopicsApi.Scope);
        write.MapPost("/splits", SplitAsync).WithName("SplitTopic")
            .WithSummary("Moves replies into a new topic by `title` and `space`, or into the topic `into`. The same Idempotency-Key again gives the same topic, answered with 200.")
            .ProducesProblem(422);
        write.MapPost("/merger", MergeAsync).WithName("MergeTopic")
            .WithSummary("Merges the topic into another: its text and its replies follow there, and its address leads on.")
            .ProducesProblem(409).ProducesProblem(422);
        write.MapDelete("/merger", async (string community, long id, UndoMove undo, CancellationToken cancel) =>
            Result(community, await undo.RunAsync(id, null, cancel))).WithName("UndoMerger")
            .WithSummary("Undoes the merger of the topic, within 7 days: it stands by itself again. Replies written since stay where they are.")
            .ProducesProblem(409);
        write.MapDelete("/splits/{move:long}", async (string community, long id, long move, UndoMove undo, CancellationToken cancel) =>
            Result(community, await undo.RunAsync(id, move, cancel))).WithName("UndoSplit")
            .WithSummary("The same for a split of the topic; `move` is one of its moves.").ProducesProblem(409);
        write.MapGet("/moves", ListAsync).WithName("ListMoves")
            .WithSummary("Mergers and splits of the topic, to it and from it, that can be undone; the newest first.");
    }

    private static Ok<SplitResult> Result(string community, long topic) =>
        TypedResults.Ok(new SplitResult(topic, TopicPaths.Of(community, topic)));

    private static async Task<Ok<MoveListDocument>> ListAsync(
        string community, long id, ReadUndoables read, CancellationToken cancel) => TypedResults.Ok(new MoveListDocument(
        [.. (await read.RunAsync(id, cancel)).Select(r => new MoveDocument(
            r.MoveId, r.IsMerger ? MoveKind.Merger : MoveKind.Split, r.FromId, r.ToId, r.Replies, r.MovedAt, r.Until))]));

    private static async Task<Results<Created<SplitResult>, Ok<SplitResult>>> SplitAsync(
        string community, long id, SplitInput input, [FromHeader(Name = TopicsApi.Key)] string? key, SplitTopic split,
        CancellationToken cancel)
    {
        var draft = new SplitDraft(input.Replies ?? [], input.Into?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            input.Title, input.Space, input.Body);
        var (to, isNew) = await split.RunAsync(id, draft, key, cancel);
        var result = new SplitResult(to, TopicPaths.Of(community, to));
        return isNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/topics/{to}"), result) : TypedResults.Ok(result);
    }

    private static async Task<Ok<SplitResult>> MergeAsync(
        string community, long id, MergerInput input, MergeTopic merge, CancellationToken cancel)
    {
        var to = await merge.RunAsync(id, input.Into?.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel);
        return Result(community, to);
    }
}

/// <summary>What a moderator did with replies.</summary>
public enum MoveKind
{
    /// <summary>Some of them went to another topic.</summary>
    Split,

    /// <summary>All of the topic did.</summary>
    Merger,
}

/// <param name="From">Id of the topic in which they stood.</param>
/// <param name="To">Id of the topic to which they went.</param>
/// <param name="Until">It can be undone before this instant.</param>
public sealed record MoveDocument(long Id, MoveKind Kind, long From, long To, int Replies, DateTime At, DateTime Until);

public sealed record MoveListDocument(IReadOnlyList<MoveDocument> Items);

/// <param name="Replies">Ids of 1 to 200 replies of the topic; with an answer go the comments under it.</param>
/// <param name="Title">Of the new topic.</param>
/// <param name="Space">Slug of its space.</param>
/// <param name="Body">What it begins with; null for a sentence that says what happened.</param>
/// <param name="Into">Id of an existing topic instead.</param>
public sealed record SplitInput(IReadOnlyList<long>? Replies, string? Title, string? Space, string? Body, long? Into);

/// <param name="Into">Id of the topic into which it is merged.</param>
public sealed record MergerInput(long? Into);

/// <summary>The topic in which they stand now.</summary>
public sealed record SplitResult(long Id, string Url);
