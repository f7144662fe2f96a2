using Guildhall.Activities.Drawing;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>
/// Sessions, their tickets and draws. Everyone may know of a session that is public; coming to it is a question of its own, and talking
/// below it asks the same.
/// </summary>
internal sealed class SessionThings(AppDb db) : IOwnThings
{
    private const int MaxFound = 20, MaxWords = 5, Excerpt = 300;

    public IReadOnlyList<string> Kinds => [LiveSession.OwnKind, LiveSession.TicketKind, Draw.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var facts = new List<ThingFacts>();
        foreach (var kind in new[] { LiveSession.OwnKind, LiveSession.TicketKind })
            if (IdsOf(things, kind) is { Count: > 0 } sessions)
                facts.AddRange(await SessionsAsync(community, Sessions(community).Where(s => sessions.Contains(s.Id)), kind, cancel));
        if (IdsOf(things, Draw.OwnKind) is { Count: > 0 } draws)
            facts.AddRange(await DrawsAsync(community, draws, cancel));
        return facts;
    }

    public async Task<IReadOnlyList<ThingFacts>> NewestAsync(
        CommunityInfo community, string kind, int count, CancellationToken cancel = default) =>
        // Most communities have no events, and their front pages ask nothing.
        kind == LiveSession.OwnKind && community.OpenSpaces.Any(s => s.Kind == SpaceKind.Events)
            ? await SessionsAsync(community, Newest(community, count, null), kind, cancel) : [];

    public async Task<IReadOnlyList<ThingFacts>> NewestTalkAsync(
        CommunityInfo community, long? spaceId, int count, CancellationToken cancel = default) =>
        spaceId is { } space && community.EventSpace(space) is not null
            ? await SessionsAsync(community, Newest(community, count, space), LiveSession.OwnKind, cancel) : [];

    public async Task<IReadOnlyList<ThingFacts>> SearchAsync(CommunityInfo community, string text, CancellationToken cancel = default)
    {
        if (IdIn(text, "/sessions/") is { } id)
            return await SessionsAsync(community, Sessions(community).Where(s => s.Id == id), LiveSession.OwnKind, cancel);
        var found = Sessions(community);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
            found = found.Where(s => s.Title.ToLower().Contains(word));
        return await SessionsAsync(community, found.OrderByDescending(s => s.Id).Take(MaxFound), LiveSession.OwnKind, cancel);
    }

    private static List<long> IdsOf(IReadOnlyCollection<Thing> things, string kind) =>
        [.. things.Where(t => t.Kind == kind).Select(t => t.Id)];

    /// <summary>Of a path of this site, or of a whole address.</summary>
    private static long? IdIn(string text, string folder)
    {
        var at = text.IndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = new string([.. text[(at + folder.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, out var id) ? id : null;
    }

    // Asked by pages of the whole installation too, which stand in no community; so the community is named.
    private IQueryable<LiveSession> Sessions(CommunityInfo community) =>
        db.Set<LiveSession>().IgnoreQueryFilters().AsNoTracking().Where(s => s.CommunityId == community.Id);

    private IQueryable<LiveSession> Newest(CommunityInfo community, int count, long? spaceId) => Sessions(community)
        .Where(s => s.State == SessionState.Published && (spaceId == null || s.SpaceId == spaceId))
        .OrderByDescending(s => s.PublishedAt).ThenByDescending(s => s.Id).Take(count);

    private async Task<IReadOnlyList<ThingFacts>> SessionsAsync(
        CommunityInfo community, IQueryable<LiveSession> sessions, string kind, CancellationToken cancel)
    {
        var rows = await sessions.Join(db.Members, s => s.AuthorId, m => m.Id, (s, m) => new
        {
            s.Id, s.Access, s.TierId, s.Title, s.Markdown, s.AuthorId, Author = m.Name, s.PublishedAt, s.CreatedAt, s.State, s.Language,
            s.Cover,
        }).ToListAsync(cancel);
        return [.. rows.OrderByDescending(s => s.PublishedAt).ThenByDescending(s => s.Id).Select(s => new ThingFacts(
            new Thing(kind, s.Id), s.Title,
            kind == LiveSession.TicketKind ? new ThingName("a ticket of “{0}”", [s.Title]) : new ThingName("the session “{0}”", [s.Title]),
            SessionPaths.Of(community.Slug, s.Id), SessionGate.ToKnow(s.State))
        {
            // Its own page hides nothing: what a session asks is asked by those who want to come.
            ToRead = s.State == SessionState.Draft ? SessionGate.ForHosts
                : SessionGate.RequirementOf(new SessionTerms(s.Id, s.Access, s.TierId)),
            FreeExcerpt = IndexOneSession.Plain(s.Markdown).CutTo(Excerpt),
            AuthorId = s.AuthorId,
            Author = s.Author,
            At = s.PublishedAt ?? s.CreatedAt,
            Language = s.Language,
            Picture = s.Cover is null ? null : s.Cover + "?w=640",
        })];
    }

    private async Task<IReadOnlyList<ThingFacts>> DrawsAsync(CommunityInfo community, List<long> ids, CancellationToken cancel)
    {
        // As above.
        var rows = await db.Set<Draw>().IgnoreQueryFilters().AsNoTracking()
            .Where(d => d.CommunityId == community.Id && ids.Contains(d.Id))
            .Select(d => new { d.Id, d.Title, d.State, d.OpenedAt, d.CreatedAt, d.Language }).ToListAsync(cancel);
        return [.. rows.Select(d => new ThingFacts(
            new Thing(Draw.OwnKind, d.Id), d.Title, new ThingName("the draw “{0}”", [d.Title]), SessionPaths.Draw(community.Slug, d.Id),
            d.State == DrawState.Draft ? new Requirement.Permission(ActivityPermissions.Draw) : new Requirement.Open())
        {
            At = d.OpenedAt ?? d.CreatedAt,
            Language = d.Language,
        })];
    }
}
