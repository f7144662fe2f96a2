using System.Collections.Concurrent;

namespace Guildhall.Chat.Live;

/// <summary>Who has which channel open, as far as this node knows. It is forgotten by itself: a page says every half minute that it is
/// there.</summary>
internal sealed class PresentMembers(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private readonly ConcurrentDictionary<long, ConcurrentDictionary<long, Seen>> _channels = [];

    /// <returns>Whether that is news.</returns>
    public bool Learn(PassingNews news)
    {
        var members = _channels.GetOrAdd(news.ChannelId, _ => []);
        if (news.Presence == Presence.Away)
            return members.TryRemove(news.MemberId, out _);
        var known = members.TryGetValue(news.MemberId, out var seen) && seen.Until > time.GetUtcNow();
        members[news.MemberId] = new Seen(news.Name, time.GetUtcNow() + Patience);
        return !known;
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<(long Id, string Name)> In(long channelId)
    {
        if (!_channels.TryGetValue(channelId, out var members))
            return [];
        foreach (var (id, seen) in members)
            if (seen.Until <= time.GetUtcNow())
                members.TryRemove(KeyValuePair.Create(id, seen));
        return [.. members.Select(m => (m.Key, m.Value.Name)).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private sealed record Seen(string Name, DateTimeOffset Until);
}
