using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// Those who are asked for a review hear of it and are reminded; its author hears of comments, verdicts and that nobody came; reviewers
/// hear of rounds and answers. Nobody hears of what they did themselves, nor of a review that they may not read.
/// </summary>
internal sealed class NotifyOnReviews(TellMembers tell, IReviewNotices reviews, IThings things, ICommunities communities)
    : IHandle<ReviewAsked>, IHandle<ReviewDue>, IHandle<ReviewCommented>, IHandle<ReviewVerdictGiven>, IHandle<ReviewRoundPosted>
{
    public async Task HandleAsync(ReviewAsked happened, Envelope envelope, CancellationToken cancel)
    {
        if (await FindAsync(happened, cancel) is not { } review
            || await reviews.RequestAsync(happened.CommunityId, happened.RequestId, cancel) is not { } request)
            return;
        await TellAsync(happened, envelope, $"review-asked:{happened.RequestId}", NotificationKinds.Mention, request.Asked, review.Path,
            request.DueAt is null ? "{0} asks you to review “{1}”" : "{0} asks you to review “{1}” until {2}",
            [Notice.TheirName, review.Title, .. await DueAsync(request, happened.CommunityId, cancel)], cancel, review.AuthorId);
    }

    public async Task HandleAsync(ReviewDue happened, Envelope envelope, CancellationToken cancel)
    {
        if (await FindAsync(happened, cancel) is not { } review
            || await reviews.RequestAsync(happened.CommunityId, happened.RequestId, cancel) is not { DueAt: not null } request)
            return;
        var due = await DueAsync(request, happened.CommunityId, cancel);
        if (happened.IsOver)
            await TellAsync(happened, envelope, $"review-over:{happened.RequestId}", NotificationKinds.Reply, [review.AuthorId], review.Path,
                "Nobody has reviewed “{0}” until {1}", [review.Title, .. due], cancel);
        else
            await TellAsync(happened, envelope, $"review-due:{happened.RequestId}", NotificationKinds.Mention, request.Asked, review.Path,
                "Your review of “{0}” is due {1}", [review.Title, .. due], cancel);
    }

    public async Task HandleAsync(ReviewCommented happened, Envelope envelope, CancellationToken cancel)
    {
        if (await FindAsync(happened, cancel) is not { } review)
            return;
        var thread = await reviews.ThreadAsync(happened.CommunityId, happened.ThreadId, cancel);
        await TellAsync(happened, envelope, $"review-comment:{happened.CommentId}", NotificationKinds.Reply, [.. thread, review.AuthorId],
            $"{review.Path}#comment-{happened.CommentId}", "New comment on the code of “{0}”", [review.Title], cancel);
    }

    public async Task HandleAsync(ReviewVerdictGiven happened, Envelope envelope, CancellationToken cancel)
    {
        if (await FindAsync(happened, cancel) is not { } review)
            return;
        await TellAsync(happened, envelope, $"review-verdict:{envelope.ActivityId}", NotificationKinds.Reply, [review.AuthorId], review.Path,
            happened.Verdict switch
            {
                "approve" => "“{0}” was approved",
                "request_changes" => "Changes are requested in “{0}”",
                _ => "“{0}” was reviewed",
            }, [review.Title], cancel);
    }

    public async Task HandleAsync(ReviewRoundPosted happened, Envelope envelope, CancellationToken cancel)
    {
        // The first round comes with the topic, of which its watchers hear; a fetched one the author hears of too.
        if (await FindAsync(happened, cancel) is not { } review || (happened.Round == 1 && happened.ActorId is not null))
            return;
        await TellAsync(happened, envelope, $"review-round:{happened.Review.TopicId}:{happened.Round}", NotificationKinds.Reply,
            [.. review.Reviewers, review.AuthorId], review.Path, "New round {0} of “{1}”",
            [happened.Round.ToString(CultureInfo.InvariantCulture), review.Title], cancel);
    }

    private Task<ReviewNotice?> FindAsync(IEvent happened, CancellationToken cancel) =>
        reviews.FindAsync(happened.CommunityId, happened.Subject.Id, cancel);

    private async Task TellAsync(
        IEvent happened, Envelope envelope, string key, string kind, IReadOnlyList<long> members, string path, string text,
        IReadOnlyList<string> told, CancellationToken cancel, long? by = null)
    {
        var knowing = new List<long>();
        foreach (var member in members.Distinct().Where(m => m != happened.ActorId))
            if ((await things.FindAsync(happened.CommunityId, [happened.Subject], new Viewer(member), cancel)).Count > 0)
                knowing.Add(member);
        if (knowing.Count > 0)
            await tell.RunAsync(
                new Notice(happened.CommunityId, kind, key, happened.Subject, text, told, path, by ?? happened.ActorId), knowing,
                envelope.At, cancel);
    }

    /// <summary>On the clock of the community, which both sides know.</summary>
    private async Task<IReadOnlyList<string>> DueAsync(ReviewRequestNotice request, long communityId, CancellationToken cancel) =>
        request.DueAt is not { } due || await communities.FindAsync(communityId, cancel) is not { } community ? []
            : [TimeZoneInfo.ConvertTimeFromUtc(due, TimeZones.Find(community.TimeZone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)];
}
