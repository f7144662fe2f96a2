using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Api;

/// <summary>The buttons of pages: each posts to an address of its own and leads back to where the thing stands.</summary>
internal static class PageCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup("/c/{community}/chat").RequireAuthorization().ExcludeFromDescription();
        page.MapGet("/messages/{id:long}", LeadAsync);
        page.MapPost("/messages/{id:long}/deletion", DeleteAsync);
        page.MapPost("/{id:long}/read", async (string community, long id, [FromForm] int number, ReadChannel mark, CancellationToken cancel) =>
            {
                await mark.RunAsync(id, 0, number, cancel);
                return Redirects.To(ChatPaths.Channel(community, id));
            });
        page.MapPost("/threads/{id:long}/following", async (string community, long id, [FromForm] bool on, FollowThread follow, CancellationToken cancel) =>
            {
                await follow.RunAsync(id, on, cancel);
                return Redirects.To(ChatPaths.Thread(community, id));
            });
        page.MapPost("/{id:long}/archive", async (string community, long id, [FromForm] bool on, ArrangeChannels arrange, CancellationToken cancel) =>
            {
                await arrange.ArchiveAsync(id, on, cancel);
                return Redirects.To(ChatPaths.Settings(community, id));
            });
        page.MapPost("/{id:long}/place", async (string community, long id, [FromForm] bool up, ArrangeChannels arrange, CancellationToken cancel) =>
            {
                await arrange.MoveAsync(id, up, cancel);
                return Redirects.To(ChatPaths.Manage(community));
            });
        page.MapPost("/{id:long}/bars", BarAsync);
        page.MapPost("/{id:long}/leaving", async (string community, long id, LeaveConversation leave, CancellationToken cancel) =>
            {
                await leave.RunAsync(id, cancel);
                return Redirects.To(ChatPaths.Home(community));
            });
        page.MapPost("/conversations", async (string community, [FromForm] long member, OpenConversation open, CancellationToken cancel) =>
            Redirects.To(ChatPaths.Channel(community, (await open.RunAsync([member], null, cancel)).Channel.Id)));
    }

    /// <summary>Leads to the page on which a message stands.</summary>
    private static async Task<IResult> LeadAsync(string community, long id, AppDb db, ChannelGate gate, CancellationToken cancel)
    {
        var message = await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) ?? throw Refused.NotFound();
        await gate.RequireReadAsync(message.ChannelId, cancel);
        if (message.Number is null && message.AuthorId != gate.MemberId)
            throw Refused.NotFound();
        return Redirects.To(ChatPaths.At(community, message.ChannelId, message.ThreadId, message.Number, id));
    }

    private static async Task<IResult> DeleteAsync(
        string community, long id, [FromForm] bool on, ChangeMessage change, CancellationToken cancel)
    {
        var message = on ? await change.DeleteAsync(id, cancel) : await change.RestoreAsync(id, cancel);
        return Redirects.To(ChatPaths.At(community, message.ChannelId, message.ThreadId, message.Number, id));
    }

    private static async Task<IResult> BarAsync(
        string community, long id, [FromForm] long member, [FromForm] string? kind, [FromForm] bool on, [FromForm] int? minutes,
        BarMembers bar, CancellationToken cancel)
    {
        var wanted = EnumWords.Read<BarKind>(kind) ?? throw Refused.NotFound();
        if (on)
            await bar.SetAsync(id, member, wanted, minutes, cancel);
        else
            await bar.LiftAsync(id, member, wanted, cancel);
        return Redirects.To(ChatPaths.Settings(community, id));
    }
}
