using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Messages;

/// <summary>Says a message in other words, takes it out of sight or brings it back. Its place stays.</summary>
internal sealed class ChangeMessage(AppDb db, ChannelGate gate, RenderMessage render, ChannelFanout fanout)
{
    /// <param name="edition">The one that the writer saw; <c>null</c> overwrites whatever stands there.</param>
    /// <exception cref="Refused">409 where another tab edited it meanwhile; 410 where it was deleted.</exception>
    public async Task<Message> EditAsync(long id, string? body, int? edition, CancellationToken cancel)
    {
        var (channel, seen, _) = await RequireAsync(id, cancel);
        // Moderators delete; words in another's mouth are nobody's.
        if (seen.AuthorId != gate.MemberId)
            throw Refused.NotFound();
        await gate.RequirePostAsync(channel.Id, cancel);
        var text = await render.RunAsync(body, seen.HasFiles, cancel);
        var (isHeld, reason) = await render.ScreenAsync(id, seen.AuthorId, text, cancel);
        return await WriteAsync(seen, (locked, message) =>
        {
            if (message.DeletedAt is not null)
                throw new Refused("message_deleted", 410, "This message was deleted meanwhile. Your text is still here: copy it if you need it.");
            if (edition is { } known && known != message.Edition)
                throw new Refused("edited_meanwhile", 409, "This message was edited meanwhile in another window.");
            var wasShown = message.IsShown;
            message.Say(text, gate.Now);
            if (isHeld && wasShown)
            {
                message.Hold(locked);
                db.Publish(() => new PostHeld(locked.CommunityId, message.AuthorId, message.Thing, reason));
                return;
            }
            message.Touch(locked);
            render.Preview(message);
            List<long> named = [.. text.Mentioned.Where(m => m != message.AuthorId)];
            if (named.Count > 0 && message.IsShown)
                db.Publish(() => new MessageAddressed(locked.CommunityId, message.AuthorId, locked.Id, message.Id, named, null, []));
        }, cancel);
    }

    /// <summary>By its author, or in a channel of a space by moderators.</summary>
    public async Task<Message> DeleteAsync(long id, CancellationToken cancel)
    {
        var (_, seen, by) = await RequireAsync(id, cancel);
        return seen.DeletedAt is not null ? seen
            : await WriteAsync(seen, (channel, message) =>
            {
                message.Delete(channel, by, gate.Now);
                if (message.AuthorId != by)
                    db.Publish(() => new MessageRemoved(channel.CommunityId, by, channel.Id, message.Id));
            }, cancel);
    }

    /// <exception cref="Refused">404: somebody else deleted it.</exception>
    public async Task<Message> RestoreAsync(long id, CancellationToken cancel)
    {
        var (channel, seen, by) = await RequireAsync(id, cancel);
        if (seen.DeletedAt is null)
            return seen;
        if (seen.DeletedBy != by && !await gate.ModeratesAsync(channel, cancel))
            throw Refused.NotFound();
        return await WriteAsync(seen, (locked, message) =>
        {
            message.Restore(locked);
            if (message.AuthorId != by)
                db.Publish(() => new MessageRestored(locked.CommunityId, by, locked.Id, message.Id));
        }, cancel);
    }

    private async Task<(Channel Channel, Message Message, long By)> RequireAsync(long id, CancellationToken cancel)
    {
        var message = await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) ?? throw Refused.NotFound();
        var channel = await gate.RequireReadAsync(message.ChannelId, cancel);
        var by = gate.MemberId!.Value;
        if (message.AuthorId != by && (!await gate.ModeratesAsync(channel, cancel) || message.Standing != Standing.Shown))
            throw Refused.NotFound();
        return (channel, message, by);
    }

    private async Task<Message> WriteAsync(Message seen, Action<Channel, Message> change, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Channel, seen.ChannelId, cancel);
        db.ChangeTracker.Clear();
        var channel = await db.Set<Channel>().SingleAsync(c => c.Id == seen.ChannelId, cancel);
        var message = await db.Set<Message>().SingleOrDefaultAsync(m => m.Id == seen.Id, cancel) ?? throw Refused.NotFound();
        change(channel, message);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return message;
    }
}
