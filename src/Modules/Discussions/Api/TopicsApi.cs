using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Asking;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>Topics for programs: the same operations and the same gate as pages have.</summary>
internal static class TopicsApi
{
    public const string Scope = "posts:write", Key = "Idempotency-Key";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}/topics").WithTags("Topics").AllowAnonymous();
        read.MapGet("", ListAsync).WithName("ListTopics").WithSummary("Topics of the spaces that the caller reads, the liveliest first; narrow with `space`, `tag`, `unsolved`, `askedOfMe`, `unread` or `archived`, go on with `after` from `next`.");
        read.MapGet("/{id:long}", GetAsync).WithName("GetTopic").WithSummary("One topic; its replies stand beside it.");

        var write = routes.MapGroup("/api/communities/{community}/topics").WithTags("Topics").RequireScope(Scope);
        write.MapPost("", OpenAsync).WithName("OpenTopic").WithSummary("Opens a topic, asks a question or posts a diff for review. The same Idempotency-Key again gives the same topic, answered with 200.").ProducesProblem(422);
        write.MapPatch("/{id:long}", EditAsync).WithName("EditTopic").WithSummary("Changes what is given; the former words are kept.").ProducesProblem(409).ProducesProblem(422);
        write.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteTopic").WithSummary("Takes it out of sight.").ProducesProblem(409);
        write.MapPut("/{id:long}/publication", RestoreAsync).WithName("RestoreTopic").WithSummary("Brings back what was deleted.");
        write.MapPut("/{id:long}/closure", async (string community, long id, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.CloseAsync(id, cancel))).WithName("CloseTopic").WithSummary("Nobody replies any more.");
        write.MapDelete("/{id:long}/closure", async (string community, long id, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.ReopenAsync(id, cancel))).WithName("ReopenTopic").WithSummary("Replies are taken again.");
        write.MapPut("/{id:long}/archive", async (string community, long id, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.ArchiveAsync(id, cancel))).WithName("ArchiveTopic").WithSummary("It is read, but nobody changes it, and lists leave it out.");
        write.MapDelete("/{id:long}/archive", async (string community, long id, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.UnarchiveAsync(id, cancel))).WithName("UnarchiveTopic").WithSummary("Brings it back.");
        AskingApi.Map(routes);
        write.MapPut("/{id:long}/pin", async (string community, long id, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.PinAsync(id, cancel))).WithName("PinTopic").WithSummary("Stands above the others of its space.").ProducesProblem(409);
        write.MapDelete("/{id:long}/pin", async (string community, long id, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.UnpinAsync(id, cancel))).WithName("UnpinTopic").WithSummary("Stands among the others again.");
        write.MapPut("/{id:long}/space", async (string community, long id, SpaceInput input, ArrangeTopic arrange, CancellationToken cancel) =>
            Done(await arrange.MoveAsync(id, input.Space, cancel))).WithName("MoveTopic").WithSummary("Moves it to another space of topics.").ProducesProblem(422);
        write.MapPut("/{id:long}/accepted-answer", async (
                string community, long id, AcceptedAnswerInput input, AcceptAnswer accept, CancellationToken cancel) =>
            Done(await accept.RunAsync(id, input.Reply, cancel))).WithName("AcceptAnswer").WithSummary("Says which answer solved a question; null takes it back.").ProducesProblem(422);
    }

    private static NoContent Done(Topic _) => TypedResults.NoContent();

    private static async Task<Ok<TopicListDocument>> ListAsync(
        string community, string? space, string? tag, bool? unsolved, bool? askedOfMe, bool? unread, bool? archived, string? after,
        int? limit, TopicLists lists, ReadFollowWords words, CommunityScope scope,
        CurrentHoldings held, CurrentMember member, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        var spaces = scope.Required.Spaces.Where(s => s.HoldsTopics() && holdings.Opens(s.TierId) && (space is null || s.Slug == space))
            .Select(s => s.Id).ToList();
        if (space is not null && spaces.Count == 0)
            throw Refused.NotFound();
        long? me = askedOfMe == true || unread == true ? member.RequireId() : null;
        var filter = new TopicFilter(spaces, tag, unsolved == true, askedOfMe == true ? me : null, archived == true)
        {
            Unread = unread == true ? await words.RunAsync(cancel) : null,
        };
        var page = await lists.PageAsync(filter, member.Id, TopicKey.Parse(after), null,
            Paging.Limit(limit ?? 20), cancel);
        return TypedResults.Ok(new TopicListDocument(
            [.. page.Pinned.Concat(page.Items).Select(c => TopicSummary.Of(c, scope.Required))], page.Older?.ToString()));
    }

    private static async Task<Ok<TopicDocument>> GetAsync(string community, long id, ReadTopic read, CancellationToken cancel) =>
        TypedResults.Ok(TopicDocument.Of(await read.RunAsync(id, new TopicPageWish(), cancel), community));

    private static async Task<Results<Created<PostCreated>, Ok<PostCreated>>> OpenAsync(
        string community, TopicInput input, [FromHeader(Name = Key)] string? key, OpenTopic open, OpenReview review,
        CancellationToken cancel)
    {
        var draft = new PostDraft(input.Title, input.Body, Joined(input.Tags));
        TopicKind? kind = input.Kind switch
        {
            null => null,
            "discussion" => TopicKind.Discussion,
            "question" => TopicKind.Question,
            "review" => TopicKind.Review,
            _ => throw Refused.AtField("kind", "kind_unknown", "A topic is a discussion, a question or a review."),
        };
        var posted = kind == TopicKind.Review
            ? await review.RunAsync(input.Space, draft, new ReviewDraft(input.Diff, input.Source), key, cancel)
            : await open.RunAsync(input.Space, kind, draft, key, cancel, null, new WayOfAsking(input.AskedOf, input.Anonymous));
        var path = TopicPaths.Of(community, posted.TopicId);
        var created = new PostCreated(posted.TopicId, path, posted.IsHeld);
        return posted.IsNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/topics/{posted.TopicId}"), created)
            : TypedResults.Ok(created);
    }

    private static async Task<NoContent> EditAsync(
        string community, long id, TopicChange input, EditTopic edit, CancellationToken cancel)
    {
        await edit.RunAsync(id, new PostDraft(input.Title, input.Body, Joined(input.Tags)), input.Edition, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string community, long id, DeleteTopic delete, CancellationToken cancel) =>
        Done(await delete.RunAsync(id, cancel));

    private static async Task<NoContent> RestoreAsync(string community, long id, DeleteTopic delete, CancellationToken cancel) =>
        Done(await delete.RestoreAsync(id, cancel));

    private static string? Joined(IReadOnlyList<string>? tags) => tags is null ? null : string.Join(',', tags);
}

/// <param name="Space">Slug of the space.</param>
public sealed record SpaceInput(string? Space);
