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

    public WorkOrder Order(long activityId) => new($"{Post}:{activityId}", this);
}

/// <summary>
/// Tells the few whom most posts concern at once. A topic may have thousands of watchers: those are left to the queue, since whoever writes
/// waits for this handler.
/// </summary>
internal sealed class NotifyOnPosts(AppDb db, IPostNotices posts, TellMembers tell, TellHearers hearers)
    : IHandle<TopicOpened>, IHandle<ReplyPosted>, IHandle<TopicEdited>, IHandle<ReplyEdited>, IHandle<QuestionDeclined>
{
    private const int Few = 20;

    public Task HandleAsync(TopicOpened happened, Envelope envelope, CancellationToken cancel) =>
        TellAsync(new Thing("topic", happened.Topic.TopicId), envelope, false, cancel);

    public Task HandleAsync(ReplyPosted happened, Envelope envelope, CancellationToken cancel) =>
        TellAsync(new Thing("reply", happened.ReplyId), envelope, false, cancel);

    public Task HandleAsync(TopicEdited happened, Envelope envelope, CancellationToken cancel) =>
        TellAsync(new Thing("topic", happened.Topic.TopicId), envelope, true, cancel);

    public Task HandleAsync(ReplyEdited happened, Envelope envelope, CancellationToken cancel) =>
        TellAsync(new Thing("reply", happened.ReplyId), envelope, true, cancel);

    /// <summary>The asker hears that they may not wait for this person.</summary>
    public async Task HandleAsync(QuestionDeclined happened, Envelope envelope, CancellationToken cancel)
    {
        if (await posts.FindAsync(happened.CommunityId, happened.Subject, cancel) is { } question
            && await posts.AuthorAsync(happened.CommunityId, happened.Subject, cancel) is { } asker)
            await tell.RunAsync(new Notice(happened.CommunityId, NotificationKinds.Reply, $"declined:{happened.Subject}", happened.Subject,
                "{0} can't answer “{1}”. Everyone else still can", [Notice.TheirName, question.Title], question.Path, happened.ActorId),
                [asker], envelope.At, cancel);
    }

    private async Task TellAsync(Thing post, Envelope envelope, bool isEdit, CancellationToken cancel)
    {
        var told = new TellOfPost(post.Kind, post.Id, envelope.At, 0, isEdit);
        if (await hearers.TellAsync(envelope.CommunityId, told, Few, cancel) is not { } rest)
            return;
        db.Enqueue(() => rest.Order(envelope.ActivityId));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells the many, some hundreds in each save.</summary>
internal sealed class TellOfPosts(TellHearers hearers) : IWork<TellOfPost>
{
    private const int Step = 300;

    public async Task RunAsync(TellOfPost payload, WorkContext context, CancellationToken cancel)
    {
        for (var rest = payload; rest is not null;)
            rest = await hearers.TellAsync(context.CommunityId, rest, Step, cancel);
    }
}

/// <summary>Whoever is named in what they may not read hears nothing, not even that they are named.</summary>
internal sealed class TellHearers(IPostNotices posts, IThings things, TellMembers tell)
{
    /// <returns>Who has not been told yet; <c>null</c> where nobody is left.</returns>
    public async Task<TellOfPost?> TellAsync(long communityId, TellOfPost payload, int most, CancellationToken cancel)
    {
        // It may have been deleted meanwhile: then nobody hears of it.
        if (await posts.FindAsync(communityId, payload.Post, cancel) is not { } post)
            return null;
        var hearers = await posts.HearersAsync(communityId, payload.Post, payload.AfterMember, most, cancel);
        if (hearers.Count == 0)
            return null;
        var open = (await things.FindAsync(communityId, [payload.Post], Viewer.Visitor, cancel)).Count > 0;
        foreach (var alike in hearers.Where(h => !payload.IsEdit || h.Because == HeardBecause.Mentioned).GroupBy(h => h.Because))
        {
            var members = new List<long>();
            foreach (var hearer in alike)
                if (open || await MayKnowAsync(communityId, payload.Post, hearer.MemberId, cancel))
                    members.Add(hearer.MemberId);
            await tell.RunAsync(Of(communityId, payload, post, alike.Key), members, payload.At, cancel);
        }
        return hearers.Count < most ? null : payload with { AfterMember = hearers[^1].MemberId };
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
