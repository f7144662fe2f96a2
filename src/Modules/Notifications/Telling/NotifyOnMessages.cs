using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// A message names somebody, answers them, or begins to wait for them in a conversation. There are few of them, so they are told at once.
/// Whoever may not know of the message hears nothing, not even that they are named.
/// </summary>
internal sealed class NotifyOnMessages(IMessageNotices messages, IThings things, TellMembers tell) : IHandle<MessageAddressed>
{
    public async Task HandleAsync(MessageAddressed happened, Envelope envelope, CancellationToken cancel)
    {
        // It may have been deleted meanwhile: then nobody hears of it.
        if (await messages.FindAsync(envelope.CommunityId, happened.MessageId, cancel) is not { } message)
            return;
        var told = new HashSet<long>();
        foreach (var (members, kind, text) in Concerned(happened, message))
        {
            var open = new List<long>();
            foreach (var member in members.Where(told.Add))
                if ((await things.FindAsync(envelope.CommunityId, [message.Message], new Viewer(member), cancel)).Count > 0)
                    open.Add(member);
            // One message tells each member once, whatever it concerns them for.
            await tell.RunAsync(new Notice(envelope.CommunityId, kind, $"post:{message.Message}", message.Message, text,
                message.Channel.Length > 0 ? [Notice.TheirName, message.Channel] : [Notice.TheirName], message.Path, message.AuthorId),
                open, envelope.At, cancel);
        }
    }

    /// <summary>The nearest reason first.</summary>
    private static IEnumerable<(IEnumerable<long> Members, string Kind, string Text)> Concerned(MessageAddressed happened,
        MessageNotice message)
    {
        var isNamed = message.Channel.Length > 0;
        yield return (happened.Mentioned, NotificationKinds.Mention, isNamed ? "{0} mentioned you in “{1}”" : "{0} mentioned you in a conversation");
        yield return (happened.RepliedTo is { } to ? [to] : [], NotificationKinds.Reply,
            isNamed ? "{0} replied to you in “{1}”" : "{0} replied to you in a conversation");
        yield return (happened.Waiting, NotificationKinds.Message, isNamed ? "{0} posted in “{1}”" : "{0} writes to you");
    }
}
