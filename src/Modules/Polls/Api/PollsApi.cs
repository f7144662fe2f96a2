using Guildhall.Kernel.Http;
using Guildhall.Polls.Opening;
using Guildhall.Polls.Showing;
using Guildhall.Polls.Voting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Polls.Api;

/// <summary>Polls for programs: the same operations and the same gate as pages have.</summary>
internal static class PollsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/polls/{id:long}/closure", async (string community, long id, ClosePoll close, CancellationToken cancel) =>
            Redirects.To(PollPaths.Of(community, (await close.RunAsync(id, cancel)).Code))).RequireAuthorization().ExcludeFromDescription();

        routes.MapPost("/c/{community}/polls/{id:long}/deletion", async (
                string community, long id, [FromForm] bool on, DeletePoll delete, CancellationToken cancel) =>
            Redirects.To(PollPaths.Of(community, (on ? await delete.RunAsync(id, cancel) : await delete.RestoreAsync(id, cancel)).Code)))
            .RequireAuthorization().ExcludeFromDescription();

        var read = routes.MapGroup("/api/communities/{community}/polls").WithTags("Polls").AllowAnonymous();
        read.MapGet("/{id:long}", GetAsync).WithName("GetPoll").WithSummary("One poll, with its results where the caller sees them.");
        read.MapGet("/{id:long}/ballots", ListAsync).WithName("ListBallots")
            .WithSummary("Who voted for what, in an open ballot whose results the caller sees; go on with `after` from `next`.");

        var write = routes.MapGroup("/api/communities/{community}/polls").WithTags("Polls").RequireScope(PollGate.Scope);
        write.MapPost("", OpenAsync).WithName("OpenPoll").ProducesProblem(422)
            .WithSummary("Makes a poll; put its `line` into a text. The same Idempotency-Key again gives the same poll, answered with 200.");
        write.MapPatch("/{id:long}", EditAsync).WithName("EditPoll").ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Its author changes what is given: all words as long as nobody has voted, then the end and slips of the pen in the question.");
        write.MapDelete("/{id:long}", async (string community, long id, DeletePoll delete, CancellationToken cancel) =>
        {
            await delete.RunAsync(id, cancel);
            return TypedResults.NoContent();
        }).WithName("DeletePoll").WithSummary("Its author takes it out of sight.");
        write.MapPut("/{id:long}/publication", async (string community, long id, DeletePoll delete, CancellationToken cancel) =>
        {
            await delete.RestoreAsync(id, cancel);
            return TypedResults.NoContent();
        }).WithName("RestorePoll").WithSummary("Its author brings it back.");
        write.MapPut("/{id:long}/ballots/mine", CastAsync).WithName("CastBallot").ProducesProblem(409).ProducesProblem(422)
            .WithSummary("The caller's vote: ids of options, of a ranked poll the preferred first, of a rating each with its points.");
        write.MapDelete("/{id:long}/ballots/mine", async (string community, long id, CastBallot cast, CancellationToken cancel) =>
        {
            await cast.TakeBackAsync(id, cancel);
            return TypedResults.NoContent();
        }).WithName("TakeBallotBack").WithSummary("Takes the caller's vote back, where the poll allows it.").ProducesProblem(409);
        write.MapPut("/{id:long}/closure", async (string community, long id, ClosePoll close, CancellationToken cancel) =>
        {
            await close.RunAsync(id, cancel);
            return TypedResults.NoContent();
        }).WithName("ClosePoll").WithSummary("Ends it for good.");
    }

    private static async Task<Results<Created<PollCreated>, Ok<PollCreated>>> OpenAsync(
        string community, PollInput input, [FromHeader(Name = "Idempotency-Key")] string? key, OpenPoll open, CancellationToken cancel)
    {
        var (poll, isNew) = await open.RunAsync(new PollDraft(
            input.Question, input.Options, input.Kind, input.Min, input.Max, input.Ballots, input.Results, input.Changeable,
            input.EndsAt, input.Zone, input.Tier, input.Space), key, cancel);
        var created = new PollCreated(poll.Id, PollPaths.Of(community, poll.Code), PollPaths.Line(community, poll),
            poll.Standing != PollStanding.Shown);
        return isNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/polls/{poll.Id}"), created)
            : TypedResults.Ok(created);
    }

    private static async Task<Ok<PollDocument>> GetAsync(string community, long id, ReadPoll read, CancellationToken cancel) =>
        TypedResults.Ok(PollDocument.Of(await read.RunAsync(id, cancel), community));

    private static async Task<Ok<PollDocument>> EditAsync(
        string community, long id, PollChangeInput input, EditPoll edit, ReadPoll read, CancellationToken cancel)
    {
        await edit.RunAsync(id, new PollChange(input.Question, input.Options, input.EndsAt, input.Zone), cancel);
        return TypedResults.Ok(PollDocument.Of(await read.RunAsync(id, cancel), community));
    }

    private static async Task<Ok<BallotListDocument>> ListAsync(
        string community, long id, long? after, ReadPoll read, CancellationToken cancel)
    {
        var voters = await read.VotersAsync(await read.RunAsync(id, cancel), after ?? 0, cancel);
        return TypedResults.Ok(new BallotListDocument(
            [.. voters.Select(v => new CastDocument(v.MemberId, v.Name, [.. v.Choices.Select(c => ChoiceDocument.Of(c))]))],
            voters.Count == ReadPoll.VotersAPage ? voters[^1].MemberId : null));
    }

    private static async Task<Ok<PollDocument>> CastAsync(
        string community, long id, BallotInput input, CastBallot cast, ReadPoll read, CancellationToken cancel)
    {
        await cast.RunAsync(id, input.Options ?? [], input.Points, cancel);
        return TypedResults.Ok(PollDocument.Of(await read.RunAsync(id, cancel), community));
    }
}
