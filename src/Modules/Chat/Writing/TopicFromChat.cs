using System.Text;
using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Writing;

/// <summary>
/// Goes on in a topic with what was said in a channel: the topic quotes the messages and leads back to them, the channel leads to the
/// topic.
/// What is said in a conversation stays there.
/// </summary>
internal sealed class TopicFromChat(
    AppDb db, ChannelGate gate, IAccess access, CurrentMember member, CommunityScope scope, IMemberTopics topics, LeaveNote note)
{
    public const int MaxMessages = 30;

    /// <summary>The spaces of topics in which whoever asks may open one and that nobody reads who does not read the channel.</summary>
    public async Task<IReadOnlyList<SpaceInfo>> SpacesAsync(Channel channel, CancellationToken cancel)
    {
        var from = scope.Required.ChatSpace(channel.SpaceId);
        var found = new List<SpaceInfo>();
        foreach (var space in scope.Required.OpenSpaces.Where(s => s.Kind is SpaceKind.Discussion or SpaceKind.Questions
            && (from?.TierId is null || s.TierId == from.TierId)))
            if ((await access.DecideAsync(member.Viewer, NeedIn(space), gate.Now, cancel)).Allowed)
                found.Add(space);
        return found;
    }

    /// <param name="words">Of their own, above the quotes.</param>
    /// <param name="key">Of the form: the same again gives the same topic; <c>null</c> for none.</param>
    /// <returns>The topic, which the screening may hold: then the channel does not lead to it.</returns>
    /// <exception cref="Refused">
    /// 404 by the gate; 422: nothing was chosen, or the text cannot stand; 429: posting is slowed; 409: the form has opened another topic.
    /// Whatever is refused has made nothing.
    /// </exception>
    public async Task<OpenedTopic> RunAsync(
        long channelId, IReadOnlyCollection<long> messageIds, string? spaceSlug, string? title, string? words, string? key,
        CancellationToken cancel)
    {
        var channel = await gate.RequirePostAsync(channelId, cancel);
        if (!channel.IsOfSpace)
            throw Refused.NotFound();
        var space = (await SpacesAsync(channel, cancel)).FirstOrDefault(s => s.Slug == spaceSlug)
            ?? throw Refused.AtField("space", "space_unknown", "Choose a space for topics.");
        var messages = await ChosenAsync(channelId, messageIds, cancel);
        if (messages.Count == 0)
            throw Refused.AtField("messages", "messages_missing", "Choose at least one message.");
        var called = (title ?? "").Trim();
        var topic = await OpenAsync(
            space.Slug, called, Quoted(words, messages), string.IsNullOrEmpty(key) ? null : $"chat-{channelId}-{key}", cancel);
        if (topic.IsHeld)
            return topic;
        db.ChangeTracker.Clear();
        await note.RunAsync(channelId, $"→ [{Escaped(called)}]({topic.Path})", $"topic-{topic.Id}",
            messages[^1].ThreadId == 0 ? messages[^1].Id : null, cancel);
        return topic;
    }

    private async Task<OpenedTopic> OpenAsync(string space, string title, string body, string? key, CancellationToken cancel)
    {
        try
        {
            return await topics.OpenAsync(space, title, body, key, cancel);
        }
        catch (Refused refused) when (refused.Code == "idempotency_mismatch")
        {
            throw new Refused("topic_opened_already", 409,
                "This form has already opened a topic: you'll find it in its space. For another one, start again from the channel.");
        }
    }

    /// <summary>Those of these that are there, in their order.</summary>
    public async Task<IReadOnlyList<ChosenMessage>> ChosenAsync(
        long channelId, IReadOnlyCollection<long> messageIds, CancellationToken cancel)
    {
        await gate.RequireReadAsync(channelId, cancel);
        return await db.Set<Message>().AsNoTracking()
            .Where(m => m.ChannelId == channelId && messageIds.Contains(m.Id) && m.DeletedAt == null && m.Standing == Standing.Shown)
            .OrderBy(m => m.Id).Take(MaxMessages)
            .Select(m => new ChosenMessage(
                m.Id, m.ThreadId, db.Members.Where(a => a.Id == m.AuthorId).Select(a => a.Name).First(), m.Markdown, m.Html, m.CreatedAt))
            .ToListAsync(cancel);
    }

    private Need NeedIn(SpaceInfo space) => Need.ToPost(
        scope.Id, new Thing("space", space.Id), new Requirement.AllOf([Requirement.OfTier(space.TierId), space.ToPost]));

    private string Quoted(string? words, IReadOnlyList<ChosenMessage> messages)
    {
        var text = new StringBuilder((words ?? "").Trim());
        foreach (var message in messages)
        {
            text.Append(text.Length > 0 ? "\n\n" : "").Append("> [").Append(Escaped(message.Author)).Append("](")
                .Append(ChatPaths.Message(scope.Required.Slug, message.Id)).Append(")\n>");
            foreach (var line in message.Markdown.ReplaceLineEndings("\n").Split('\n'))
                text.Append("\n> ").Append(line);
        }
        return text.ToString();
    }

    private static string Escaped(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);
}

/// <summary>A message that somebody goes on with in a topic.</summary>
internal sealed record ChosenMessage(long Id, long ThreadId, string Author, string Markdown, string Html, DateTime At);
