using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Asking;
using Guildhall.Discussions.Bookmarks;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Splitting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Api;

/// <summary>The buttons of pages: each posts to an address of its own and leads back to where the thing stands.</summary>
internal static class PageCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/{community}/replies/{id:long}", ReplyAsync).AllowAnonymous().ExcludeFromDescription();
        var page = routes.MapGroup("/c/{community}").RequireAuthorization().ExcludeFromDescription();
        page.MapPost("/topics/{id:long}/closure", async (
                string community, long id, [FromForm] bool on, ArrangeTopic arrange, CancellationToken cancel) =>
            To(community, on ? await arrange.CloseAsync(id, cancel) : await arrange.ReopenAsync(id, cancel)));
        page.MapPost("/topics/{id:long}/archive", async (
                string community, long id, [FromForm] bool on, ArrangeTopic arrange, CancellationToken cancel) =>
            To(community, on ? await arrange.ArchiveAsync(id, cancel) : await arrange.UnarchiveAsync(id, cancel)));
        page.MapPost("/topics/{id:long}/decline", async (string community, long id, DeclineQuestion decline, CancellationToken cancel) =>
            To(community, await decline.RunAsync(id, cancel)));
        page.MapPost("/s/{space}/anonymous-questions", async (
                string community, string space, [FromForm] bool on, SwitchAnonymousAsking asking, CancellationToken cancel) =>
            {
                await asking.RunAsync(space, on, cancel);
                return Redirects.To(TopicPaths.Space(community, space));
            });
        page.MapPost("/topics/{id:long}/pin", async (
                string community, long id, [FromForm] bool on, ArrangeTopic arrange, CancellationToken cancel) =>
            To(community, on ? await arrange.PinAsync(id, cancel) : await arrange.UnpinAsync(id, cancel)));
        page.MapPost("/topics/{id:long}/space", async (
                string community, long id, [FromForm] string? space, ArrangeTopic arrange, CancellationToken cancel) =>
            To(community, await arrange.MoveAsync(id, space, cancel)));
        page.MapPost("/topics/{id:long}/merger/undo", async (string community, long id, UndoMove undo, CancellationToken cancel) =>
            Redirects.To(TopicPaths.Of(community, await undo.RunAsync(id, null, cancel))));
        page.MapPost("/topics/{id:long}/splits/{move:long}/undo", async (
                string community, long id, long move, UndoMove undo, CancellationToken cancel) =>
            Redirects.To(TopicPaths.Of(community, await undo.RunAsync(id, move, cancel))));
        page.MapPost("/topics/{id:long}/deletion", DeleteTopicAsync);
        page.MapPost("/topics/{id:long}/following", async (
                string community, long id, [FromForm] string? following, [FromForm] string? from, FollowTopics follow,
                CancellationToken cancel) =>
            {
                await follow.FollowAsync(id, Followings.Read(following), cancel);
                return Redirects.To(from == "following" ? $"/c/{community}/following" : TopicPaths.Of(community, id));
            });
        page.MapPost("/tags-following", async (
                string community, [FromForm] string? tag, [FromForm] string? following, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.FollowTagAsync(tag, Followings.Read(following), cancel);
                return Redirects.To($"/c/{community}/following");
            });
        page.MapPost("/unread/read", async (string community, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.ReadAllAsync(cancel);
                return Redirects.To($"/c/{community}/unread");
            });
        page.MapPost("/topics/{id:long}/read", async (
                string community, long id, [FromForm] int number, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.ReadAsync(id, number, cancel);
                return Redirects.To(number > 0 ? TopicPaths.At(community, id, number) : TopicPaths.Of(community, id));
            });
        page.MapPost("/topics/{id:long}/accepted-answer", async (
                string community, long id, [FromForm] long? reply, AcceptAnswer accept, CancellationToken cancel) =>
            To(community, await accept.RunAsync(id, reply, cancel)));
        page.MapPost("/replies/{id:long}/deletion", DeleteReplyAsync);
        page.MapPost("/replies/{id:long}/vote", async (
                string community, long id, [FromForm] int value, VoteReply vote, CancellationToken cancel) =>
            {
                var reply = await vote.RunAsync(id, value, cancel);
                return Redirects.To($"{TopicPaths.Of(community, reply.TopicId)}#answer-{reply.Id}");
            });
        page.MapPost("/reactions/{kind}/{id:long}/{name}", async (
                string community, string kind, long id, string name, [FromForm] bool? on, React react, CancellationToken cancel) =>
            {
                var (thing, _) = await react.RunAsync(new Thing(kind, id), name, on, cancel);
                return Redirects.To(thing.Path ?? $"/c/{community}");
            });
        page.MapPost("/bookmarks/{kind}/{id:long}", async (
                string community, string kind, long id, [FromForm] string? from, KeepBookmark keep, CancellationToken cancel) =>
            {
                var path = await keep.RunAsync(new Thing(kind, id), null, cancel);
                return Redirects.To(from == "list" ? "/account/bookmarks" : path ?? "/account/bookmarks");
            });
        page.MapPost("/s/{space}/topics-following", async (
                string community, string space, [FromForm] string? following, [FromForm] string? from, FollowTopics follow,
                CancellationToken cancel) =>
            {
                await follow.FollowSpaceAsync(space, Followings.Read(following, isTop: true), cancel);
                return Redirects.To(from == "following" ? $"/c/{community}/following" : TopicPaths.Space(community, space));
            });
    }

    private static IResult To(string community, Topic topic) => Redirects.To(TopicPaths.Page(community, topic));

    /// <summary>Leads to the page on which a reply stands now.</summary>
    private static async Task<IResult> ReplyAsync(
        string community, long id, ReadTopic read, ReadMoves moves, CancellationToken cancel)
    {
        if (await moves.TextOfAsync(id, cancel) is { } text)
            return Redirects.To(TopicPaths.Of(community, text));
        var (topic, reply) = await read.ReplyAsync(id, cancel);
        var path = reply.Number is { } number ? TopicPaths.Page(community, topic, number) : TopicPaths.Page(community, topic);
        return Redirects.To(topic.Kind == TopicKind.Question ? path.Replace("?at=", "?order=time&at=", StringComparison.Ordinal) : path);
    }

    private static async Task<IResult> DeleteTopicAsync(
        string community, long id, [FromForm] bool on, DeleteTopic delete, CommunityScope scope, TopicGate gate, CancellationToken cancel)
    {
        var topic = on ? await delete.RunAsync(id, cancel) : await delete.RestoreAsync(id, cancel);
        // Whoever cannot bring it back does not see it any more.
        return Redirects.To(gate.Sees(topic, await gate.ModeratesAsync(cancel)) ? TopicPaths.Of(community, id)
            : scope.Required.TopicSpace(topic.SpaceId) is { } space ? TopicPaths.Space(community, space.Slug) : $"/c/{community}");
    }

    private static async Task<IResult> DeleteReplyAsync(
        string community, long id, [FromForm] bool on, DeleteReply delete, AppDb db, CancellationToken cancel)
    {
        var topic = on ? await delete.RunAsync(id, cancel) : await delete.RestoreAsync(id, cancel);
        var number = await db.Set<Reply>().Where(r => r.Id == id).Select(r => r.Number).SingleAsync(cancel);
        return Redirects.To(number is { } at ? TopicPaths.Page(community, topic, at) : TopicPaths.Page(community, topic));
    }
}
