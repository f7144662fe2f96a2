using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Reviews.Comments;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Care;

/// <summary>Carries out what moderators decide about comments on lines that are held or reported. The review itself is its topic.</summary>
internal sealed class CareForComments(AppDb db, ICommunities communities, ITopicFacts topics, TimeProvider time) : IHeldPosts, IReportable
{
    public IReadOnlyList<string> Kinds => [ReviewComment.OwnKind];

    async Task<HeldPost?> IHeldPosts.FindAsync(long communityId, Thing post, CancellationToken cancel) =>
        await FindAsync(communityId, post, cancel) is ({ Standing: CommentStanding.Held } comment, var title, var path)
            ? new HeldPost(post, comment.AuthorId, title, comment.Html, path, comment.CreatedAt) : null;

    async Task<ReportedThing?> IReportable.FindAsync(long communityId, Thing thing, CancellationToken cancel) =>
        await FindAsync(communityId, thing, cancel) is var (comment, title, path)
            ? new ReportedThing(thing, comment.AuthorId, title, comment.Html, path, comment.CreatedAt, comment.DeletedAt is not null)
            : null;

    public Task<bool> ReleaseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, post, c => c.Standing == CommentStanding.Held, (comment, review) =>
        {
            comment.Release();
            db.Publish(() => new ReviewCommented(communityId, comment.AuthorId, review.Place, comment.Id, comment.Thread));
        }, cancel);

    public Task<bool> RefuseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, post, c => c.Standing == CommentStanding.Held, (comment, _) => comment.Refuse(), cancel);

    public Task<bool> HoldAgainAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, post, c => c.Standing != CommentStanding.Held, (comment, review) =>
        {
            comment.Hold();
            db.Publish(() => new ReviewThreadChanged(communityId, by, review.Place, comment.Id));
        }, cancel);

    public Task<bool> RemoveAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, thing, c => c.DeletedAt is null, (comment, review) =>
        {
            comment.Delete(by, time.GetUtcNow().UtcDateTime);
            db.Publish(() => new ReviewThreadChanged(communityId, by, review.Place, comment.Id));
        }, cancel);

    public Task<bool> RestoreAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, thing, c => c.DeletedAt is not null, (comment, review) =>
        {
            comment.Restore();
            db.Publish(() => new ReviewThreadChanged(communityId, by, review.Place, comment.Id));
        }, cancel);

    private async Task<bool> ChangeAsync(
        long communityId, Thing thing, Func<ReviewComment, bool> applies, Action<ReviewComment, Review> change, CancellationToken cancel)
    {
        if (thing.Kind != ReviewComment.OwnKind)
            return false;
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        var comment = await db.Set<ReviewComment>().IgnoreQueryFilters()
            .SingleOrDefaultAsync(c => c.CommunityId == communityId && c.Id == thing.Id, cancel);
        if (comment is null || !applies(comment))
            return false;
        await db.LockAsync(LockOn.Review, comment.ReviewId, cancel);
        await db.Entry(comment).ReloadAsync(cancel);
        if (!applies(comment))
            return false;
        change(comment, await db.Set<Review>().IgnoreQueryFilters().AsNoTracking()
            .SingleAsync(r => r.CommunityId == communityId && r.TopicId == comment.ReviewId, cancel));
        await db.SaveChangesAsync(cancel);
        if (own is not null)
            await own.CommitAsync(cancel);
        return true;
    }

    private async Task<(ReviewComment Comment, string Title, string Path)?> FindAsync(
        long communityId, Thing thing, CancellationToken cancel)
    {
        if (thing.Kind != ReviewComment.OwnKind || await communities.FindAsync(communityId, cancel) is not { } community
            || await db.Set<ReviewComment>().IgnoreQueryFilters().AsNoTracking()
                .SingleOrDefaultAsync(c => c.CommunityId == communityId && c.Id == thing.Id, cancel) is not { } comment
            || await topics.FindAsync(community, comment.ReviewId, cancel) is not { } topic)
            return null;
        return (comment, topic.Title, ReviewPaths.Comment(community.Slug, topic.Id, comment.Id));
    }
}

/// <summary>Whoever reads the topic knows of a comment on its lines; of one that is held or removed moderators.</summary>
internal sealed class CommentThings(AppDb db, ITopicFacts topics) : IOwnThings
{
    private const int MaxExcerpt = 200;

    private static readonly Requirement ForModerators = new Requirement.Permission(Permissions.ModerateTopics);

    public IReadOnlyList<string> Kinds => [ReviewComment.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        var rows = await db.Set<ReviewComment>().IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.CommunityId == community.Id && ids.Contains(c.Id))
            .Join(db.Members, c => c.AuthorId, m => m.Id, (c, m) => new { Comment = c, m.Name }).ToListAsync(cancel);
        var facts = new List<ThingFacts>();
        foreach (var review in rows.GroupBy(r => r.Comment.ReviewId))
        {
            if (await topics.FindAsync(community, review.Key, cancel) is not { } topic)
                continue;
            facts.AddRange(review.Select(r => new ThingFacts(
                r.Comment.Thing, topic.Title, new ThingName("a comment in the review “{0}”", [topic.Title]),
                ReviewPaths.Comment(community.Slug, topic.Id, r.Comment.Id),
                r.Comment.IsShown && topic.IsShown ? topic.ToRead : ForModerators)
            {
                ToRead = topic.ToRead,
                FreeExcerpt = r.Comment.Markdown.CutTo(MaxExcerpt),
                AuthorId = r.Comment.AuthorId,
                Author = r.Name,
                At = r.Comment.CreatedAt,
            }));
        }
        return facts;
    }
}
