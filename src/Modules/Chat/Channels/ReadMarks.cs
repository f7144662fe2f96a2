using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>Moves marks of reading forward, whoever moves them meanwhile, and tells the member's other tabs and devices.</summary>
internal sealed class ReadMarks(AppDb db, ISignals signals)
{
    /// <summary>In the caller's transaction.</summary>
    public async Task RaiseAsync(Channel channel, long threadId, long memberId, int number, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO channel_reads (member_id, channel_id, thread_id, community_id, last_read)
            VALUES ({memberId}, {channel.Id}, {threadId}, {channel.CommunityId}, {number})
            ON CONFLICT (member_id, channel_id, thread_id) DO UPDATE SET last_read = excluded.last_read
            WHERE channel_reads.last_read < excluded.last_read
            """, cancel);
        db.AfterCommit(() => signals.Tell(memberId, "chat-read", new { channel = channel.Id, thread = threadId, read = number }));
    }

    /// <summary>How far a member has read; <c>null</c> where they were never there.</summary>
    public Task<int?> OfAsync(long channelId, long threadId, long memberId, CancellationToken cancel) =>
        db.Set<ReadMark>().AsNoTracking().Where(r => r.MemberId == memberId && r.ChannelId == channelId && r.ThreadId == threadId)
            .Select(r => (int?)r.LastRead).SingleOrDefaultAsync(cancel);
}

/// <summary>A member has read a channel or a thread up to a message.</summary>
internal sealed class ReadChannel(AppDb db, ChannelGate gate, ReadMarks marks)
{
    /// <param name="number">More than there is counts as all.</param>
    /// <returns>The number that counts.</returns>
    public async Task<int> RunAsync(long channelId, long threadId, int number, CancellationToken cancel)
    {
        var channel = await gate.RequireReadAsync(channelId, cancel);
        var last = threadId == 0 ? channel.LastNumber
            : await db.Set<Messages.Message>().Where(m => m.Id == threadId && m.ChannelId == channelId).Select(m => (int?)m.Replies)
                .SingleOrDefaultAsync(cancel) ?? throw Kernel.Http.Refused.NotFound();
        var read = Math.Clamp(number, 0, last);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await marks.RaiseAsync(channel, threadId, gate.MemberId!.Value, read, cancel);
        await transaction.CommitAsync(cancel);
        return read;
    }
}
