using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>A channel as a member sees it in a list.</summary>
/// <param name="Title">Its name, or of a conversation the others' names.</param>
/// <param name="Face">Of a conversation of two, the other's picture.</param>
/// <param name="Unread">Counted exactly; <c>null</c> where the member was never there.</param>
internal sealed record ListedChannel(
    long Id, ChannelKind Kind, long? SpaceId, string Title, string About, string? Face, int? Unread, DateTime LastAt, bool IsArchived,
        int Place)
{
    public bool IsConversation => Kind != ChannelKind.Space;
}

/// <summary>Lists the channels that whoever asks may read, with what is unread, in four queries however many they are.</summary>
internal sealed class ChannelLists(AppDb db, ChannelTerms terms, CurrentHoldings held, CurrentMember member, CommunityScope scope)
{
    private const int MostConversations = 100;

    /// <summary>Those of spaces in the order of spaces and their own; conversations by their newest message.</summary>
    public async Task<IReadOnlyList<ListedChannel>> RunAsync(CancellationToken cancel)
    {
        if (member.Id is not { } me)
            return [];
        var channels = await ReadableAsync(me, cancel);
        var ids = channels.ConvertAll(c => c.Id);
        var reads = await db.Set<ReadMark>().AsNoTracking().Where(r => r.MemberId == me && r.ThreadId == 0 && ids.Contains(r.ChannelId))
            .ToDictionaryAsync(r => r.ChannelId, r => r.LastRead, cancel);
        var others = await OthersAsync(channels, me, cancel);
        var spaces = scope.Required.Spaces.Select((s, i) => (s.Id, i)).ToDictionary(s => s.Id, s => s.i);
        return [.. channels.OrderBy(c => c.IsOfSpace ? 0 : 1).ThenBy(c => c.SpaceId is { } s ? spaces[s] : 0)
            .ThenBy(c => c.IsOfSpace ? c.Place : 0).ThenByDescending(c => c.IsOfSpace ? DateTime.MinValue : c.LastAt).ThenBy(c => c.Id)
            .Select(c => Listed(c, [.. others[c.Id]], reads))];
    }

    /// <summary>What a conversation is called by one of its people.</summary>
    public async Task<string> TitleAsync(Channel channel, CancellationToken cancel) =>
        Title(channel, [.. (await OthersAsync([channel], member.RequireId(), cancel))[channel.Id]]);

    /// <summary>Unread messages of all channels together, for a counter.</summary>
    public async Task<int> UnreadAsync(CancellationToken cancel) =>
        (await RunAsync(cancel)).Where(c => !c.IsArchived).Sum(c => c.Unread ?? 0);

    /// <summary>The channels that whoever asks may read.</summary>
    public async Task<List<Channel>> ReadableAsync(long me, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        var spaces = scope.Required.Spaces.Where(s => s.Kind == Kernel.Contracts.Communities.SpaceKind.Chat
            && holdings.Opens(ChannelTerms.Reading(s))).Select(s => s.Id).ToList();
        var found = await db.Set<Channel>().AsNoTracking().Where(c => c.SpaceId != null && spaces.Contains(c.SpaceId.Value))
            .ToListAsync(cancel);
        found.AddRange(await db.Set<Channel>().AsNoTracking()
            .Where(c => c.SpaceId == null && db.Set<ChannelPerson>().Any(p => p.ChannelId == c.Id && p.MemberId == me))
            .OrderByDescending(c => c.LastAt).Take(MostConversations).ToListAsync(cancel));
        var asked = await terms.ToReadAsync(scope.Required, found, cancel);
        return found.FindAll(c => holdings.Opens(asked[c.Id]));
    }

    private async Task<ILookup<long, MessageAuthor>> OthersAsync(IReadOnlyCollection<Channel> channels, long me, CancellationToken cancel)
    {
        List<long> ids = [.. channels.Where(c => !c.IsOfSpace).Select(c => c.Id)];
        return (ids.Count == 0 ? [] : await db.Set<ChannelPerson>().AsNoTracking()
                .Where(p => ids.Contains(p.ChannelId) && p.MemberId != me)
                .Join(db.Members, p => p.MemberId, m => m.Id, (p, m) => new { p.ChannelId, m.Id, m.Name, m.Face })
                .OrderBy(p => p.Id).ToListAsync(cancel))
            .ToLookup(p => p.ChannelId, p => new MessageAuthor(p.Id, p.Name, p.Face));
    }

    private static ListedChannel Listed(Channel channel, IReadOnlyList<MessageAuthor> others, Dictionary<long, int> reads) => new(
        channel.Id, channel.Kind, channel.SpaceId, Title(channel, others), channel.About,
        channel.Kind == ChannelKind.Direct && others.Count == 1 ? others[0].Face : null,
        reads.TryGetValue(channel.Id, out var read) ? Math.Max(0, channel.LastNumber - read) : null,
        channel.LastAt, channel.ArchivedAt is not null, channel.Place);

    private static string Title(Channel channel, IReadOnlyList<MessageAuthor> others) =>
        channel.Name.Length > 0 ? channel.Name : others.Count > 0 ? string.Join(", ", others.Select(o => o.Name)) : "—";
}
