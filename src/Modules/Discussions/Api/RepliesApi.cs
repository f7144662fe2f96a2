using System.Globalization;
using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Comments;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>Replies, comments, votes and reactions for programs.</summary>
internal static class RepliesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/communities/{community}").WithTags("Topics");
        api.MapGet("/topics/{id:long}/replies", ListAsync).WithName("ListReplies").AllowAnonymous()
            .WithSummary("Replies by time, 20 a page; go on with `after` from `next`.");
        api.MapPost("/topics/{id:long}/replies", PostAsync).WithName("PostReply").RequireScope(TopicsApi.Scope)
            .WithSummary("Replies; without `replyTo` to a question this is an answer. The same Idempotency-Key again gives the same reply, answered with 200. What begins with the command of a bot becomes no reply and is answered with 202.")
            .ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/comments/{kind}/{id:long}", CommentsAsync).WithName("ListComments").AllowAnonymous()
            .WithSummary("Comments on an article or a resource by time; `kind` is article or resource.");
        api.MapPost("/comments/{kind}/{id:long}", CommentAsync).WithName("PostComment").RequireScope(TopicsApi.Scope)
            .WithSummary("Comments on an article or a resource.").ProducesProblem(409).ProducesProblem(422);
        api.MapPatch("/replies/{id:long}", EditAsync).WithName("EditReply").RequireScope(TopicsApi.Scope)
            .WithSummary("Says it in other words; the former ones are kept.").ProducesProblem(409).ProducesProblem(422);
        api.MapDelete("/replies/{id:long}", async (string community, long id, DeleteReply delete, CancellationToken cancel) =>
            Done(await delete.RunAsync(id, cancel))).WithName("DeleteReply").RequireScope(TopicsApi.Scope).WithSummary("Takes it out of sight; its place stays.");
        api.MapPut("/replies/{id:long}/publication", async (string community, long id, DeleteReply delete, CancellationToken cancel) =>
            Done(await delete.RestoreAsync(id, cancel))).WithName("RestoreReply").RequireScope(TopicsApi.Scope).WithSummary("Brings back what was deleted.");
        api.MapPut("/replies/{id:long}/vote", VoteAsync).WithName("VoteReply").RequireScope(TopicsApi.Scope)
            .WithSummary("Votes on somebody else's answer.").ProducesProblem(403).ProducesProblem(422).ProducesProblem(429);
        api.MapPut("/{kind}/{id:long}/reactions/{name}", (string community, string kind, long id, string name, React react,
                CancellationToken cancel) => ReactAsync(kind, id, name, true, react, cancel)).WithName("React").RequireScope(TopicsApi.Scope)
            .WithSummary($"Reacts to a thing; `kind` is topics, replies, messages, articles or resources, `name` one of {string.Join(", ", ReactionNames.All.Select(r => r.Name))}.");
        api.MapDelete("/{kind}/{id:long}/reactions/{name}", (string community, string kind, long id, string name, React react,
                CancellationToken cancel) => ReactAsync(kind, id, name, false, react, cancel)).WithName("Unreact").RequireScope(TopicsApi.Scope)
            .WithSummary("Takes the reaction back.");
    }

    private static NoContent Done(Topic _) => TypedResults.NoContent();

    private static async Task<Ok<ReplyListDocument>> ListAsync(
        string community, long id, int? after, ReadTopic read, ReplyPages pages, CancellationToken cancel) =>
        await PageAsync(await read.RunAsync(id, new TopicPageWish(after, ByTime: true), cancel), pages, community, cancel);

    private static async Task<Ok<ReplyListDocument>> CommentsAsync(
        string community, string kind, long id, int? after, ReadTopic read, ReplyPages pages, CommentGate gate, CancellationToken cancel)
    {
        var about = await gate.RequireAsync(new Thing(kind, id), cancel);
        return await read.CommentsAsync(about.Thing, new TopicPageWish(after, ByTime: true), cancel) is { } view
            ? await PageAsync(view, pages, community, cancel)
            : TypedResults.Ok(new ReplyListDocument([], null));
    }

    private static async Task<Ok<ReplyListDocument>> PageAsync(
        TopicView view, ReplyPages pages, string community, CancellationToken cancel)
    {
        var written = await pages.WrittenAsync(view, cancel);
        return TypedResults.Ok(new ReplyListDocument(
            [.. view.Replies.Select(r => ReplyDocument.Of(r, written.GetValueOrDefault(r.Row.Id), community, view))],
            view.Later?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Results<Created<PostCreated>, Ok<PostCreated>, Accepted<CommandTaken>>> PostAsync(
        string community, long id, ReplyInput input, [FromHeader(Name = TopicsApi.Key)] string? key, PostReply post,
        CancellationToken cancel) =>
        Answer(community, await post.RunAsync(id, input.Body, input.ReplyTo, key, cancel));

    private static async Task<Results<Created<PostCreated>, Ok<PostCreated>, Accepted<CommandTaken>>> CommentAsync(
        string community, string kind, long id, ReplyInput input, [FromHeader(Name = TopicsApi.Key)] string? key, PostReply post,
        CancellationToken cancel) =>
        Answer(community, await post.CommentAsync(new Thing(kind, id), input.Body, input.ReplyTo, key, cancel));

    private static Results<Created<PostCreated>, Ok<PostCreated>, Accepted<CommandTaken>> Answer(string community, Posted posted)
    {
        if (posted.Taken is { } taken)
            return TypedResults.Accepted((string?)null, taken);
        var path = TopicPaths.Reply(community, posted.Post.Id);
        var created = new PostCreated(posted.Post.Id, path, posted.IsHeld);
        return posted.IsNew ? TypedResults.Created(Redirects.Encode(path), created) : TypedResults.Ok(created);
    }

    private static async Task<NoContent> EditAsync(string community, long id, ReplyChange input, EditReply edit, CancellationToken cancel)
    {
        await edit.RunAsync(id, input.Body, input.Edition, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<VoteResult>> VoteAsync(
        string community, long id, VoteInput input, VoteReply vote, CancellationToken cancel)
    {
        var value = input.Value ?? throw Refused.AtField("value", "value_malformed", "A vote is 1, 0 or -1.");
        return TypedResults.Ok(new VoteResult((await vote.RunAsync(id, value, cancel)).Score));
    }

    private static async Task<Ok<ReactionResult>> ReactAsync(
        string kind, long id, string name, bool on, React react, CancellationToken cancel)
    {
        // Addresses name things in the plural.
        var singular = kind switch { "replies" => "reply", _ when kind.EndsWith('s') => kind[..^1], _ => throw Refused.NotFound() };
        return TypedResults.Ok(new ReactionResult(name, (await react.RunAsync(new Thing(singular, id), name, on, cancel)).Members));
    }
}
