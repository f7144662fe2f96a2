using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>What built-in bots have to say to one member. A question is told like a topic: to nobody who may not read it.</summary>
internal sealed class NotifyOnBots(TellMembers tell, ICommunities communities) : IHandle<BotNoticeGiven>
{
    /// <summary>How the keys begin of what the program's own bots say.</summary>
    public const string Keys = "bot:";

    public async Task HandleAsync(BotNoticeGiven happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var (kind, text, argument) = happened.Notice switch
        {
            BotNotice.Question => (NotificationKinds.Topic, "“{0}” has waited for an answer. You may know it", happened.Title),
            BotNotice.Rules => (NotificationKinds.Bot, "Thank you for your first post! These are the rules of {0}", community.Name),
            _ => (NotificationKinds.Bot, "Welcome to {0}! Here is how to begin", community.Name),
        };
        await tell.RunAsync(new Notice(
            envelope.CommunityId, kind, $"{Keys}{envelope.ActivityId}", happened.About, text, [argument], happened.Path),
            [happened.MemberId], envelope.At, cancel);
    }
}
