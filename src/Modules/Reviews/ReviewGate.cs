using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Reviews.Comments;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews;

/// <summary>A review that somebody may look at, with its topic.</summary>
internal sealed record OpenedReview(Review Review, TopicFacts Topic);

/// <summary>The gate, for whoever acts now, on reviews: a review asks what its topic asks.</summary>
internal sealed class ReviewGate(
    AppDb db, ITopicFacts topics, IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    /// <summary>The scope that tokens post with; the module of discussions declares it.</summary>
    public const string Scope = "posts:write";

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public long? MemberId => member.Id;

    public async Task<bool> ModeratesAsync(CancellationToken cancel) => member.IsSignedIn && (await access.DecideAsync(
        member.Viewer, Need.Permission(scope.Id, Permissions.ModerateTopics), Now, cancel)).Allowed;

    /// <exception cref="Refused">404: missing, closed to the viewer, held and deleted look alike.</exception>
    public async Task<OpenedReview> RequireReadAsync(long topicId, CancellationToken cancel)
    {
        if (await topics.FindAsync(scope.Required, topicId, cancel) is not { } topic)
            throw Refused.NotFound();
        await access.RequireAsync(member.Viewer, Need.ToRead(scope.Id, topic.Thing, topic.ToRead), Now, cancel);
        if (!topic.IsShown && !(IsAuthor(topic.AuthorId) && !topic.IsDeleted) && !await ModeratesAsync(cancel))
            throw Refused.NotFound();
        var review = await db.Set<Review>().AsNoTracking().SingleOrDefaultAsync(r => r.TopicId == topicId, cancel);
        return new OpenedReview(review ?? throw Refused.NotFound(), topic);
    }

    /// <summary>Goes on only where whoever acts may say something in the review.</summary>
    /// <exception cref="Refused">401 for a visitor; 409 where the topic is closed; 410 where it is deleted.</exception>
    public async Task<(OpenedReview Opened, long By)> RequirePostAsync(long topicId, CancellationToken cancel)
    {
        var by = member.RequireId();
        var opened = await RequireReadAsync(topicId, cancel);
        await access.RequireAsync(member.Viewer, Need.ToPost(scope.Id, opened.Topic.Thing, opened.Topic.ToPost), Now, cancel);
        if (opened.Topic.IsDeleted)
            throw new Refused("post_gone", 410,
                "This was deleted while you were writing, and nothing was saved. Your text is still here: copy it if you need it.");
        return opened.Topic.IsClosed ? throw new Refused("topic_closed", 409,
            "This topic is closed to replies. Your text is still here: copy it if you need it.") : (opened, by);
    }

    /// <summary>The same for what the author alone does: rounds, suggestions, requests.</summary>
    public async Task<(OpenedReview Opened, long By)> RequireAuthorAsync(long topicId, CancellationToken cancel)
    {
        var (opened, by) = await RequirePostAsync(topicId, cancel);
        return by == opened.Topic.AuthorId ? (opened, by) : throw Refused.NotFound();
    }

    /// <summary>Whether a member may read the topic: for those who are asked to.</summary>
    public async Task<bool> ReadsAsync(TopicFacts topic, long memberId, CancellationToken cancel) =>
        (await access.DecideAsync(new Viewer(memberId), Need.ToRead(scope.Id, topic.Thing, topic.ToRead), Now, cancel)).Allowed;

    /// <summary>Whether somebody acts as an author: at a browser, or by a token that may post in their name.</summary>
    public bool IsAuthor(long authorId) =>
        authorId == member.Id && (member.Viewer.Scopes is not { } scopes || scopes.Contains(Scope));

    /// <summary>Whether whoever acts sees a comment, where the gate lets them into its review.</summary>
    public bool Sees(ReviewComment comment, bool moderates) => comment.IsShown || moderates
        || (IsAuthor(comment.AuthorId) && (comment.DeletedAt is null || comment.DeletedBy == member.Id));
}
