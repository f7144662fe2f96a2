using System.Globalization;
using Guildhall.Kernel.Values;

namespace Guildhall.Chat.Live;

/// <summary>What a member does in a channel at this moment.</summary>
public enum Presence
{
    /// <summary>Has it open; said again before half a minute is over.</summary>
    Here,

    Typing,

    /// <summary>Has closed it.</summary>
    Away,
}

/// <summary>Something about a member in a channel that is told to those who have it open, and not kept.</summary>
internal sealed record PassingNews(long CommunityId, long ChannelId, long ThreadId, long MemberId, Presence Presence, string Name)
{
    public static PassingNews? Parse(string text) =>
        text.Split(' ', 6) is [var community, var channel, var thread, var member, var presence, var name]
        && long.TryParse(community, CultureInfo.InvariantCulture, out var c)
            && long.TryParse(channel, CultureInfo.InvariantCulture, out var ch)
        && long.TryParse(thread, CultureInfo.InvariantCulture, out var t) && long.TryParse(member, CultureInfo.InvariantCulture, out var m)
        && EnumWords.Read<Presence>(presence) is { } state
            ? new PassingNews(c, ch, t, m, state, name) : null;

    /// <summary>As it goes to other nodes.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{CommunityId} {ChannelId} {ThreadId} {MemberId} {EnumWords.Of(Presence)} {Name}");
}
