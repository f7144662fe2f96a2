using System.Text;
using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
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
    AppDb db, ChannelGate gate, IAccess access, CurrentMember member, CommunityScope scope, ITopics topics, IScreening screening,
    PostMessage post)
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
    /// <returns>Id of the topic.</returns>
    /// <exception cref="Refused">404 by the gate; 422: nothing was chosen, or the text cannot stand.</exception>
    public async Task<long> RunAsync(
        long channelId, IReadOnlyCollection<long> messageIds, string? spaceSlug, string? title, string? words, CancellationToken cancel)
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
        var markdown = Quoted(words, messages);
        var by = member.RequireId();
        var verdict = await screening.ScreenAsync(new PostToScreen(scope.Id, "topic", null, by, called, markdown, markdown, []), cancel);
        if (verdict.Verdict != ScreeningVerdict.Publish)
            throw Refused.AtField("body", "post_refused", "This cannot be posted here.");
        var (id, _) = await topics.OpenAsync(
            new NewTopic(scope.Id, space.Id, by, called, markdown, [], space.Kind == SpaceKind.Questions, gate.Now), cancel);
        db.ChangeTracker.Clear();
        await post.RunAsync(channelId, new MessageDraft(
            $"→ [{Escaped(called)}](/c/{scope.Required.Slug}/topics/{id})", $"topic-{id}", messages[^1].ThreadId == 0 ? messages[^1].Id : null),
            cancel);
        return id;
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
