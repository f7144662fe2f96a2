using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Messages;

/// <summary>
/// Leaves a line of the program's own in a channel, in the name of whoever acts: it tells of what they have just done elsewhere, so it is
/// neither slowed nor screened, and nobody is told. The caller has asked the gate, and what it quotes has been screened.
/// </summary>
internal sealed class LeaveNote(AppDb db, ChannelGate gate, RenderMessage render, ReadMarks marks, ChannelFanout fanout)
{
    /// <param name="key">The same again leaves no second one.</param>
    /// <param name="replyTo">A message of the channel itself; <c>null</c> for none.</param>
    public async Task RunAsync(long channelId, string markdown, string key, long? replyTo, CancellationToken cancel)
    {
        var by = gate.MemberId!.Value;
        var text = await render.RunAsync(markdown, false, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Channel, channelId, cancel);
        if (await db.Set<Message>().AnyAsync(m => m.ChannelId == channelId && m.AuthorId == by && m.Key == key, cancel)
            || await db.Set<Channel>().SingleOrDefaultAsync(c => c.Id == channelId, cancel) is not { } channel)
            return;
        var message = Message.Of(channel, 0, replyTo, by, key, gate.Now);
        message.Say(text, gate.Now);
        message.ShowIn(channel, null, gate.Now);
        db.Add(message);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
        await marks.RaiseAsync(channel, 0, by, message.Number!.Value, cancel);
        await transaction.CommitAsync(cancel);
    }
}
