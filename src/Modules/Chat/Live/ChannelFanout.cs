using System.Collections.Concurrent;
using System.Globalization;
using Guildhall.Chat.Channels;
using Guildhall.Kernel.Events;

namespace Guildhall.Chat.Live;

/// <summary>
/// Brings what changes in channels to the streams of each node. Whoever changes something says no more than that a channel has a new
/// change;
/// each node then reads the channel's log from where it stood, once for all of its streams and in the order of the log, so that a burst
/// becomes few frames and nothing depends on messages between nodes arriving whole. A browser sees by the numbers when it missed some.
/// </summary>
internal sealed class ChannelFanout(ChannelFrames frames, Bell<ChannelFanout> bell, NodeMessages nodes) : IWorker
{
    public const string Messages = "chat", Passing = "chat-passing";
    private const int MostKnown = 50_000;

    private readonly ConcurrentDictionary<long, News> _waiting = [];
    private readonly ConcurrentDictionary<long, long> _given = [];
    private readonly ConcurrentQueue<PassingNews> _passing = [];

    /// <summary>After a commit.</summary>
    public void Changed(Channel channel)
    {
        Note(channel.Id, new News(channel.CommunityId, channel.LastChange, channel.LastChange));
        nodes.Send(Messages, string.Create(CultureInfo.InvariantCulture, $"{channel.CommunityId} {channel.Id} {channel.LastChange}"));
    }

    /// <summary>Something that is not kept: who is here, who is typing.</summary>
    public void Pass(PassingNews news)
    {
        _passing.Enqueue(news);
        bell.Ring();
        nodes.Send(Passing, news.ToString());
    }

    /// <summary>A member is not there any more, whatever their page says.</summary>
    public void Forget(PassingNews news)
    {
        frames.Presence.Learn(news);
        Pass(news);
    }

    /// <summary>The other nodes shall know that a member is still there; nobody here hears of it.</summary>
    public void Renew(PassingNews news) => nodes.Send(Passing, news.ToString());

    /// <summary>Another node has changed something.</summary>
    public void Heard(string text)
    {
        if (text.Split(' ') is [var community, var channel, var change] && long.TryParse(community, CultureInfo.InvariantCulture, out var c)
            && long.TryParse(channel, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(change, CultureInfo.InvariantCulture, out var number))
            Note(id, new News(c, number, number));
    }

    public void HeardPassing(string text)
    {
        if (PassingNews.Parse(text) is not { } news)
            return;
        if (!frames.Presence.Learn(news) && news.Presence != Presence.Typing)
            return;
        _passing.Enqueue(news);
        bell.Ring();
    }

    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var worked = false;
        foreach (var (channel, _) in _waiting)
            if (_waiting.TryRemove(channel, out var news))
            {
                worked = true;
                // Where nobody listened before, it begins with what is new.
                var from = _given.GetValueOrDefault(channel, news.First - 1);
                _given[channel] = await frames.GiveAsync(news.CommunityId, channel, from, news.Last, cancel);
            }
        while (_passing.TryDequeue(out var passing))
        {
            worked = true;
            await frames.GiveAsync(passing, cancel);
        }
        if (_given.Count > MostKnown)
            _given.Clear();
        return worked;
    }

    private void Note(long channel, News news)
    {
        _waiting.AddOrUpdate(channel, news, (_, known) =>
            new News(news.CommunityId, Math.Min(known.First, news.First), Math.Max(known.Last, news.Last)));
        bell.Ring();
    }

    private readonly record struct News(long CommunityId, long First, long Last);
}
