using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>
/// Whoever reads a space knows of its topics, and nobody else: a title can tell as much as its text. Comments are known to those who read
/// what they are about. What is deleted or held is known to moderators.
/// </summary>
internal sealed class DiscussionThings(AppDb db, TopicTerms terms) : IOwnThings
{
    private const int MaxFound = 20;

    private static readonly Requirement ForModerators = new Requirement.Permission(Permissions.ModerateTopics);

    public IReadOnlyList<string> Kinds => [Topic.OwnKind, Reply.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var topics = things.Where(t => t.Kind == Topic.OwnKind).Select(t => t.Id).ToList();
        var replies = things.Where(t => t.Kind == Reply.OwnKind).Select(t => t.Id).ToList();
        var facts = topics.Count == 0 ? [] : await TopicsAsync(community, Of(community).Where(t => topics.Contains(t.Id)), cancel);
        if (replies.Count > 0)
            facts.AddRange(await RepliesAsync(community, replies, cancel));
        return facts;
    }

    public async Task<IReadOnlyList<ThingFacts>> NewestTalkAsync(
        CommunityInfo community, long? spaceId, int count, CancellationToken cancel = default)
    {
        var open = community.OpenSpaces.Where(s => s.HoldsTopics() && s.TierId is null && (spaceId is null || s.Id == spaceId))
            .Select(s => s.Id).ToList();
        return open.Count == 0 ? []
            : await TopicsAsync(community, Of(community).Where(t => t.SpaceId != null && open.Contains(t.SpaceId.Value)
                && t.Standing == Standing.Shown && t.DeletedAt == null).OrderByDescending(t => t.Id).Take(count), cancel);
    }

    public async Task<IReadOnlyList<ThingFacts>> SearchAsync(CommunityInfo community, string text, CancellationToken cancel = default)
    {
        var found = Of(community);
        if (IdIn(text) is { } id)
            return await TopicsAsync(community, found.Where(t => t.Id == id), cancel);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
            found = found.Where(t => t.Title.ToLower().Contains(word));
        return await TopicsAsync(community, found.OrderByDescending(t => t.Id).Take(MaxFound), cancel);
    }

    private async Task<List<ThingFacts>> TopicsAsync(CommunityInfo community, IQueryable<Topic> topics, CancellationToken cancel)
    {
        var rows = await topics.Join(db.Members, t => t.AuthorId, m => m.Id, (t, m) => new { Topic = t, Author = m.Name })
            .LeftJoin(db.Set<Topic>().IgnoreQueryFilters(), x => x.Topic.MergedIntoId, i => (long?)i.Id, (x, i) => new
            {
                x.Topic.Id, x.Topic.SpaceId, x.Topic.Title, x.Topic.Excerpt, x.Topic.CreatedAt,
                AuthorId = x.Topic.IsAnonymous ? null : (long?)x.Topic.AuthorId,
                Author = x.Topic.IsAnonymous ? null : x.Author,
                IsShown = x.Topic.Standing == Standing.Shown && x.Topic.DeletedAt == null,
                // What was merged is known to whoever reads where it stands now.
                IsMerged = i != null && i.CommunityId == community.Id && i.Standing == Standing.Shown && i.DeletedAt == null,
                IntoSpaceId = i!.SpaceId,
            }).ToListAsync(cancel);
        return rows.ConvertAll(t =>
        {
            var toRead = TopicTerms.ToReadIn(community, t.IsMerged ? t.IntoSpaceId : t.SpaceId);
            return new ThingFacts(new Thing(Topic.OwnKind, t.Id), t.Title, new ThingName("the topic “{0}”", [t.Title]),
                TopicPaths.Of(community.Slug, t.Id), t.IsShown || t.IsMerged ? toRead : ForModerators)
            {
                ToRead = toRead,
                FreeExcerpt = t.Excerpt,
                AuthorId = t.AuthorId,
                Author = t.Author,
                At = t.CreatedAt,
            };
        });
    }

    private async Task<IEnumerable<ThingFacts>> RepliesAsync(CommunityInfo community, List<long> ids, CancellationToken cancel)
    {
        // For the same reason as below.
        var rows = await db.Set<Reply>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == community.Id && ids.Contains(r.Id))
            .Join(db.Set<Topic>().IgnoreQueryFilters(), r => r.TopicId, t => t.Id, (r, t) => new
            {
                r.Id, r.Excerpt, AuthorId = r.IsAnonymous ? null : (long?)r.AuthorId, r.CreatedAt,
                Author = r.IsAnonymous ? null : db.Members.Where(m => m.Id == r.AuthorId).Select(m => m.Name).First(),
                t.SpaceId, t.Title, t.AboutKind, t.AboutId,
                IsShown = r.Standing == Standing.Shown && r.DeletedAt == null
                    && (t.Kind == TopicKind.Comments || t.Standing == Standing.Shown)
                    && t.DeletedAt == null,
            }).ToListAsync(cancel);
        var about = await terms.AboutAsync(community,
            [.. rows.Where(r => r.AboutKind is not null).Select(r => new Thing(r.AboutKind!, r.AboutId!.Value)).Distinct()], cancel);
        return rows.Select(r =>
        {
            var facts = r.AboutKind is null ? null : about.GetValueOrDefault(new Thing(r.AboutKind, r.AboutId!.Value));
            var toRead = r.AboutKind is null ? TopicTerms.ToReadIn(community, r.SpaceId) : TopicTerms.OfThing(facts).ToRead;
            var title = r.AboutKind is null ? r.Title : facts?.Title ?? "";
            return new ThingFacts(new Thing(Reply.OwnKind, r.Id), title, new ThingName("a reply in “{0}”", [title]),
                TopicPaths.Reply(community.Slug, r.Id), r.IsShown ? toRead : ForModerators)
            {
                ToRead = toRead,
                FreeExcerpt = r.Excerpt,
                AuthorId = r.AuthorId,
                Author = r.Author,
                At = r.CreatedAt,
            };
        });
    }

    /// <summary>Of a path of this site, or of a whole address.</summary>
    private static long? IdIn(string text)
    {
        const string folder = "/topics/";
        var at = text.IndexOf(folder, StringComparison.Ordinal);
        return at >= 0 && long.TryParse(new string([.. text[(at + folder.Length)..].TakeWhile(char.IsAsciiDigit)]), out var id) ? id : null;
    }

    // Asked by pages of the whole installation too, which stand in no community; so the community is named.
    private IQueryable<Topic> Of(CommunityInfo community) => db.Set<Topic>().IgnoreQueryFilters().AsNoTracking()
        .Where(t => t.CommunityId == community.Id && t.Kind != TopicKind.Comments);
}
