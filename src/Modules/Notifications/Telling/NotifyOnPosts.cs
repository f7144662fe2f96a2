using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Work: those whom a post concerns are told, those behind a member first.</summary>
/// <param name="IsEdit">Then those alone who are named in it, and were not before.</param>
internal sealed record TellOfPost(string Kind, long Id, DateTime At, long AfterMember, bool IsEdit)
{
    public Thing Post => new(Kind, Id);

    public static WorkOrder Order(Thing post, Envelope envelope, bool isEdit) =>
        new($"{post}:{envelope.ActivityId}", new TellOfPost(post.Kind, post.Id, envelope.At, 0, isEdit));
}

/// <summary>Leaves it to the queue: a topic may have thousands of watchers, and other handlers wait behind this one.</summary>
internal sealed class NotifyOnPosts(AppDb db, IPostNotices posts, TellMembers tell)
    : IHandle<TopicOpened>, IHandle<ReplyPosted>, IHandle<TopicEdited>, IHandle<ReplyEdited>, IHandle<QuestionDeclined>
{
    public Task HandleAsync(TopicOpened happened, Envelope envelope, CancellationToken cancel) =>
        EnqueueAsync(new Thing("topic", happened.Topic.TopicId), envelope, false, cancel);

    public Task HandleAsync(ReplyPosted happened, Envelope envelope, CancellationToken cancel) =>
        EnqueueAsync(new Thing("reply", happened.ReplyId), envelope, false, cancel);

    public Task HandleAsync(TopicEdited happened, Envelope envelope, CancellationToken cancel) =>
        EnqueueAsync(new Thing("topic", happened.Topic.TopicId), envelope, true, cancel);

    public Task HandleAsync(ReplyEdited happened, Envelope envelope, CancellationToken cancel) =>
        EnqueueAsync(new Thing("reply", happened.ReplyId), envelope, true, cancel);

    /// <summary>The asker hears that they may not wait for this person.</summary>
    public async Task HandleAsync(QuestionDeclined happened, Envelope envelope, CancellationToken cancel)
    {
        if (await posts.FindAsync(happened.CommunityId, happened.Subject, cancel) is { } question
            && await posts.AuthorAsync(happened.CommunityId, happened.Subject, cancel) is { } asker)
            await tell.RunAsync(new Notice(happened.CommunityId, NotificationKinds.Reply, $"declined:{happened.Subject}", happened.Subject,
                "{0} can't answer “{1}”. Everyone else still can", [Notice.TheirName, question.Title], question.Path, happened.ActorId),
                [asker], envelope.At, cancel);
    }

    private async Task EnqueueAsync(Thing post, Envelope envelope, bool isEdit, CancellationToken cancel)
    {
        db.Enqueue(() => TellOfPost.Order(post, envelope, isEdit));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>
/// Tells them, some hundreds in each save. Whoever is named in what they may not read hears nothing, not even that they are named.
/// </summary>
internal sealed class TellOfPosts(IPostNotices posts, IThings things, TellMembers tell) : IWork<TellOfPost>
{
    private const int Step = 300;

    public async Task RunAsync(TellOfPost payload, WorkContext context, CancellationToken cancel)
    {
        // It may have been deleted meanwhile: then nobody hears of it.
        if (await posts.FindAsync(context.CommunityId, payload.Post, cancel) is not { } post)
            return;
        var open = (await things.FindAsync(context.CommunityId, [payload.Post], Viewer.Visitor, cancel)).Count > 0;
        for (var after = payload.AfterMember; ;)
        {
            var hearers = await posts.HearersAsync(context.CommunityId, payload.Post, after, Step, cancel);
            foreach (var alike in hearers.Where(h => !payload.IsEdit || h.Because == HeardBecause.Mentioned).GroupBy(h => h.Because))
            {
                var members = new List<long>();
                foreach (var hearer in alike)
                    if (open || await MayKnowAsync(context.CommunityId, payload.Post, hearer.MemberId, cancel))
                        members.Add(hearer.MemberId);
                await tell.RunAsync(Of(context.CommunityId, payload, post, alike.Key), members, payload.At, cancel);
            }
            if (hearers.Count < Step)
                return;
            after = hearers[^1].MemberId;
        }
    }

    private async Task<bool> MayKnowAsync(long communityId, Thing post, long memberId, CancellationToken cancel) =>
        (await things.FindAsync(communityId, [post], new Viewer(memberId), cancel)).Count > 0;

    private static Notice Of(long communityId, TellOfPost payload, PostNotice post, HeardBecause because)
    {
        var (kind, text) = because switch
        {
            HeardBecause.Asked => (NotificationKinds.Mention, "{0} asked you “{1}”"),
            HeardBecause.Mentioned => (NotificationKinds.Mention, "{0} mentioned you in “{1}”"),
            HeardBecause.RepliedTo => (NotificationKinds.Reply, "{0} replied to you in “{1}”"),
            _ => (NotificationKinds.Topic, payload.Kind == "topic" ? "{0} opened “{1}”" : "{0} posted in “{1}”"),
        };
        if (post.AuthorId is not { } author)
            return new Notice(communityId, kind, $"post:{payload.Post}", payload.Post, because switch
            {
                HeardBecause.Asked => "Someone asked you anonymously: “{0}”",
                HeardBecause.Mentioned => "You were mentioned in the anonymous question “{0}”",
                HeardBecause.RepliedTo => "The asker replied to you in “{0}”",
                _ => payload.Kind == "topic" ? "Anonymous question: “{0}”" : "The asker posted in “{0}”",
            }, [post.Title], post.Path);
        // One post tells each member once, whatever it concerns them for.
        return new Notice(communityId, kind, $"post:{payload.Post}", payload.Post, text, [Notice.TheirName, post.Title], post.Path, author);
    }
}
