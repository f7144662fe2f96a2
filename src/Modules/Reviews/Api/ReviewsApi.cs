using Guildhall.Kernel.Http;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Opening;
using Guildhall.Reviews.Requests;
using Guildhall.Reviews.Rounds;
using Guildhall.Reviews.Showing;
using Guildhall.Reviews.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Reviews.Api;

/// <summary>Reviews for programs: the same operations and the same gate as pages have. A review has its topic's id.</summary>
internal static class ReviewsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPages(routes);
        var read = routes.MapGroup("/api/communities/{community}/reviews/{id:long}").WithTags("Reviews").AllowAnonymous();
        read.MapGet("", GetAsync).WithName("GetReview").WithSummary("How a review stands, with the files of its newest round and its threads.");
        read.MapGet("/rounds/{round:int}", DiffAsync).WithName("GetReviewRound")
            .WithSummary("A round as a unified diff; with `since`, what has changed since that earlier round.")
            .Produces<string>(200, "text/x-diff");

        var write = routes.MapGroup("/api/communities/{community}/reviews/{id:long}").WithTags("Reviews").RequireScope(ReviewGate.Scope);
        write.MapPost("/rounds", async (string community, long id, RoundInput input, PostRound post, CancellationToken cancel) =>
        {
            var round = await post.RunAsync(id, input.Diff, input.Note, cancel);
            return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/reviews/{id}/rounds/{round}"), new RoundCreated(round));
        }).WithName("PostReviewRound").WithSummary("Another version, by the author; comments follow their lines.").ProducesProblem(422);
        write.MapPost("/comments", CommentAsync).WithName("CommentOnLines").ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Comments on lines of the newest round, or answers such a comment. A block ```suggestion holds lines to take over. The same Idempotency-Key again gives the same comment, answered with 200.");
        write.MapPatch("/comments/{comment:long}", async (
                string community, long id, long comment, CommentEdit input, EditComment edit, CancellationToken cancel) =>
            TypedResults.Ok(CreatedOf(community, id, await edit.RunAsync(id, comment, input.Body, cancel))))
            .WithName("EditReviewComment").ProducesProblem(409).ProducesProblem(422).WithSummary("Its author changes its words.");
        write.MapDelete("/comments/{comment:long}", async (
                string community, long id, long comment, ArrangeComment arrange, CancellationToken cancel) =>
            {
                await arrange.DeleteAsync(id, comment, cancel);
                return TypedResults.NoContent();
            }).WithName("DeleteReviewComment").WithSummary("Takes it out of sight.");
        write.MapPut("/comments/{comment:long}/resolution", async (
                string community, long id, long comment, ArrangeComment arrange, CancellationToken cancel) =>
            {
                await arrange.ResolveAsync(id, comment, cancel);
                return TypedResults.NoContent();
            }).WithName("ResolveThread").WithSummary("The thread that this comment began is settled.");
        write.MapDelete("/comments/{comment:long}/resolution", async (
                string community, long id, long comment, ArrangeComment arrange, CancellationToken cancel) =>
            {
                await arrange.ReopenAsync(id, comment, cancel);
                return TypedResults.NoContent();
            }).WithName("ReopenThread").WithSummary("It is not settled.");
        write.MapPut("/comments/{comment:long}/suggestion", async (
                string community, long id, long comment, TakeSuggestion take, CancellationToken cancel) =>
            TypedResults.Ok(new RoundCreated(await take.RunAsync(id, [comment], cancel)))).WithName("TakeSuggestion").ProducesProblem(409)
            .WithSummary("The author takes the suggestion of this comment over: it makes the next round.");
        write.MapPut("/suggestions", async (string community, long id, SuggestionsInput input, TakeSuggestion take, CancellationToken cancel) =>
            TypedResults.Ok(new RoundCreated(await take.RunAsync(id, input.Comments ?? [], cancel)))).WithName("TakeSuggestions")
            .ProducesProblem(409).WithSummary("The author takes several suggestions over: they make the next round together, or none does.");
        write.MapPut("/verdicts/mine", async (
                string community, long id, ReviewVerdictInput input, GiveVerdict give, CancellationToken cancel) =>
            {
                await give.RunAsync(id, input.Verdict, input.Note, cancel);
                return TypedResults.NoContent();
            }).WithName("GiveVerdict").WithSummary("What the caller thinks of the newest round; the last word counts.").ProducesProblem(409).ProducesProblem(422);
        write.MapPost("/requests", async (
                string community, long id, RequestInput input, AskForReview ask, CancellationToken cancel) =>
            TypedResults.Ok(new RequestCreated(await ask.RunAsync(
                id, new RequestDraft(input.Of, input.Handle, input.Role, input.DueAt, input.Zone), cancel)))).WithName("AskForReview")
            .ProducesProblem(422).WithSummary("The author asks one person, those of a role or everybody, maybe until a time. Asking again is the same request.");
    }

    /// <summary>The buttons of pages.</summary>
    private static void MapPages(IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup("/c/{community}/reviews/{id:long}").RequireAuthorization().ExcludeFromDescription();
        page.MapPost("/comments/{comment:long}/resolution", async (
                string community, long id, long comment, [FromForm] bool on, ArrangeComment arrange, CancellationToken cancel) =>
            {
                await (on ? arrange.ResolveAsync(id, comment, cancel) : arrange.ReopenAsync(id, comment, cancel));
                return Redirects.To(ReviewPaths.Comment(community, id, comment));
            });
        page.MapPost("/comments/{comment:long}/deletion", async (
                string community, long id, long comment, ArrangeComment arrange, CancellationToken cancel) =>
            {
                await arrange.DeleteAsync(id, comment, cancel);
                return Redirects.To(ReviewPaths.Of(community, id));
            });
        page.MapPost("/comments/{comment:long}/suggestion", async (
                string community, long id, long comment, TakeSuggestion take, CancellationToken cancel) =>
            {
                await take.RunAsync(id, [comment], cancel);
                return Redirects.To(ReviewPaths.Of(community, id));
            });
        page.MapPost("/suggestions", async (string community, long id, [FromForm] long[] take, TakeSuggestion over, CancellationToken cancel) =>
            {
                await over.RunAsync(id, take, cancel);
                return Redirects.To(ReviewPaths.Of(community, id));
            });
        page.MapPost("/fetching", async (string community, long id, FetchAgain fetch, CancellationToken cancel) =>
            {
                await fetch.RunAsync(id, cancel);
                return Redirects.To(ReviewPaths.Of(community, id));
            });
    }

    private static async Task<Ok<ReviewDocument>> GetAsync(string community, long id, ReadReview read, CancellationToken cancel) =>
        TypedResults.Ok(ReviewDocument.Of(await read.RunAsync(id, null, true, cancel), community));

    private static async Task<ContentHttpResult> DiffAsync(
        string community, long id, int round, ReviewGate gate, ReadReview read, CancellationToken cancel, int? since = null)
    {
        await gate.RequireReadAsync(id, cancel);
        var diff = since is { } earlier ? DiffWriter.Write(await read.SinceAsync(id, earlier, round, cancel))
            : await read.DiffAsync(id, round, cancel);
        return TypedResults.Text(diff, "text/x-diff; charset=utf-8");
    }

    private static async Task<Results<Created<CommentCreated>, Ok<CommentCreated>>> CommentAsync(
        string community, long id, CommentInput input, PostComment post, CancellationToken cancel,
        [FromHeader(Name = "Idempotency-Key")] string? key = null)
    {
        var (comment, isNew) = await post.RunAsync(
            id, new CommentDraft(input.File, input.Side, input.From, input.To, input.Body, input.ReplyTo) { Key = key }, cancel);
        var made = CreatedOf(community, id, comment);
        return isNew ? TypedResults.Created(Redirects.Encode(made.Url), made) : TypedResults.Ok(made);
    }

    private static CommentCreated CreatedOf(string community, long id, ReviewComment comment) =>
        new(comment.Id, ReviewPaths.Comment(community, id, comment.Id), !comment.IsShown);
}
