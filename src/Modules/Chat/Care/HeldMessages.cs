using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Care;

/// <summary>Carries out what a moderator decides about held messages.</summary>
internal sealed class HeldMessages(
    AppDb db, ChannelFanout fanout, RenderMessage render, AddressMessage address, CommunityScope scope, ICommunities communities,
    TimeProvider time) : IHeldPosts
{
    public IReadOnlyList<string> Kinds => [Message.OwnKind];

    public async Task<HeldPost?> FindAsync(long communityId, Thing post, CancellationToken cancel = default)
    {
        await EnterAsync(communityId, cancel);
        var found = await db.Set<Message>().AsNoTracking().Where(m => m.Id == post.Id && m.Standing == Standing.Held)
            .Join(db.Set<Channel>(), m => m.ChannelId, c => c.Id, (m, c) => new { Message = m, c.Name, c.Kind })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
            return null;
        var files = await FilesToJudge.OfAsync(db, post.Id, found.Kind == ChannelKind.Space, cancel);
        return new HeldPost(post, found.Message.AuthorId, found.Name.Length > 0 ? $"#{found.Name}" : "—",
            found.Message.Html + files, ChatPaths.Channel(scope.Required.Slug, found.Message.ChannelId), found.Message.CreatedAt);
    }

    public Task<bool> ReleaseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, post, m => m.Standing == Standing.Held,
            (channel, root, message) => message.ShowIn(channel, root, time.GetUtcNow().UtcDateTime), cancel);

    public Task<bool> RefuseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, post, m => m.Standing == Standing.Held, (channel, _, message) => message.Refuse(channel), cancel);

    public Task<bool> HoldAgainAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, post, m => m.Standing != Standing.Held, (channel, _, message) => message.Hold(channel), cancel);

    private async Task<bool> WriteAsync(
        long communityId, Thing post, Func<Message, bool> applies, Action<Channel, Message?, Message> change, CancellationToken cancel)
    {
        await EnterAsync(communityId, cancel);
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        var channelId = await db.Set<Message>().Where(m => m.Id == post.Id).Select(m => (long?)m.ChannelId).SingleOrDefaultAsync(cancel);
        if (channelId is not { } id)
            return false;
        await db.LockAsync(LockOn.Channel, id, cancel);
        var channel = await db.Set<Channel>().SingleAsync(c => c.Id == id, cancel);
        var message = await db.Set<Message>().SingleAsync(m => m.Id == post.Id, cancel);
        if (!applies(message))
            return false;
        var root = message.ThreadId == 0 ? null : await db.Set<Message>().SingleAsync(m => m.Id == message.ThreadId, cancel);
        change(channel, root, message);
        render.Preview(message);
        // Whom it concerns was told nothing as long as it was held.
        if (message.IsShown
            && await address.OfAsync(channel, message, await render.MentionedAsync(message, cancel), cancel) is { } addressed)
            db.Publish(() => addressed);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
        if (own is not null)
            await own.CommitAsync(cancel);
        return true;
    }

    private async Task EnterAsync(long communityId, CancellationToken cancel)
    {
        if (scope.Current?.Id != communityId)
            scope.Enter(await communities.FindAsync(communityId, cancel) ?? throw Refused.NotFound());
    }
}
