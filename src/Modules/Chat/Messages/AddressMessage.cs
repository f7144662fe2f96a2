using Guildhall.Chat.Channels;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Messages;

/// <summary>
/// Finds out whom a message concerns that others read from now on: at once, or when a moderator has released it. Asked inside the
/// transaction, before its author's mark of reading is raised.
/// </summary>
internal sealed class AddressMessage(AppDb db, FollowThread threads)
{
    /// <param name="mentioned">Members whom it names.</param>
    /// <returns><c>null</c> where it concerns nobody in particular.</returns>
    public async Task<MessageAddressed?> OfAsync(
        Channel channel, Message message, IReadOnlyList<long> mentioned, CancellationToken cancel)
    {
        List<long> named = [.. mentioned.Where(m => m != message.AuthorId)];
        var answered = await AnsweredAsync(message, cancel);
        var waiting = message.Number is not { } number ? []
            : message.ThreadId == 0 ? await WaitingAsync(channel, message.AuthorId, number, cancel)
            : await threads.WaitingAsync(message, cancel);
        return named.Count == 0 && answered is null && waiting.Count == 0 ? null
            : new MessageAddressed(message.CommunityId, message.AuthorId, message.ChannelId, message.Id, named, answered, waiting);
    }

    /// <summary>
    /// What stands in a thread answers its first message; who has let the thread go hears of it only where they are meant.
    /// </summary>
    private async Task<long?> AnsweredAsync(Message message, CancellationToken cancel)
    {
        if (message.ReplyToId is not { } id)
            return null;
        var author = await db.Set<Message>().Where(m => m.Id == id).Select(m => (long?)m.AuthorId).SingleOrDefaultAsync(cancel);
        return author is not { } to || to == message.AuthorId
            || (id == message.ThreadId && await threads.HasLetGoAsync(id, to, cancel)) ? null : to;
    }

    /// <summary>People of a conversation who had read everything: from this message on something waits for them.</summary>
    private async Task<IReadOnlyList<long>> WaitingAsync(Channel channel, long by, int number, CancellationToken cancel) =>
        channel.IsOfSpace ? []
        : await db.Set<ChannelPerson>().Where(p => p.ChannelId == channel.Id && p.MemberId != by
                && !db.Set<ReadMark>().Any(r => r.ChannelId == channel.Id && r.ThreadId == 0 && r.MemberId == p.MemberId
                    && r.LastRead < number - 1))
            .Select(p => p.MemberId).ToListAsync(cancel);
}
