using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Bringing;

/// <summary>Chat that demos and importers bring, at the time at which it was said. Whoever calls it answers for it.</summary>
internal sealed class BroughtChat(AppDb db, RenderMessage render, CommunityScope scope, ICommunities communities, TimeProvider time) : IChat
{
    public async Task<long> EnsureChannelAsync(
        long communityId, long spaceId, string name, string about, long by, CancellationToken cancel = default)
    {
        await EnterAsync(communityId, cancel);
        var space = scope.Required.ChatSpace(spaceId) ?? throw Refused.NotFound();
        var (called, told) = Channel.Check(name, about);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var known = await db.Set<Channel>().Where(c => c.SpaceId == space.Id).ToListAsync(cancel);
        if (known.Find(c => c.Name == called) is { } there)
            return there.Id;
        var at = known.Select(c => c.Place).DefaultIfEmpty(0).Max() + 1;
        var channel = Channel.In(communityId, space.Id, called, told, at, by, time.GetUtcNow().UtcDateTime);
        db.Add(channel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return channel.Id;
    }

    public async Task<long> SayAsync(NewMessage message, CancellationToken cancel = default)
    {
        await EnterAsync(message.CommunityId, cancel);
        var text = await render.RunAsync(message.Markdown, false, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Channel, message.ChannelId, cancel);
        var channel = await db.Set<Channel>().SingleOrDefaultAsync(c => c.Id == message.ChannelId, cancel) ?? throw Refused.NotFound();
        var made = await db.Set<Message>().Where(m => m.ChannelId == channel.Id && m.AuthorId == message.AuthorId && m.Key == message.Key)
            .Select(m => (long?)m.Id).SingleOrDefaultAsync(cancel);
        if (made is { } known)
            return known;
        var root = message.ThreadId is { } thread ? await db.Set<Message>().SingleAsync(m => m.Id == thread, cancel) : null;
        var said = Message.Of(channel, root?.Id ?? 0, root?.Id, message.AuthorId, message.Key, message.At);
        said.Say(text, message.At);
        said.ShowIn(channel, root, message.At);
        db.Add(said);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return said.Id;
    }

    /// <summary>Always anew: the caller may have made the space a moment ago.</summary>
    private async Task EnterAsync(long communityId, CancellationToken cancel) =>
        scope.Enter(await communities.FindAsync(communityId, cancel) ?? throw Refused.NotFound());
}
