using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Care;

/// <summary>
/// What was said lately, for the screening: in channels of spaces alone where the team may look at it. Conversations count only when it is
/// weighed what their author says next.
/// </summary>
internal sealed class RecentMessages(AppDb db) : IRecentPosts
{
    public IReadOnlyList<string> Kinds => [Message.OwnKind];

    public Task<IReadOnlyList<RecentPost>> LatestAsync(
        long communityId, string kind, long? before, int count, CancellationToken cancel = default) =>
        ReadAsync(OfSpaces(communityId).Where(m => before == null || m.Id < before).OrderByDescending(m => m.Id).Take(count), cancel);

    public Task<IReadOnlyList<RecentPost>> OfAuthorAsync(
        long communityId, long authorId, int count, CancellationToken cancel = default) =>
        ReadAsync(Messages(communityId).Where(m => m.AuthorId == authorId).OrderByDescending(m => m.Id).Take(count), cancel);

    public Task<IReadOnlyList<RecentPost>> ManyAsync(
        long communityId, IReadOnlyCollection<Thing> posts, CancellationToken cancel = default)
    {
        var ids = posts.Where(p => p.Kind == Message.OwnKind).Select(p => p.Id).ToList();
        return ReadAsync(Messages(communityId).Where(m => ids.Contains(m.Id)), cancel);
    }

    public async Task<IReadOnlyDictionary<long, int>> CountBeforeAsync(
        long communityId, IReadOnlyCollection<long> authorIds, DateTime before, CancellationToken cancel = default) =>
        await OfSpaces(communityId).Where(m => authorIds.Contains(m.AuthorId) && m.CreatedAt < before && m.Standing == Standing.Shown)
            .GroupBy(m => m.AuthorId).Select(m => new { m.Key, Count = m.Count() }).ToDictionaryAsync(m => m.Key, m => m.Count, cancel);

    // Asked from jobs and for other communities too, so the community is named.
    private IQueryable<Message> Messages(long communityId) =>
        db.Set<Message>().IgnoreQueryFilters().AsNoTracking().Where(m => m.CommunityId == communityId);

    // Of these, so the community is named.
    private IQueryable<Message> OfSpaces(long communityId) => Messages(communityId)
        .Where(m => db.Set<Channel>().IgnoreQueryFilters().Any(c => c.Id == m.ChannelId && c.Kind == ChannelKind.Space));

    private static async Task<IReadOnlyList<RecentPost>> ReadAsync(IQueryable<Message> messages, CancellationToken cancel) =>
        [.. (await messages.Select(m => new { m.Id, m.AuthorId, m.Markdown, m.CreatedAt, m.Standing, m.DeletedBy }).ToListAsync(cancel))
            .Select(m => new RecentPost(new Thing(Message.OwnKind, m.Id), m.AuthorId, "", m.Markdown, m.CreatedAt,
                m.DeletedBy is { } by ? by == m.AuthorId ? PostFate.Withdrawn : PostFate.Refused
                : m.Standing switch
                {
                    Standing.Shown => PostFate.Shown,
                    Standing.Held => PostFate.Held,
                    _ => PostFate.Refused,
                }))];
}
