using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Chat.Live;

/// <summary>
/// Makes the frames of one channel and asks the gate who hears them. What a channel asks is read anew each time, so whoever was removed
/// hears nothing from then on; what a listener holds is remembered for less than a second, so that a burst of messages asks once.
/// </summary>
internal sealed class ChannelFrames(IListeners listeners, IServiceScopeFactory scopes, PresentMembers presence, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMilliseconds(800);

    // So many people can be shown by name.
    private const int MostShown = 30;

    private readonly Dictionary<string, (Holdings Held, DateTimeOffset At)> _holdings = [];

    public PresentMembers Presence => presence;

    /// <summary>Whoever has the channel open gets the messages; the others, for their counters, that there are some.</summary>
    /// <returns>The change up to which it has told.</returns>
    public async Task<long> GiveAsync(long communityId, long channelId, long from, long last, CancellationToken cancel)
    {
        if (last <= from || listeners.Current is not { Count: > 0 } viewers)
            return Math.Max(from, last);
        await using var scope = scopes.CreateAsyncScope();
        if (await EnterAsync(scope.ServiceProvider, communityId, channelId, cancel) is not var (community, channel))
            return last;
        var hearers = await HearersAsync(scope.ServiceProvider, community, channel, viewers, cancel);
        if (hearers.Count == 0)
            return last;
        var open = presence.In(channelId).Select(m => m.Id).ToHashSet();
        var pages = scope.ServiceProvider.GetRequiredService<MessagePages>();
        for (var told = from; ;)
        {
            var changes = await pages.ChangesAsync(channelId, told, channel.LastChange, null, cancel);
            listeners.Give(v => open.Contains(v.MemberId ?? 0) && hearers.Contains(KeyOf(v)), "chat",
                new { channel = channelId, from = told, changes.Change, messages = changes.Items });
            told = changes.Change;
            if (!changes.More)
                break;
        }
        listeners.Give(v => !open.Contains(v.MemberId ?? 0) && hearers.Contains(KeyOf(v)), "chat-news",
            new { community = communityId, channel = channelId, last = channel.LastNumber, change = channel.LastChange });
        return channel.LastChange;
    }

    /// <summary>To those who have the channel open.</summary>
    public async Task GiveAsync(PassingNews news, CancellationToken cancel)
    {
        var here = presence.In(news.ChannelId);
        if (here.Count == 0 || listeners.Current is not { Count: > 0 } viewers)
            return;
        await using var scope = scopes.CreateAsyncScope();
        if (await EnterAsync(scope.ServiceProvider, news.CommunityId, news.ChannelId, cancel) is not var (community, channel))
            return;
        var open = here.Select(m => m.Id).ToHashSet();
        var hearers = await HearersAsync(
            scope.ServiceProvider, community, channel, [.. viewers.Where(v => open.Contains(v.MemberId ?? 0))], cancel);
        bool Hears(Viewer viewer) => hearers.Contains(KeyOf(viewer));
        if (news.Presence == Live.Presence.Typing)
            listeners.Give(v => v.MemberId != news.MemberId && Hears(v), "chat-typing",
                new { channel = news.ChannelId, thread = news.ThreadId, member = news.MemberId, name = news.Name });
        else
            listeners.Give(Hears, "chat-presence",
                new { channel = news.ChannelId, count = here.Count, here = here.Take(MostShown).Select(m => new { m.Id, m.Name }) });
    }

    private static async Task<(CommunityInfo Community, Channel Channel)?> EnterAsync(
        IServiceProvider services, long communityId, long channelId, CancellationToken cancel)
    {
        if (await services.GetRequiredService<ICommunities>().FindAsync(communityId, cancel) is not { } community)
            return null;
        services.GetRequiredService<CommunityScope>().Enter(community);
        return await services.GetRequiredService<AppDb>().Set<Channel>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == channelId, cancel)
            is { } channel ? (community, channel) : null;
    }

    private async Task<HashSet<string>> HearersAsync(
        IServiceProvider services, CommunityInfo community, Channel channel, IReadOnlyList<Viewer> viewers, CancellationToken cancel)
    {
        var asked = await services.GetRequiredService<ChannelTerms>().ToReadAsync(community, channel, cancel);
        var access = services.GetRequiredService<IAccess>();
        var hearers = new HashSet<string>();
        foreach (var viewer in viewers)
            if ((await HoldingsAsync(access, viewer, community.Id, cancel)).Opens(asked))
                hearers.Add(KeyOf(viewer));
        return hearers;
    }

    // Asked by the one worker alone, so no lock is needed.
    private async Task<Holdings> HoldingsAsync(IAccess access, Viewer viewer, long communityId, CancellationToken cancel)
    {
        var key = $"{communityId} {KeyOf(viewer)}";
        if (_holdings.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < Remembered)
            return known.Held;
        if (_holdings.Count > 20_000)
            _holdings.Clear();
        var held = await access.HoldingsAsync(viewer, communityId, time.GetUtcNow().UtcDateTime, cancel);
        _holdings[key] = (held, time.GetUtcNow());
        return held;
    }

    private static string KeyOf(Viewer viewer) =>
        viewer.Scopes is null ? $"{viewer.MemberId}" : $"{viewer.MemberId} {string.Join(' ', viewer.Scopes.Order())}";
}
