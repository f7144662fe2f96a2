using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Work: those who voted in a poll, and its author, are told that it is over.</summary>
/// <param name="EndedBy">Who ended it; <c>null</c> where its time was over. They need not be told.</param>
internal sealed record TellOfPoll(long PollId, DateTime At, long? EndedBy);

/// <summary>Leaves it to the queue: thousands may have voted.</summary>
internal sealed class NotifyOnPolls(AppDb db) : IHandle<PollClosed>
{
    public async Task HandleAsync(PollClosed happened, Envelope envelope, CancellationToken cancel)
    {
        db.Enqueue(() => new WorkOrder($"{happened.PollId}", new TellOfPoll(happened.PollId, envelope.At, happened.ActorId)));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells them, some hundreds in each save. Who may not see the poll any more hears nothing.</summary>
internal sealed class TellOfPolls(IPollNotices polls, IThings things, TellMembers tell) : IWork<TellOfPoll>
{
    private const int Step = 300;

    public async Task RunAsync(TellOfPoll payload, WorkContext context, CancellationToken cancel)
    {
        if (await polls.FindAsync(context.CommunityId, payload.PollId, cancel) is not { } poll)
            return;
        var thing = new Thing("poll", payload.PollId);
        var notice = new Notice(context.CommunityId, NotificationKinds.Reply, $"poll-over:{payload.PollId}", thing,
            "The poll “{0}” is over", [poll.Question], poll.Path);
        await TellAsync(notice, [poll.AuthorId], payload, cancel);
        for (long after = 0; ;)
        {
            var voters = await polls.VotersAsync(context.CommunityId, payload.PollId, after, Step, cancel);
            if (voters.Count == 0)
                return;
            await TellAsync(notice, voters, payload, cancel);
            after = voters[^1];
        }
    }

    private async Task TellAsync(Notice notice, IReadOnlyList<long> members, TellOfPoll payload, CancellationToken cancel)
    {
        var knowing = new List<long>();
        foreach (var member in members.Where(m => m != payload.EndedBy))
            if ((await things.FindAsync(notice.CommunityId, [notice.Thing], new Viewer(member), cancel)).Count > 0)
                knowing.Add(member);
        await tell.RunAsync(notice, knowing, payload.At, cancel);
    }
}
