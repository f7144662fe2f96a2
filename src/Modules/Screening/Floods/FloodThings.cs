using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Floods;

/// <summary>Floods of joins, by the day on which they began.</summary>
internal sealed class FloodThings(AppDb db) : IOwnThings
{
    private const string Flood = "join_flood";

    public IReadOnlyList<string> Kinds => [Flood];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        // The community is named, and may be another one than the request's.
        var floods = await db.Set<JoinFlood>().IgnoreQueryFilters().AsNoTracking()
            .Where(f => f.CommunityId == community.Id && ids.Contains(f.Id)).Select(f => new { f.Id, f.BeganAt }).ToListAsync(cancel);
        return [.. floods.Select(f =>
        {
            var day = f.BeganAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return new ThingFacts(
                new Thing(Flood, f.Id), day, new ThingName("the flood of joins of {0}", [day]),
                $"/c/{community.Slug}/manage/screening/floods", new Requirement.Permission(Permissions.ManageScreening));
        })];
    }
}
