using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Asking;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>A topic as a list shows it to one viewer.</summary>
/// <param name="AuthorId"><c>null</c> where the viewer does not learn who it is.</param>
/// <param name="Author"><c>null</c> likewise.</param>
/// <param name="LastBy"><c>null</c> likewise.</param>
/// <param name="LastRead">Number of the last reply that the viewer has read; 0 for the topic alone; <c>null</c> for nothing.</param>
internal sealed record TopicCard(
    long Id, long SpaceId, TopicKind Kind, string Title, string Excerpt, long? AuthorId, string? Author, string? Face, DateTime CreatedAt,
    int Replies, int LastNumber, DateTime LastAt, string? LastBy, bool IsClosed, bool IsPinned, bool IsSolved, int? LastRead,
    Following.Following Following)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Name of the person of whom it is asked, who has not declined.</summary>
    public string? AskedOf { get; init; }

    public bool IsArchived { get; init; }

    public bool IsAnonymous { get; init; }

    /// <summary>Whether the viewer ignores whoever opened it.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Replies of others that came after what was read and are shown; <c>null</c> where nothing was read yet.</summary>
    public int? Unread { get; init; }

    /// <summary>Number of the first of them.</summary>
    public int? FirstUnread { get; init; }

    /// <summary>Whether something in it is new to a member who said this of spaces and tags.</summary>
    public bool IsUnread(FollowWords words) => LastRead is null ? IsNewTo(words) : Unread > 0;

    /// <summary>Whether they have not opened it, and it is not among what they called read.</summary>
    public bool IsNewTo(FollowWords words) => LastRead is null && !(LastAt <= words.AllReadAt);

    public bool IsMuted(FollowWords words) => words.Of(Following, Tags, SpaceId) == Discussions.Following.Following.Muted;

    public TopicKey Key => new(LastAt, Id);
}

/// <summary>What a list of topics is narrowed to.</summary>
/// <param name="Spaces">Those that the viewer may read.</param>
/// <param name="Unsolved">Questions without an accepted answer.</param>
/// <param name="AskedOf">Questions that are asked of this member, who has not declined.</param>
/// <param name="Archived">Those that are put away, which are left out else.</param>
internal sealed record TopicFilter(
    IReadOnlyList<long> Spaces, string? Tag = null, bool Unsolved = false, long? AskedOf = null, bool Archived = false)
{
    /// <summary>Those alone in which something is new to the member, by what they said; <c>null</c> for all.</summary>
    public FollowWords? Unread { get; init; }

    /// <summary>Whether it lists a part of the topics, in which pinned ones stand among the others.</summary>
    public bool IsPart => Tag is not null || Unsolved || AskedOf is not null || Archived || Unread is not null;
}

/// <summary>A page of topics, the liveliest first.</summary>
/// <param name="Pinned">Above the first page alone.</param>
/// <param name="Newer">The list goes on upwards before this; <c>null</c> on the first page.</param>
/// <param name="Older">It goes on downwards after this; <c>null</c> on the last.</param>
internal sealed record TopicList(IReadOnlyList<TopicCard> Pinned, IReadOnlyList<TopicCard> Items, TopicKey? Newer, TopicKey? Older);

/// <summary>Lists of the topics that are shown.</summary>
internal sealed class TopicLists(AppDb db, IIgnoring ignoring)
{
    private const int MostCounted = 1_000;

    /// <param name="after">Older ones than this.</param>
    /// <param name="before">Newer ones than this; counts where both are given.</param>
    public async Task<TopicList> PageAsync(
        TopicFilter filter, long? memberId, TopicKey? after, TopicKey? before, int limit, CancellationToken cancel)
    {
        var first = after is null && before is null;
        List<long> ignored = [.. await ignoring.IgnoredByAsync(memberId, cancel)];
        var shown = Shown(filter, memberId ?? 0, ignored);
        var pinned = !first || filter.IsPart ? []
            : await CardsAsync(shown.Where(t => db.Set<Pin>().Any(p => p.TopicId == t.Id)), memberId, ignored, cancel);
        var rest = filter.IsPart ? shown : shown.Where(t => !db.Set<Pin>().Any(p => p.TopicId == t.Id));
        if (before is { } up)
        {
            var newer = await CardsAsync(rest.Where(t => t.LastAt > up.At || (t.LastAt == up.At && t.Id > up.Id))
                .OrderBy(t => t.LastAt).ThenBy(t => t.Id).Take(limit + 1), memberId, ignored, cancel);
            var more = newer.Count > limit;
            // Cards come newest first, so the row too many is the newest.
            List<TopicCard> items = more ? [.. newer.Skip(1)] : newer;
            return new TopicList([], items, more ? items[0].Key : null, items.Count > 0 ? items[^1].Key : null);
        }
        if (after is { } down)
            rest = rest.Where(t => t.LastAt < down.At || (t.LastAt == down.At && t.Id < down.Id));
        var found = await CardsAsync(
            rest.OrderByDescending(t => t.LastAt).ThenByDescending(t => t.Id).Take(limit + 1), memberId, ignored, cancel);
        List<TopicCard> page = [.. found.Take(limit)];
        return new TopicList(pinned, page, first || page.Count == 0 ? null : page[0].Key, found.Count > limit ? page[^1].Key : null);
    }

