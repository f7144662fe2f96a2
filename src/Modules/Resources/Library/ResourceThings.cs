using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Library;

/// <summary>Everyone may know of a resource, and the team of a withdrawn one; its file is a question of its own.</summary>
internal sealed class ResourceThings(AppDb db) : IOwnThings
{
    private const int MaxFound = 20;

    public IReadOnlyList<string> Kinds => [Resource.Kind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        return await FactsAsync(community, Of(community).Where(r => ids.Contains(r.Id)), cancel);
    }

    public async Task<IReadOnlyList<ThingFacts>> NewestAsync(
        CommunityInfo community, string kind, int count, CancellationToken cancel = default) =>
        // Most communities have no library, and their front pages ask nothing.
        community.OpenSpaces.Any(s => s.Kind == SpaceKind.Resources)
            ? [.. (await FactsAsync(
                community, Of(community).Where(r => r.WithdrawnAt == null).OrderByDescending(r => r.Id).Take(count), cancel))
                .OrderByDescending(f => f.Thing.Id)]
            : [];

    /// <summary>Of one library, for its feed; all of them together are the news of the community.</summary>
    public async Task<IReadOnlyList<ThingFacts>> NewestTalkAsync(
        CommunityInfo community, long? spaceId, int count, CancellationToken cancel = default) =>
        spaceId is { } space && community.Library(space) is not null
            ? await FactsAsync(community,
                Of(community).Where(r => r.SpaceId == space && r.WithdrawnAt == null).OrderByDescending(r => r.Id).Take(count), cancel)
            : [];

    public async Task<IReadOnlyList<ThingFacts>> SearchAsync(CommunityInfo community, string text, CancellationToken cancel = default)
    {
        var found = Of(community);
        if (IdIn(text) is { } id)
            return await FactsAsync(community, found.Where(r => r.Id == id), cancel);
        foreach (var word in ResourceLists.WordsOf(text))
            found = found.Where(r => r.Title.ToLower().Contains(word));
        return await FactsAsync(community, found.OrderByDescending(r => r.Id).Take(MaxFound), cancel);
    }

    /// <summary>Of a path of this site, or of a whole address.</summary>
    private static long? IdIn(string text)
    {
        const string folder = "/resources/";
        var at = text.IndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = new string([.. text[(at + folder.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, out var id) ? id : null;
    }

    // Asked by pages of the whole installation too, which stand in no community; so the community is named.
    private IQueryable<Resource> Of(CommunityInfo community) =>
        db.Set<Resource>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == community.Id);

    private async Task<IReadOnlyList<ThingFacts>> FactsAsync(
        CommunityInfo community, IQueryable<Resource> resources, CancellationToken cancel)
    {
        var rows = await resources.Join(db.Members, r => r.AuthorId, m => m.Id, (r, m) => new
        {
            Terms = new ResourceTerms(r.Id, r.SpaceId, r.Access, r.TierId), r.Title, r.Excerpt, r.AuthorId, Author = m.Name, r.CreatedAt,
            r.WithdrawnAt,
        }).ToListAsync(cancel);
        return [.. rows.Select(r => new ThingFacts(
            new Thing(Resource.Kind, r.Terms.Id), r.Title, new ThingName("the resource “{0}”", [r.Title]),
            ResourcePaths.Of(community.Slug, r.Terms.Id),
            r.WithdrawnAt is null ? new Requirement.Open() : new Requirement.Permission(Permissions.WriteContent))
        {
            ToRead = ResourceGate.RequirementOf(community, r.Terms),
            FreeExcerpt = r.Excerpt,
            AuthorId = r.AuthorId,
            Author = r.Author,
            At = r.CreatedAt,
        })];
    }
}
