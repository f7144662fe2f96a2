using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Held;

/// <summary>What was said lately, for the screening. Comments stand in lists that have no text of their own.</summary>
internal sealed class RecentPosts(AppDb db) : IRecentPosts
{
    public IReadOnlyList<string> Kinds => [Topic.OwnKind, Reply.OwnKind];

    public async Task<IReadOnlyList<RecentPost>> LatestAsync(
        long communityId, string kind, long? before, int count, CancellationToken cancel = default) => kind == Topic.OwnKind
        ? await ReadAsync(Of(Topics(communityId).Where(t => before == null || t.Id < before).OrderByDescending(t => t.Id).Take(count)),
            cancel)
        : await ReadAsync(Of(Replies(communityId).Where(r => before == null || r.Id < before).OrderByDescending(r => r.Id).Take(count)),
            cancel);

    public async Task<IReadOnlyList<RecentPost>> OfAuthorAsync(long communityId, long authorId, int count,
        CancellationToken cancel = default)
    {
        var topics = await ReadAsync(
            Of(Topics(communityId).Where(t => t.AuthorId == authorId).OrderByDescending(t => t.Id).Take(count)), cancel);
        var replies = await ReadAsync(
            Of(Replies(communityId).Where(r => r.AuthorId == authorId).OrderByDescending(r => r.Id).Take(count)), cancel);
        return [.. topics.Concat(replies).OrderByDescending(p => p.At).Take(count)];
    }

    public async Task<IReadOnlyList<RecentPost>> ManyAsync(
        long communityId, IReadOnlyCollection<Thing> posts, CancellationToken cancel = default)
    {
        var topics = posts.Where(p => p.Kind == Topic.OwnKind).Select(p => p.Id).ToList();
        var replies = posts.Where(p => p.Kind == Reply.OwnKind).Select(p => p.Id).ToList();
        return
        [
            .. topics.Count == 0 ? [] : await ReadAsync(Of(Topics(communityId).Where(t => topics.Contains(t.Id))), cancel),
            .. replies.Count == 0 ? [] : await ReadAsync(Of(Replies(communityId).Where(r => replies.Contains(r.Id))), cancel),
        ];
    }

    public async Task<IReadOnlyDictionary<long, int>> CountBeforeAsync(
        long communityId, IReadOnlyCollection<long> authorIds, DateTime before, CancellationToken cancel = default)
    {
        var topics = await Topics(communityId).Where(t => authorIds.Contains(t.AuthorId) && t.CreatedAt < before
            && t.Standing == Standing.Shown)
            .GroupBy(t => t.AuthorId).Select(t => new { t.Key, Count = t.Count() }).ToListAsync(cancel);
        var replies = await Replies(communityId)
            .Where(r => authorIds.Contains(r.AuthorId) && r.CreatedAt < before && r.Standing == Standing.Shown)
            .GroupBy(r => r.AuthorId).Select(r => new { r.Key, Count = r.Count() }).ToListAsync(cancel);
        return topics.Concat(replies).GroupBy(c => c.Key).ToDictionary(c => c.Key, c => c.Sum(x => x.Count));
    }

    // Asked from jobs and for other communities too, so the community is named.
    private IQueryable<Topic> Topics(long communityId) => db.Set<Topic>().IgnoreQueryFilters().AsNoTracking()
        .Where(t => t.CommunityId == communityId && t.Kind != TopicKind.Comments);

    // The same.
    private IQueryable<Reply> Replies(long communityId) => db.Set<Reply>().IgnoreQueryFilters().AsNoTracking()
        .Where(r => r.CommunityId == communityId);

    private static IQueryable<Row> Of(IQueryable<Topic> topics) => topics.Select(t =>
        new Row(Topic.OwnKind, t.Id, t.AuthorId, t.Title, t.Markdown, t.CreatedAt, t.Standing, t.DeletedBy));

    private static IQueryable<Row> Of(IQueryable<Reply> replies) => replies.Select(r =>
        new Row(Reply.OwnKind, r.Id, r.AuthorId, "", r.Markdown, r.CreatedAt, r.Standing, r.DeletedBy));

    private static async Task<IReadOnlyList<RecentPost>> ReadAsync(IQueryable<Row> rows, CancellationToken cancel) =>
        [.. (await rows.ToListAsync(cancel)).Select(r => new RecentPost(new Thing(r.Kind, r.Id), r.AuthorId, r.Title, r.Markdown, r.At,
            FateOf(r)))];

    private static PostFate FateOf(Row row) =>
        row.DeletedBy is { } by ? by == row.AuthorId ? PostFate.Withdrawn : PostFate.Refused
        : row.Standing switch
        {
            Standing.Shown => PostFate.Shown,
            Standing.Held => PostFate.Held,
            _ => PostFate.Refused,
        };

    private sealed record Row(
        string Kind, long Id, long AuthorId, string Title, string Markdown, DateTime At, Standing Standing, long? DeletedBy);
}
