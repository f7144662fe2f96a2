using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Messages;

/// <summary>Messages that another module writes for whoever acts now.</summary>
internal sealed class WrittenMessages(AppDb db, PostMessage post, ChannelFanout fanout) : IChatWriting
{
    public async Task<SaidMessage> SayAsync(
        long channelId, long? threadId, string markdown, string key, CancellationToken cancel = default)
    {
        var sent = await post.RunAsync(channelId, new MessageDraft(markdown, key, Thread: threadId), cancel);
        return new SaidMessage(sent.Id, sent.IsNew, sent.IsHeld);
    }

    public async Task ShowAgainAsync(long messageId, CancellationToken cancel = default)
    {
        var channelId = await db.Set<Message>().Where(m => m.Id == messageId).Select(m => (long?)m.ChannelId).SingleOrDefaultAsync(cancel);
        if (channelId is not { } id)
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Channel, id, cancel);
        db.ChangeTracker.Clear();
        var channel = await db.Set<Channel>().SingleAsync(c => c.Id == id, cancel);
        (await db.Set<Message>().SingleAsync(m => m.Id == messageId, cancel)).Touch(channel);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<ChannelName>> ChannelsAsync(long communityId, CancellationToken cancel = default) =>
        await db.Set<Channel>().IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.CommunityId == communityId && c.Kind == ChannelKind.Space && c.ArchivedAt == null)
            .OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new ChannelName(c.Id, c.Name, c.SpaceId ?? 0)).ToListAsync(cancel);

    public async Task<MessagePlace?> FindAsync(long communityId, long messageId, CancellationToken cancel = default) =>
        await db.Set<Message>().IgnoreQueryFilters().AsNoTracking()
            .Where(m => m.CommunityId == communityId && m.Id == messageId && m.Standing == Standing.Shown && m.DeletedAt == null)
            .Select(m => new MessagePlace(m.ChannelId, m.ThreadId == 0 ? null : m.ThreadId, m.AuthorId)).SingleOrDefaultAsync(cancel);
}
