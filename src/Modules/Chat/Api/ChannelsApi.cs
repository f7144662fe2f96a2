using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Chat.Api;

/// <summary>Channels and conversations for programs and for the page's own script.</summary>
internal static class ChannelsApi
{
    public const string Read = "articles:read", Write = "posts:write";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}").WithTags("Chat").RequireScope(Read);
        read.MapGet("/channels", ListAsync).WithName("ListChannels").WithSummary("Channels and conversations that the caller reads, with what is unread.");
        read.MapGet("/channels/unread", async (string community, ChannelLists lists, CancellationToken cancel) =>
            TypedResults.Ok(new UnreadDocument(await lists.UnreadAsync(cancel)))).WithName("CountUnreadMessages").WithSummary("Unread messages of all of them together.");
        read.MapGet("/channels/{id:long}/people", PeopleAsync).WithName("ListChannelPeople").WithSummary("People of a channel whose handle or name begins so.");
        read.MapGet("/channels/{id:long}/bars", BarsAsync).WithName("ListChannelBars").WithSummary("Who is muted or removed there; for moderators.");

        var write = routes.MapGroup("/api/communities/{community}").WithTags("Chat").RequireScope(Write);
        write.MapPost("/channels", CreateAsync).WithName("CreateChannel").WithSummary("Makes a channel in a space of chat.").ProducesProblem(422);
        write.MapPatch("/channels/{id:long}", async (string community, long id, ChannelChange input, ArrangeChannels arrange, CancellationToken cancel) =>
            Done(await arrange.ChangeAsync(id, input.Name, input.About, input.SlowSeconds, cancel)))
            .WithName("ChangeChannel").WithSummary("Renames it, says what it is about, or slows it.").ProducesProblem(422);
        write.MapPut("/channels/{id:long}/archive", async (string community, long id, ArrangeChannels arrange, CancellationToken cancel) =>
            Done(await arrange.ArchiveAsync(id, true, cancel))).WithName("ArchiveChannel").WithSummary("Nobody writes there any more.");
        write.MapDelete("/channels/{id:long}/archive", async (string community, long id, ArrangeChannels arrange, CancellationToken cancel) =>
            Done(await arrange.ArchiveAsync(id, false, cancel))).WithName("ReopenChannel").WithSummary("It is written in again.");
        write.MapPut("/channels/{id:long}/place", async (string community, long id, PlaceInput input, ArrangeChannels arrange, CancellationToken cancel) =>
            Done(await arrange.MoveAsync(id, input.Up == true, cancel))).WithName("MoveChannel").WithSummary("One place up or down among the channels of its space.");
        write.MapPost("/conversations", BeginAsync).WithName("BeginConversation").WithSummary("Begins a conversation with one member or with some; there is one for each pair.").ProducesProblem(403).ProducesProblem(422);
        write.MapDelete("/conversations/{id:long}/people/me", async (string community, long id, LeaveConversation leave, CancellationToken cancel) =>
            {
                await leave.RunAsync(id, cancel);
                return TypedResults.NoContent();
            }).WithName("LeaveConversation").WithSummary("Leaves a group.");
        write.MapPut("/channels/{id:long}/{bars}/{member:long}", BarAsync).WithName("BarMember").WithSummary("Mutes a member in a channel (`bars` is mutes) or removes them (removals).").ProducesProblem(422);
        write.MapDelete("/channels/{id:long}/{bars}/{member:long}", LiftAsync).WithName("LiftBar").WithSummary("Takes that back.");

        var own = routes.MapGroup("/api/communities/{community}").WithTags("Chat").RequireScope("account:write");
        own.MapPut("/channels/{id:long}/read", async (string community, long id, ReadInput input, ReadChannel mark, CancellationToken cancel) =>
            TypedResults.Ok(new ReadResult(await mark.RunAsync(id, input.Thread ?? 0, input.Number ?? 0, cancel))))
            .WithName("ReadChannel").WithSummary("Everything up to this message was read; forward only.");
        own.MapPut("/messages/{id:long}/following", async (string community, long id, FollowThread follow, CancellationToken cancel) =>
            {
                await follow.RunAsync(id, true, cancel);
                return TypedResults.NoContent();
            }).WithName("FollowThread").WithSummary("Follows the thread of this message: it is listed while something in it is unread, and one is told when something begins to wait.").ProducesProblem(404);
        own.MapDelete("/messages/{id:long}/following", async (string community, long id, FollowThread follow, CancellationToken cancel) =>
            {
                await follow.RunAsync(id, false, cancel);
                return TypedResults.NoContent();
            }).WithName("UnfollowThread").WithSummary("Lets the thread go, although one began it or wrote in it.").ProducesProblem(404);
        own.MapPut("/channels/{id:long}/presence", async (string community, long id, PresenceInput input, BePresent be, CancellationToken cancel) =>
            {
                await be.RunAsync(id, input.Thread ?? 0, EnumWords.Read<Presence>(input.State)
                    ?? throw Refused.AtField("state", "state_unknown", "A state is here, typing or away."), cancel);
                return TypedResults.NoContent();
            }).WithName("BePresent").WithSummary("Has the channel open, types in it, or has closed it. Whoever has it open gets its messages on the event stream; the others that there are some.").ProducesProblem(422);
    }

    private static NoContent Done(Channel _) => TypedResults.NoContent();

    private static async Task<Ok<ChannelListDocument>> ListAsync(
        string community, ChannelLists lists, FollowedThreads threads, CommunityScope scope, CancellationToken cancel) =>
        TypedResults.Ok(new ChannelListDocument([.. (await lists.RunAsync(cancel)).Select(c => new ChannelDocument(
            c.Id, EnumWords.Of(c.Kind), scope.Required.ChatSpace(c.SpaceId)?.Slug, c.Title, c.About, c.Unread, c.LastAt, c.IsArchived,
            ChatPaths.Channel(community, c.Id)))],
            [.. (await threads.UnreadAsync(cancel)).Select(t => new UnreadThreadDocument(
                t.Id, t.ChannelId, t.Title, t.Unread, t.LastAt, ChatPaths.Thread(community, t.Id)))]));

    private static async Task<Ok<PeopleDocument>> PeopleAsync(string community, long id, string? q, FindPeople find,
        CancellationToken cancel) =>
        TypedResults.Ok(new PeopleDocument([.. (await find.RunAsync(id, q, cancel)).Select(p => new PersonDocument(p.Handle, p.Name))]));

    private static async Task<Created<ChannelCreated>> CreateAsync(
        string community, ChannelInput input, ArrangeChannels arrange, CancellationToken cancel)
    {
        var channel = await arrange.CreateAsync(input.Space, input.Name, input.About, cancel);
        return TypedResults.Created(Redirects.Encode(ChatPaths.Api(community, channel.Id)), Made(community, channel));
    }

    private static async Task<Results<Created<ChannelCreated>, Ok<ChannelCreated>>> BeginAsync(
        string community, ConversationInput input, OpenConversation open, CancellationToken cancel)
    {
        var (channel, isNew) = await open.RunAsync(input.Members ?? [], input.Name, cancel);
        return isNew ? TypedResults.Created(Redirects.Encode(ChatPaths.Api(community, channel.Id)), Made(community, channel))
            : TypedResults.Ok(Made(community, channel));
    }

    private static ChannelCreated Made(string community, Channel channel) => new(channel.Id, ChatPaths.Channel(community, channel.Id));

    private static async Task<Ok<BarListDocument>> BarsAsync(
        string community, long id, ChannelGate gate, BarMembers bar, CancellationToken cancel)
    {
        await gate.RequireModerateAsync(id, cancel);
        return TypedResults.Ok(new BarListDocument(
            [.. (await bar.ListAsync(id, cancel)).Select(b => new BarDocument(b.MemberId, b.Name, EnumWords.Of(b.Kind), b.Until))]));
    }

    private static async Task<NoContent> BarAsync(
        string community, long id, string bars, long member, BarInput input, BarMembers bar, CancellationToken cancel)
    {
        await bar.SetAsync(id, member, KindOf(bars), input.Minutes, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> LiftAsync(
        string community, long id, string bars, long member, BarMembers bar, CancellationToken cancel)
    {
        await bar.LiftAsync(id, member, KindOf(bars), cancel);
        return TypedResults.NoContent();
    }

    private static BarKind KindOf(string bars) =>
        bars switch { "mutes" => BarKind.Mute, "removals" => BarKind.Removal, _ => throw Refused.NotFound() };
}