    private IQueryable<Topic> Shown(TopicFilter filter, long me, IReadOnlyList<long> ignored)
    {
        var topics = db.Set<Topic>().AsNoTracking()
            .Where(t => filter.Spaces.Contains(t.SpaceId ?? 0) && t.Standing == Standing.Shown && t.DeletedAt == null);
        topics = filter.Archived ? topics.Where(t => db.Set<TopicArchive>().Any(a => a.TopicId == t.Id))
            : topics.Where(t => !db.Set<TopicArchive>().Any(a => a.TopicId == t.Id));
        if (filter.AskedOf is { } expert)
            topics = topics.Where(t => db.Set<AskedExpert>().Any(e => e.TopicId == t.Id && e.MemberId == expert && e.DeclinedAt == null));
        if (filter.Unread is { } words)
            topics = topics.UnreadOf(db, me, words, ignored);
        if (filter.Tag is { } tag)
            topics = topics.Where(t => db.Set<TopicTag>().Any(x => x.TopicId == t.Id && x.Tag == tag));
        var solved = db.ShownAnswers();
        if (filter.Unsolved)
            topics = topics.Where(t => t.Kind == TopicKind.Question && !solved.Any(a => a.TopicId == t.Id));
        return topics;
    }

    /// <summary>The newest first, with their tags.</summary>
    private async Task<List<TopicCard>> CardsAsync(
        IQueryable<Topic> topics, long? memberId, IReadOnlyList<long> ignored, CancellationToken cancel)
    {
        var (me, solved) = (memberId ?? 0, db.ShownAnswers());
        var rows = await topics.Join(db.Members, t => t.AuthorId, m => m.Id, (t, m) => new TopicCard(
            t.Id, t.SpaceId ?? 0, t.Kind, t.Title, t.Excerpt,
            t.IsAnonymous && t.AuthorId != me ? null : (long?)t.AuthorId, t.IsAnonymous && t.AuthorId != me ? null : m.Name,
            t.IsAnonymous && t.AuthorId != me ? null : m.Face, t.CreatedAt, t.Replies, t.LastNumber, t.LastAt,
            t.LastIsAnonymous && t.LastBy != me ? null : db.Members.Where(x => x.Id == t.LastBy).Select(x => x.Name).First(),
            db.Set<Closure>().Any(c => c.TopicId == t.Id), db.Set<Pin>().Any(p => p.TopicId == t.Id),
            solved.Any(a => a.TopicId == t.Id),
            db.Set<TopicReader>().Where(r => r.TopicId == t.Id && r.MemberId == me && r.LastRead >= 0).Select(r => (int?)r.LastRead)
                .FirstOrDefault(),
            db.Set<TopicReader>().Where(r => r.TopicId == t.Id && r.MemberId == me).Select(r => r.Following).FirstOrDefault())
            {
                AskedOf = db.Set<AskedExpert>().Where(e => e.TopicId == t.Id && e.DeclinedAt == null)
                    .Select(e => db.Members.Where(x => x.Id == e.MemberId).Select(x => x.Name).First()).FirstOrDefault(),
                IsAnonymous = t.IsAnonymous,
                IsArchived = db.Set<TopicArchive>().Any(a => a.TopicId == t.Id),
            })
            .ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.Id);
        var tags = ids.Count == 0 ? [] : await db.Set<TopicTag>().AsNoTracking().Where(t => ids.Contains(t.TopicId)).OrderBy(t => t.Tag)
            .Select(t => new { t.TopicId, t.Tag }).ToListAsync(cancel);
        var byTopic = tags.ToLookup(t => t.TopicId, t => t.Tag);
        var unread = await UnreadAsync(rows, me, ignored, cancel);
        return [.. rows.OrderByDescending(r => r.LastAt).ThenByDescending(r => r.Id).Select(r => r with
        {
            Tags = [.. byTopic[r.Id]],
            IsIgnored = r.AuthorId is { } author && ignored.Contains(author),
            Unread = r.LastRead is null ? null : unread.GetValueOrDefault(r.Id).Count,
            FirstUnread = r.LastRead is null ? null : unread.GetValueOrDefault(r.Id).First,
        })];
    }

    /// <summary>Counted exactly up to <see cref="MostCounted"/> numbers, so that a list costs little however long its topics are.</summary>
    private async Task<Dictionary<long, (int Count, int? First)>> UnreadAsync(
        IReadOnlyList<TopicCard> cards, long me, IReadOnlyList<long> ignored, CancellationToken cancel)
    {
        List<TopicCard> behind = [.. cards.Where(c => c.LastRead < c.LastNumber)];
        if (behind.Count == 0)
            return [];
        var near = behind.Where(c => c.LastNumber - c.LastRead <= MostCounted).Select(c => c.Id).ToList();
        var counted = await db.Set<TopicReader>().Where(r => r.MemberId == me && near.Contains(r.TopicId))
            .Join(db.Set<Reply>(), r => r.TopicId, p => p.TopicId, (r, p) => new { r.LastRead, Reply = p })
            .Where(x => x.Reply.Number > x.LastRead && x.Reply.AuthorId != me && x.Reply.Standing == Standing.Shown
                && x.Reply.DeletedAt == null && (x.Reply.IsAnonymous || !ignored.Contains(x.Reply.AuthorId)))
            .GroupBy(x => x.Reply.TopicId).Select(g => new { g.Key, Count = g.Count(), First = g.Min(x => x.Reply.Number) })
            .ToDictionaryAsync(g => g.Key, g => (g.Count, g.First), cancel);
        foreach (var card in behind.Where(c => c.LastNumber - c.LastRead > MostCounted))
            counted[card.Id] = (card.LastNumber - card.LastRead!.Value, card.LastRead + 1);
        return counted;
    }
}
