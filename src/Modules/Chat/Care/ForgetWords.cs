using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Care;

/// <summary>Messages of a member who goes: their words, if they take them along; and the greeting that calls them by name.</summary>
internal sealed class ForgetWords(
    AppDb db, ChannelFanout fanout, IFiles files, ISearchIndex index, TimeProvider time) : IForget
{
    private const int Step = 100;

    public async Task ForgetInAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        if (member.TakesPosts)
            await EraseAsync(db.Set<Message>().Where(m => m.AuthorId == member.Id && (m.Markdown != "" || m.HasFiles)), member.Id, cancel);
        // By its key and not by the name: whoever is called "the" would take along whatever holds that word.
        var (bots, greeting) = (db.Members.Where(m => m.IsBot).Select(m => m.Id), Greeting.KeyOf(member.Id));
        await EraseAsync(
            db.Set<Message>().Where(m => bots.Contains(m.AuthorId) && m.Key == greeting && m.Markdown != ""), member.Id, cancel);
    }

    /// <summary>What is erased is no longer found by the query that found it.</summary>
    private async Task EraseAsync(IQueryable<Message> which, long by, CancellationToken cancel)
    {
        while (await which.OrderBy(m => m.ChannelId).Select(m => (long?)m.ChannelId).FirstOrDefaultAsync(cancel) is { } channelId)
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            await db.LockAsync(LockOn.Channel, channelId, cancel);
            db.ChangeTracker.Clear();
            var channel = await db.Set<Channel>().SingleAsync(c => c.Id == channelId, cancel);
            var some = await which.Where(m => m.ChannelId == channelId).OrderBy(m => m.Id).Take(Step).ToListAsync(cancel);
            var ids = some.ConvertAll(m => m.Id);
            foreach (var file in await db.Set<MessageFile>().Where(f => ids.Contains(f.MessageId)).ToListAsync(cancel))
            {
                await files.ReleaseAsync(file.FileId, cancel);
                db.Remove(file);
            }
            foreach (var message in some)
            {
                message.Erase(channel, by, time.GetUtcNow().UtcDateTime);
                await index.RemoveAsync(message.Thing, cancel);
            }
            db.AfterCommit(() => fanout.Changed(channel));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
    }
}
