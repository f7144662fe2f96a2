using Guildhall.Chat.Channels;
using Guildhall.Kernel.Http;

namespace Guildhall.Chat.Live;

/// <summary>A page says that somebody has a channel open, types in it, or has closed it.</summary>
internal sealed class BePresent(ChannelGate gate, CurrentMember member, CommunityScope scope, PresentMembers presence, ChannelFanout fanout)
{
    public async Task RunAsync(long channelId, long threadId, Presence state, CancellationToken cancel)
    {
        var channel = await gate.RequireReadAsync(channelId, cancel);
        var news = new PassingNews(scope.Id, channel.Id, threadId, member.RequireId(), state, member.Name);
        if (presence.Learn(news) || state == Presence.Typing)
            fanout.Pass(news);
        // The others have to know that it lasts.
        else if (state == Presence.Here)
            fanout.Renew(news);
    }
}
