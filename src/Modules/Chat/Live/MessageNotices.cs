using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Live;

/// <summary>Finds what others are told of a message. Asked by work of a community, which its queries see alone.</summary>
internal sealed class MessageNotices(AppDb db, ICommunities communities) : IMessageNotices
{
    public async Task<MessageNotice?> FindAsync(long communityId, long messageId, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return null;
        var found = await db.Set<Message>().AsNoTracking()
            .Where(m => m.CommunityId == communityId && m.Id == messageId && m.DeletedAt == null && m.Standing == Standing.Shown)
            .Join(db.Set<Channel>(), m => m.ChannelId, c => c.Id, (m, c) => new
            {
                Message = m, c.Name,
            }).SingleOrDefaultAsync(cancel);
        return found is null ? null
            : new MessageNotice(found.Message.Thing, found.Message.AuthorId, found.Name, ChatPaths.Message(community.Slug, messageId));
    }
}

/// <summary>Somebody reacted to a message, or took that back: those who look at it shall see it.</summary>
internal sealed class ShowReactions(AppDb db, ChannelFanout fanout) : IHandle<ReactionChanged>
{
    public async Task HandleAsync(ReactionChanged happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.Thing.Kind != Message.OwnKind)
            return;
        await SeenAnew.ShowAsync(db, fanout, happened.Thing.Id, cancel);
    }
}

/// <summary>It is known to what a message leads: those who look at it shall see the card.</summary>
internal sealed class ShowCards(AppDb db, ChannelFanout fanout) : IHandle<LinkPreviewed>
{
    public Task HandleAsync(LinkPreviewed happened, Envelope envelope, CancellationToken cancel) =>
        happened.Page.Kind == Message.OwnKind ? SeenAnew.ShowAsync(db, fanout, happened.Page.Id, cancel) : Task.CompletedTask;
}

/// <summary>A message is the same, and what stands beside it is not.</summary>
file static class SeenAnew
{
    /// <summary>In the handler's transaction.</summary>
    public static async Task ShowAsync(AppDb db, ChannelFanout fanout, long messageId, CancellationToken cancel)
    {
        var channelId = await db.Set<Message>().Where(m => m.Id == messageId).Select(m => (long?)m.ChannelId).SingleOrDefaultAsync(cancel);
        if (channelId is not { } id)
            return;
        await db.LockAsync(LockOn.Channel, id, cancel);
        var channel = await db.Set<Channel>().SingleAsync(c => c.Id == id, cancel);
        (await db.Set<Message>().SingleAsync(m => m.Id == messageId, cancel)).Touch(channel);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
    }
}
