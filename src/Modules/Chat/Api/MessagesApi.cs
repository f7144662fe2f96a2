using Guildhall.Chat.Channels;
using Guildhall.Chat.Finding;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Api;

/// <summary>
/// Messages for programs and for the page's own script. Whoever lost the stream asks for the changes after the last it saw.
/// </summary>
internal static class MessagesApi
{
    private const long MaxRequest = 1100L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}").WithTags("Chat").RequireScope(ChannelsApi.Read);
        read.MapGet("/channels/{id:long}/messages", PageAsync).WithName("ListMessages").WithSummary("The newest messages of a channel, or of a `thread`; go on with `before` or `after` a number, or see those around one with `at`.");
        read.MapGet("/channels/{id:long}/changes", ChangesAsync).WithName("ListMessageChanges").WithSummary("Messages that were posted, edited, deleted or reacted to `after` a change of the channel, threads included.");
        read.MapGet("/messages/{id:long}", OneAsync).WithName("GetMessage").WithSummary("One message; its author gets the Markdown too.");
        read.MapGet("/messages/search", SearchAsync).WithName("SearchMessages").WithSummary("Messages by their words, the newest first; narrow with `channel`, go on with `before` from `next`.");

        var write = routes.MapGroup("/api/communities/{community}").WithTags("Chat").RequireScope(ChannelsApi.Write);
        write.MapPost("/channels/{id:long}/messages", PostAsync).WithName("PostMessage").WithSummary("Says something. The same key again (or Idempotency-Key, where the body has none) gives the same message, answered with 200; a command of a bot becomes none, answered with 202.")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
        write.MapPost("/channels/{id:long}/files", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(MaxRequest))
            .WithName("UploadMessageFile").WithSummary("Takes a file in for a message; the body is the file, `name` its name. One that no message brings is swept away after a day.")
            .ProducesProblem(422);
        write.MapPatch("/messages/{id:long}", async (string community, long id, MessageChange input, ChangeMessage change, CancellationToken cancel) =>
            Done(await change.EditAsync(id, input.Body, input.Edition, cancel))).WithName("EditMessage")
                .WithSummary("Says one's own message in other words.").ProducesProblem(409).ProducesProblem(422);
        write.MapDelete("/messages/{id:long}", async (string community, long id, ChangeMessage change, CancellationToken cancel) =>
            Done(await change.DeleteAsync(id, cancel))).WithName("DeleteMessage").WithSummary("Takes it out of sight; its place stays.");
        write.MapPut("/messages/{id:long}/publication", async (string community, long id, ChangeMessage change, CancellationToken cancel) =>
            Done(await change.RestoreAsync(id, cancel))).WithName("RestoreMessage").WithSummary("Brings back what was deleted.");
    }

    private static NoContent Done(Message _) => TypedResults.NoContent();

    private static async Task<Ok<MessagesDocument>> PageAsync(
        string community, long id, long? thread, int? before, int? after, int? at, int? limit, ChannelGate gate, MessagePages pages,
        ReadMarks marks, CancellationToken cancel)
    {
        var channel = await gate.RequireReadAsync(id, cancel);
        var (messages, older, newer) = await pages.PageAsync(id, thread ?? 0, new MessageWish(before, after, at),
            Paging.Limit(limit ?? MessagePages.PageSize), gate.MemberId, cancel);
        return TypedResults.Ok(new MessagesDocument(messages, older, newer, channel.LastChange,
            await marks.OfAsync(id, thread ?? 0, gate.MemberId!.Value, cancel)));
    }

    private static async Task<Ok<ChangesDocument>> ChangesAsync(
        string community, long id, long after, ChannelGate gate, MessagePages pages, CancellationToken cancel)
    {
        var channel = await gate.RequireReadAsync(id, cancel);
        return TypedResults.Ok(await pages.ChangesAsync(id, after, channel.LastChange, gate.MemberId, cancel));
    }

    private static async Task<Ok<OneMessageDocument>> OneAsync(
        string community, long id, ChannelGate gate, MessagePages pages, AppDb db, CancellationToken cancel)
    {
        var message = await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) ?? throw Refused.NotFound();
        await gate.RequireReadAsync(message.ChannelId, cancel);
        if (message.Number is null && message.AuthorId != gate.MemberId)
            throw Refused.NotFound();
        var document = (await pages.ByIdsAsync(message.ChannelId, [id], gate.MemberId, cancel)).Single();
        return TypedResults.Ok(new OneMessageDocument(
            document, message.AuthorId == gate.MemberId && message.DeletedAt is null ? message.Markdown : null));
    }

    private static async Task<Results<Created<MessageCreated>, Ok<MessageCreated>, Accepted<CommandTaken>>> PostAsync(
        string community, long id, MessageInput input, [FromHeader(Name = "Idempotency-Key")] string? key, PostMessage post, IDrafts drafts,
        CancellationToken cancel)
    {
        var draft = new MessageDraft(input.Body, input.Key ?? key, input.ReplyTo, input.Thread, input.Files);
        var sent = await post.RunAsync(id, draft, cancel);
        await drafts.PostedAsync(ChatPaths.Draft(id, input.Thread), input.Body, cancel);
        if (sent.Taken is { } taken)
            return TypedResults.Accepted((string?)null, taken);
        var path = ChatPaths.Message(community, sent.Id);
        var created = new MessageCreated(sent.Id, sent.Number, sent.IsHeld, path);
        return sent.IsNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/messages/{sent.Id}"), created)
            : TypedResults.Ok(created);
    }

    private static async Task<Created<UploadedFile>> UploadAsync(
        string community, long id, string? name, HttpContext http, BringFile bring, CancellationToken cancel)
    {
        var file = await bring.RunAsync(id, http.Request.Body, name, cancel);
        return TypedResults.Created(Redirects.Encode(file.Path),
            new UploadedFile(file.Code, file.Path, file.Name, file.MediaType, file.Size));
    }

    private static async Task<Ok<FoundMessagesDocument>> SearchAsync(
        string community, string? q, long? channel, long? before, SearchMessages search, CancellationToken cancel)
    {
        var (found, hasMore) = await search.RunAsync(q, channel, before, cancel);
        return TypedResults.Ok(new FoundMessagesDocument(
            [
                .. found.Select(m => new FoundMessageDocument(
                    m.Id, m.ChannelId, m.Channel, m.Author.Name, m.Excerpt, m.At, ChatPaths.Message(community, m.Id))),
            ],
            hasMore ? found[^1].Id : null));
    }
}
