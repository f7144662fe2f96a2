using Guildhall.Discussions.Bookmarks;
using Guildhall.Discussions.Drafts;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Mentions;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>
/// What concerns the caller alone: reading, following, drafts, bookmarks; and what the composer asks while somebody writes.
/// </summary>
internal static class OwnApi
{
    private const int MaxPreview = 200_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/communities/{community}").WithTags("Topics").RequireScope("account:write");
        own.MapPut("/topics/{id:long}/read", ReadAsync).WithName("ReadTopic").WithSummary("Everything up to this reply was read; forward only.");
        own.MapPut("/topics/{id:long}/following", async (
                string community, long id, FollowingInput input, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.FollowAsync(id, Followings.Read(input.Following), cancel);
                return TypedResults.NoContent();
            }).WithName("FollowTopic").WithSummary("How closely the caller follows a topic.").ProducesProblem(422);
        own.MapPut("/spaces/{space}/topics-following", async (
                string community, string space, FollowingInput input, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.FollowSpaceAsync(space, Followings.Read(input.Following, isTop: true), cancel);
                return TypedResults.NoContent();
            }).WithName("FollowSpaceTopics").WithSummary("How closely the caller follows the topics of a space.").ProducesProblem(422);
        own.MapPut("/tags/{tag}/topics-following", async (
                string community, string tag, FollowingInput input, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.FollowTagAsync(tag, Followings.Read(input.Following), cancel);
                return TypedResults.NoContent();
            }).WithName("FollowTag").WithSummary("How closely the caller follows topics with a tag; `default` takes the word back.").ProducesProblem(422);
        own.MapPut("/topics/read", async (string community, FollowTopics follow, CancellationToken cancel) =>
            {
                await follow.ReadAllAsync(cancel);
                return TypedResults.NoContent();
            }).WithName("ReadAllTopics").WithSummary("Everything that was said up to now is read.");
        own.MapPut("/{kind}/{id:long}/bookmark", (string community, string kind, long id, KeepBookmark keep, CancellationToken cancel) =>
            BookmarkAsync(kind, id, true, keep, cancel)).WithName("Bookmark").WithSummary("Keeps a thing to find it again.");
        own.MapDelete("/{kind}/{id:long}/bookmark", (string community, string kind, long id, KeepBookmark keep, CancellationToken cancel) =>
            BookmarkAsync(kind, id, false, keep, cancel)).WithName("RemoveBookmark").WithSummary("Lets it go.");
        own.MapPut("/drafts/{place}", async (string community, string place, DraftDocument draft, KeepDraft keep, CancellationToken cancel) =>
            {
                await keep.RunAsync(place, draft.Title, draft.Body, cancel);
                return TypedResults.NoContent();
            }).WithName("KeepDraft").WithSummary("Keeps what is being written in one place; empty lets it go.").ProducesProblem(422);
        routes.MapGet("/api/communities/{community}/drafts/{place}", DraftAsync).WithTags("Topics").RequireScope("account:read")
            .WithName("GetDraft").WithSummary("What the caller has begun to write there.");
        routes.MapGet("/api/communities/{community}/mentionable", MentionableAsync).WithTags("Topics").RequireScope("account:read")
            .WithName("ListMentionable").WithSummary("People of this community whose handle or name begins so; those of `topic` first.");
        routes.MapPost("/api/preview", Preview).WithTags("Topics").RequireAuthorization()
            .WithName("PreviewMarkdown").WithSummary("Markdown as it would be shown.").ProducesProblem(422);
    }

    private static async Task<Ok<ReadResult>> ReadAsync(
        string community, long id, ReadInput input, FollowTopics follow, CancellationToken cancel)
    {
        var reader = await follow.ReadAsync(id, input.Number ?? 0, cancel);
        return TypedResults.Ok(new ReadResult(reader.LastRead));
    }

    private static async Task<NoContent> BookmarkAsync(string kind, long id, bool on, KeepBookmark keep, CancellationToken cancel)
    {
        // Addresses name things in the plural.
        var singular = kind switch { "replies" => "reply", _ when kind.EndsWith('s') => kind[..^1], _ => throw Refused.NotFound() };
        await keep.RunAsync(new Thing(singular, id), on, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<DraftDocument>> DraftAsync(string community, string place, KeepDraft keep, CancellationToken cancel) =>
        TypedResults.Ok(await keep.FindAsync(place, cancel) is { } draft ? new DraftDocument(draft.Title, draft.Markdown)
            : new DraftDocument("", ""));

    private static async Task<Ok<MentionableDocument>> MentionableAsync(
        string community, string? q, long? topic, FindMentionable find, CancellationToken cancel) =>
        TypedResults.Ok(new MentionableDocument(await find.RunAsync(q, topic, cancel)));

    private static Ok<PreviewResult> Preview(PreviewInput input)
    {
        try
        {
            var rendered = MarkdownRenderer.Render(input.Markdown ?? "", new MarkdownOptions
            {
                MaxLength = MaxPreview,
                HeadingShift = 2,
                IdPrefix = "preview-",
            });
            return TypedResults.Ok(new PreviewResult(rendered.FullHtml, rendered.WordCount));
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("markdown");
        }
    }
}
