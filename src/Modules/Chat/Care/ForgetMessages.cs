using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Chat.Settings;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Care;

/// <summary>
/// Lets go of messages in channels that are older than the community wants to keep them, with their files, threads and places in the
/// search.
/// Conversations belong to their people and stay.
/// </summary>
internal sealed class ForgetMessages(AppDb db, ISearchIndex index, IFiles files, TimeProvider time) : IClockJob
{
    private const int Step = 100;

    public static ClockTime At => ClockTime.OfEachCommunity("40 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await db.Set<ChatSettings>().Select(s => s.KeepDays).SingleOrDefaultAsync(cancel) is not { } days)
            return;
        var before = time.GetUtcNow().UtcDateTime.AddDays(-days);
        while (await ForgetSomeAsync(before, cancel) == Step)
            db.ChangeTracker.Clear();
    }

    /// <summary>A thread goes with the message that opened it, once its newest message is old enough.</summary>
    private async Task<int> ForgetSomeAsync(DateTime before, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var old = await db.Set<Message>()
            .Where(m => m.CreatedAt < before && (m.RepliedAt == null || m.RepliedAt < before)
                && db.Set<Channel>().Any(c => c.Id == m.ChannelId && c.SpaceId != null))
            .OrderByDescending(m => m.ThreadId != 0).ThenBy(m => m.Id).Take(Step).Select(m => m.Id).ToListAsync(cancel);
        foreach (var file in await db.Set<MessageFile>().Where(f => old.Contains(f.MessageId)).Select(f => f.FileId).ToListAsync(cancel))
            await files.ReleaseAsync(file, cancel);
        foreach (var id in old)
            await index.RemoveAsync(new(Message.OwnKind, id), cancel);
        await db.SaveChangesAsync(cancel);
        await db.Set<MessageFile>().Where(f => old.Contains(f.MessageId)).ExecuteDeleteAsync(cancel);
        await db.Set<ReadMark>().Where(r => old.Contains(r.ThreadId)).ExecuteDeleteAsync(cancel);
        await db.Set<Message>().Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return old.Count;
    }
}
