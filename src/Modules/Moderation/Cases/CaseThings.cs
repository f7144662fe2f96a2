using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Cases;

/// <summary>Cases are known to moderators alone.</summary>
internal sealed class CaseThings(AppDb db) : IOwnThings
{
    private static readonly Requirement ForModerators = new Requirement.Permission(Permissions.HandleReports);

    public IReadOnlyList<string> Kinds => [Case.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        // Asked by pages of the whole installation too, which stand in no community.
        var found = await db.Set<Case>().IgnoreQueryFilters().Where(c => c.CommunityId == community.Id && ids.Contains(c.Id))
            .Select(c => c.Id).ToListAsync(cancel);
        return found.ConvertAll(id => new ThingFacts(
            new Thing(Case.OwnKind, id), $"#{id}", new ThingName("case #{0}", [id]), $"/c/{community.Slug}/manage/reports/{id}",
            ForModerators));
    }
}
