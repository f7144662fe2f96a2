using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>A topic as a list shows it to one viewer.</summary>
/// <param name="LastRead">Number of the last reply that the viewer has read; 0 for the topic alone; <c>null</c> for nothing.</param>
internal sealed record TopicCard(
    long Id, long SpaceId, TopicKind Kind, string Title, string Excerpt, long AuthorId, string Author, string? Face, DateTime CreatedAt,
    int Replies, int LastNumber, DateTime LastAt, string LastBy, bool IsClosed, bool IsPinned, bool IsSolved, int? LastRead,
    Following.Following Following)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Replies that came after what was read; <c>null</c> where nothing was read yet.</summary>
    public int? Unread => LastRead is { } read ? Math.Max(0, LastNumber - read) : null;

    public TopicKey Key => new(LastAt, Id);
}

/// <summary>What a list of topics is narrowed to.</summary>
/// <param name="Spaces">Those that the viewer may read.</param>
/// <param name="Unsolved">Questions without an accepted answer.</param>
internal sealed record TopicFilter(IReadOnlyList<long> Spaces, string? Tag = null, bool Unsolved = false);

/// <summary>A page of topics, the liveliest first.</summary>
/// <param name="Pinned">Above the first page alone.</param>
/// <param name="Newer">The list goes on upwards before this; <c>null</c> on the first page.</param>
/// <param name="Older">It goes on downwards after this; <c>null</c> on the last.</param>
internal sealed record TopicList(IReadOnlyList<TopicCard> Pinned, IReadOnlyList<TopicCard> Items, TopicKey? Newer, TopicKey? Older);

/// <summary>Lists of the topics that are shown.</summary>
internal sealed class TopicLists(AppDb db)
{
    /// <param name="after">Older ones than this.</param>
    /// <param name="before">Newer ones than this; counts where both are given.</param>
    public async Task<TopicList> PageAsync(
        TopicFilter filter, long? memberId, TopicKey? after, TopicKey? before, int limit, CancellationToken cancel)
    {
        var first = after is null && before is null;
        var shown = Shown(filter);
        var pinned = !first || filter.Tag is not null || filter.Unsolved ? []
            : await CardsAsync(shown.Where(t => db.Set<Pin>().Any(p => p.TopicId == t.Id)), memberId, cancel);
        var rest = filter.Tag is not null || filter.Unsolved ? shown : shown.Where(t => !db.Set<Pin>().Any(p => p.TopicId == t.Id));
        if (before is { } up)
        {
            var newer = await CardsAsync(rest.Where(t => t.LastAt > up.At || (t.LastAt == up.At && t.Id > up.Id))
                .OrderBy(t => t.LastAt).ThenBy(t => t.Id).Take(limit + 1), memberId, cancel);
            var more = newer.Count > limit;
            // Cards come newest first, so the row too many is the newest.
            List<TopicCard> items = more ? [.. newer.Skip(1)] : newer;
            return new TopicList([], items, more ? items[0].Key : null, items.Count > 0 ? items[^1].Key : null);
        }
        if (after is { } down)
            rest = rest.Where(t => t.LastAt < down.At || (t.LastAt == down.At && t.Id < down.Id));
        var found = await CardsAsync(
            rest.OrderByDescending(t => t.LastAt).ThenByDescending(t => t.Id).Take(limit + 1), memberId, cancel);
        List<TopicCard> page = [.. found.Take(limit)];
        return new TopicList(pinned, page, first || page.Count == 0 ? null : page[0].Key, found.Count > limit ? page[^1].Key : null);
    }

    private IQueryable<Topic> Shown(TopicFilter filter)
    {
        var topics = db.Set<Topic>().AsNoTracking()
            .Where(t => filter.Spaces.Contains(t.SpaceId ?? 0) && t.Standing == Standing.Shown && t.DeletedAt == null);
        if (filter.Tag is { } tag)
            topics = topics.Where(t => db.Set<TopicTag>().Any(x => x.TopicId == t.Id && x.Tag == tag));
        if (filter.Unsolved)
            topics = topics.Where(t => t.Kind == TopicKind.Question && !db.Set<AcceptedAnswer>().Any(a => a.TopicId == t.Id));
        return topics;
    }

    /// <summary>The newest first, with their tags.</summary>
    private async Task<List<TopicCard>> CardsAsync(IQueryable<Topic> topics, long? memberId, CancellationToken cancel)
    {
        var me = memberId ?? 0;
        var rows = await topics.Join(db.Members, t => t.AuthorId, m => m.Id, (t, m) => new TopicCard(
            t.Id, t.SpaceId ?? 0, t.Kind, t.Title, t.Excerpt, t.AuthorId, m.Name, m.Face, t.CreatedAt, t.Replies, t.LastNumber, t.LastAt,
            db.Members.Where(x => x.Id == t.LastBy).Select(x => x.Name).First(),
            db.Set<Closure>().Any(c => c.TopicId == t.Id), db.Set<Pin>().Any(p => p.TopicId == t.Id),
            db.Set<AcceptedAnswer>().Any(a => a.TopicId == t.Id),
            db.Set<TopicReader>().Where(r => r.TopicId == t.Id && r.MemberId == me && r.LastRead >= 0).Select(r => (int?)r.LastRead)
                .FirstOrDefault(),
            db.Set<TopicReader>().Where(r => r.TopicId == t.Id && r.MemberId == me).Select(r => r.Following).FirstOrDefault()))
            .ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.Id);
        var tags = ids.Count == 0 ? [] : await db.Set<TopicTag>().AsNoTracking().Where(t => ids.Contains(t.TopicId)).OrderBy(t => t.Tag)
            .Select(t => new { t.TopicId, t.Tag }).ToListAsync(cancel);
        var byTopic = tags.ToLookup(t => t.TopicId, t => t.Tag);
        return [.. rows.OrderByDescending(r => r.LastAt).ThenByDescending(r => r.Id).Select(r => r with { Tags = [.. byTopic[r.Id]] })];
    }
}
