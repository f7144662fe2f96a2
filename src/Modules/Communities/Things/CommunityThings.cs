using Guildhall.Communities.Checklists;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Things;

/// <summary>Spaces, whose names stand in everybody's menu, and the steps of the checklist, which are the team's.</summary>
internal sealed class CommunityThings(AppDb db) : IOwnThings
{
    private const string SpaceThing = "space", Step = "checklist_step";

    public IReadOnlyList<string> Kinds => [SpaceThing, Step];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var facts = new List<ThingFacts>();
        foreach (var thing in things.Where(t => t.Kind == SpaceThing))
            if (community.Spaces.FirstOrDefault(s => s.Id == thing.Id) is { } space)
                facts.Add(new ThingFacts(
                    thing, space.Name, new ThingName("the space “{0}”", [space.Name]),
                    $"/c/{community.Slug}/s/{Uri.EscapeDataString(space.Slug)}", new Requirement.Open())
                {
                    FreeExcerpt = space.Description,
                    ToRead = space.TierId is { } tier ? new Requirement.Tier(tier) : new Requirement.Open(),
                });
        var ids = things.Where(t => t.Kind == Step).Select(t => t.Id).ToList();
        if (ids.Count > 0)
            facts.AddRange(await StepsAsync(community, ids, cancel));
        return facts;
    }

    /// <summary>Columns and other spaces, by their path or by words of their name.</summary>
    public Task<IReadOnlyList<ThingFacts>> SearchAsync(CommunityInfo community, string text, CancellationToken cancel = default)
    {
        const string folder = "/s/";
        var slug = text.IndexOf(folder, StringComparison.Ordinal) is >= 0 and var at
            ? Uri.UnescapeDataString(text[(at + folder.Length)..].Trim().Split('/', '?', '#')[0]) : null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return FindAsync(community,
        [
            .. community.Spaces.Where(s => slug is not null ? s.Slug == slug
                : words.Length > 0 && words.All(w => s.Name.Contains(w, StringComparison.OrdinalIgnoreCase)))
                .Take(20).Select(s => new Thing(SpaceThing, s.Id)),
        ], cancel);
    }

    private async Task<IEnumerable<ThingFacts>> StepsAsync(CommunityInfo community, List<long> ids, CancellationToken cancel)
    {
        // The community is named, and may be another one than the request's.
        var steps = await db.Set<ChecklistStep>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.CommunityId == community.Id && ids.Contains(s.Id)).Select(s => new { s.Id, s.Key }).ToListAsync(cancel);
        return steps.Select(s => new ThingFacts(
            new Thing(Step, s.Id), s.Key, new ThingName("a step of the checklist", []), $"/c/{community.Slug}/manage/checklist",
            new Requirement.Permission(Permissions.ManageCommunity)));
    }
}
