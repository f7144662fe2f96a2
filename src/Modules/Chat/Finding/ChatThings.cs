using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Finding;

/// <summary>
/// Of a channel and its messages know those who read it; of what is deleted or held, moderators, and in conversations nobody.
/// </summary>
internal sealed class ChatThings(AppDb db, ChannelTerms terms) : IOwnThings
{
    private const int MaxExcerpt = 200;

    private static readonly Requirement ForModerators = new Requirement.Permission(ChatModule.Moderate);

    public IReadOnlyList<string> Kinds => [Channel.OwnKind, Message.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        List<long> messageIds = [.. things.Where(t => t.Kind == Message.OwnKind).Select(t => t.Id)];
        var messages = messageIds.Count == 0 ? [] : await db.Set<Message>().IgnoreQueryFilters().AsNoTracking()
            .Where(m => m.CommunityId == community.Id && messageIds.Contains(m.Id))
            .Select(m => new Found(m, db.Members.Where(a => a.Id == m.AuthorId).Select(a => a.Name).First())).ToListAsync(cancel);
        List<long> channelIds =
            [.. things.Where(t => t.Kind == Channel.OwnKind).Select(t => t.Id).Concat(messages.Select(m => m.Message.ChannelId))
                .Distinct()];
        var channels = await db.Set<Channel>().IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.CommunityId == community.Id && channelIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var asked = await terms.ToReadAsync(community, channels.Values, cancel);
        return
        [
            .. things.Where(t => t.Kind == Channel.OwnKind && channels.ContainsKey(t.Id))
                .Select(t => Facts(community, channels[t.Id], asked[t.Id])),
            .. messages.Select(m => Facts(community, m, channels[m.Message.ChannelId], asked[m.Message.ChannelId])),
        ];
    }

    private static ThingFacts Facts(CommunityInfo community, Channel channel, Requirement asked) =>
        new(channel.Thing, channel.Name, new ThingName("the channel “{0}”", [channel.Name]), ChatPaths.Channel(community.Slug, channel.Id), asked)
        {
            ToRead = asked,
            FreeExcerpt = channel.About,
            At = channel.CreatedAt,
        };

    private static ThingFacts Facts(CommunityInfo community, Found found, Channel channel, Requirement asked)
    {
        var message = found.Message;
        var toKnow = message.IsShown ? asked
            : new Requirement.AllOf([asked, channel.IsOfSpace ? ForModerators : new Requirement.OneOf([message.AuthorId])]);
        return new ThingFacts(message.Thing, channel.Name.Length > 0 ? $"#{channel.Name}" : found.Author, new ThingName("a message in “{0}”", [channel.Name]),
            ChatPaths.Message(community.Slug, message.Id), toKnow)
        {
            ToRead = toKnow,
            FreeExcerpt = Cut(message.Markdown, MaxExcerpt),
            AuthorId = message.AuthorId,
            Author = found.Author,
            At = message.CreatedAt,
        };
    }

    private static string Cut(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= length ? line : line[..(char.IsHighSurrogate(line[length - 1]) ? length - 1 : length)];
    }

    private sealed record Found(Message Message, string Author);
}
