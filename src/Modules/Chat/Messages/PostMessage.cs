using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Messages;

/// <summary>What somebody sends.</summary>
/// <param name="Key">Of their choice, unique for them and the channel: the same again gives the same message.</param>
/// <param name="ReplyTo">A message of the same channel or thread that it answers.</param>
/// <param name="Thread">The message in whose thread it stands; <c>null</c> for the channel itself.</param>
/// <param name="Files">Codes of files that the author has uploaded for it.</param>
internal sealed record MessageDraft(string? Body, string? Key, long? ReplyTo = null, long? Thread = null,
    IReadOnlyList<string>? Files = null);

/// <summary>The message that a key stands for.</summary>
/// <param name="Number"><c>null</c> while it is held.</param>
/// <param name="Taken">A command, which became no message; <c>null</c> for messages.</param>
internal readonly record struct Sent(
    long Id, long ChannelId, long ThreadId, int? Number, bool IsNew, bool IsHeld, CommandTaken? Taken = null);

/// <summary>
/// Says something in a channel. It is one transaction with few rows: the message, the channel's numbers and how far its author has read.
/// Who is told, what the search finds and what other nodes show follows after it.
/// </summary>
internal sealed class PostMessage(
    AppDb db, ChannelGate gate, RenderMessage render, Pace pace, ISanctions sanctions, IFiles files, ReadMarks marks, ChannelFanout fanout,
    AddressMessage address, IEnumerable<ITypedCommands> commands)
{
    /// <exception cref="Refused">404, 403, 409 by the gate; 422 for a text that cannot stand; 429 for too fast.</exception>
    public async Task<Sent> RunAsync(long channelId, MessageDraft draft, CancellationToken cancel)
    {
        var key = CheckKey(draft.Key);
        var seen = await gate.RequirePostAsync(channelId, cancel);
        var by = gate.MemberId!.Value;
        if (await MadeAsync(channelId, by, key, cancel) is { } made)
            return made;
        pace.Take(by, key);
        if (await TakenAsync(channelId, draft, key, cancel) is { } taken)
            return new Sent(0, channelId, draft.Thread ?? 0, null, false, false, taken);
        var codes = (draft.Files ?? []).Distinct().ToList();
        if (codes.Count > Message.MaxFiles)
            throw Refused.AtField("files", "files_too_many", "A message can carry at most {0} files.", Message.MaxFiles);
        var text = await render.RunAsync(draft.Body, codes.Count > 0, cancel);
        var screened = await render.ScreenAsync(null, by, text, cancel);
        try
        {
            return await SaveAsync(seen, by, draft with { Key = key, Files = codes }, text, screened, cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            if (await MadeAsync(channelId, by, key, cancel) is not { } meanwhile)
                throw;
            return meanwhile;
        }
    }

    /// <summary>A command is for a bot and nobody else's to read: it becomes no message.</summary>
    private async Task<CommandTaken?> TakenAsync(long channelId, MessageDraft draft, string key, CancellationToken cancel)
    {
        if (draft.Body?.TrimStart() is not ['/', ..] body || draft.Files is { Count: > 0 })
            return null;
        foreach (var one in commands)
            if (await one.TakeAsync(new TypedCommand(new Thing("channel", channelId), draft.Thread, body, key), cancel) is { } taken)
                return taken;
        return null;
    }

    private async Task<Sent> SaveAsync(
        Channel seen, long by, MessageDraft draft, MessageText text, (bool IsHeld, string Reason) screened, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // One after the other, so that numbers and changes have no gaps.
        await db.LockAsync(LockOn.Channel, seen.Id, cancel);
        if (await MadeAsync(seen.Id, by, draft.Key!, cancel) is { } made)
            return made;
        await sanctions.TakeTurnAsync(seen.CommunityId, by, cancel);
        var channel = await db.Set<Channel>().SingleAsync(c => c.Id == seen.Id, cancel);
        await WaitAsync(channel, by, cancel);
        var root = await RootAsync(channel, draft.Thread, cancel);
        var repliedTo = await RepliedToAsync(channel, root, draft.ReplyTo, cancel);
        var message = Message.Of(channel, root?.Id ?? 0, repliedTo?.Id, by, draft.Key!, gate.Now);
        message.Say(text, gate.Now);
        message.Bring(draft.Files!.Count > 0);
        if (screened.IsHeld)
            message.Hold(channel);
        else
            message.ShowIn(channel, root, gate.Now);
        db.Add(message);
        await db.SaveChangesAsync(cancel);
        var addressed = screened.IsHeld ? null : await address.OfAsync(channel, message, text.Mentioned, cancel);
        await AttachAsync(message, draft.Files, cancel);
        if (message.Number is { } number)
            // Whoever writes has seen what stands above.
            await marks.RaiseAsync(channel, message.ThreadId, by, number, cancel);
        if (screened.IsHeld)
            db.Publish(() => new PostHeld(channel.CommunityId, by, message.Thing, screened.Reason));
        else if (addressed is not null)
            db.Publish(() => addressed);
        render.Preview(message);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new Sent(message.Id, channel.Id, message.ThreadId, message.Number, true, screened.IsHeld);
    }

    private static string CheckKey(string? typed)
    {
        var key = (typed ?? "").Trim();
        return key.Length is > 0 and <= Message.MaxKey ? key
            : throw Refused.AtField("key", "key_malformed", "A message needs a key of 1 to {0} characters.", Message.MaxKey);
    }

    private Task<Sent?> MadeAsync(long channelId, long by, string key, CancellationToken cancel) =>
        db.Set<Message>().AsNoTracking().Where(m => m.ChannelId == channelId && m.AuthorId == by && m.Key == key)
            .Select(m => (Sent?)new Sent(m.Id, m.ChannelId, m.ThreadId, m.Number, false, m.Standing != Standing.Shown, null))
            .SingleOrDefaultAsync(cancel);

    /// <summary>In a slow channel one waits between two messages; the team does not.</summary>
    private async Task WaitAsync(Channel channel, long by, CancellationToken cancel)
    {
        if (channel.SlowSeconds == 0)
            return;
        var last = await db.Set<Message>().Where(m => m.AuthorId == by && m.ChannelId == channel.Id).OrderByDescending(m => m.Id)
            .Select(m => (DateTime?)m.CreatedAt).FirstOrDefaultAsync(cancel);
        var wait = last?.AddSeconds(channel.SlowSeconds) - gate.Now;
        if (wait > TimeSpan.Zero && !await gate.ModeratesAsync(channel, cancel))
            throw new Refused("slow_mode", 429, "This channel is in slow mode: you can write again in {0} s.", (int)Math.Ceiling(wait.Value.TotalSeconds))
            {
                RetryAfter = wait,
            };
    }

    private async Task<Message?> RootAsync(Channel channel, long? thread, CancellationToken cancel)
    {
        if (thread is not { } id)
            return null;
        var root = await db.Set<Message>().SingleOrDefaultAsync(m => m.Id == id && m.ChannelId == channel.Id, cancel);
        return root is { IsShown: true, ThreadId: 0 } ? root
            : throw Refused.AtField("thread", "thread_unknown", "The message this thread belongs to no longer exists.");
    }

    private async Task<Message?> RepliedToAsync(Channel channel, Message? root, long? replyTo, CancellationToken cancel)
    {
        if (replyTo is not { } id)
            return root;
        var thread = root?.Id ?? 0;
        var to = await db.Set<Message>().SingleOrDefaultAsync(m => m.Id == id && m.ChannelId == channel.Id && m.ThreadId == thread, cancel);
        return to is { IsShown: true } ? to
            : throw Refused.AtField("replyTo", "reply_to_unknown", "What you're replying to no longer exists.");
    }

    private async Task AttachAsync(Message message, IReadOnlyList<string> codes, CancellationToken cancel)
    {
        if (codes.Count == 0)
            return;
        var kept = await files.UnusedAsync(message.CommunityId, message.AuthorId, codes, cancel);
        if (kept.Count < codes.Count)
            throw Refused.AtField("files", "file_unknown", "A file of this message no longer exists. Add it again.");
        foreach (var file in kept)
        {
            await files.AttachAsync(file.Id, message.Thing, cancel);
            db.Add(MessageFile.Of(message, file));
        }
    }
}
