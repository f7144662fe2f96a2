using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Library;

/// <summary>Says who may have the files of resources: whom the gate lets in; of a withdrawn one, those who may write here.</summary>
internal sealed class ResourceFiles(AppDb db, IAccess access, ICommunities communities, TimeProvider time) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [Resource.Kind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return new Dictionary<Thing, FileAudience>();
        var ids = things.Select(t => t.Id).ToList();
        var rows = await db.Set<Resource>().AsNoTracking().Where(r => r.CommunityId == communityId && ids.Contains(r.Id))
            .Select(r => new { Terms = new ResourceTerms(r.Id, r.SpaceId, r.Access, r.TierId), IsShown = r.WithdrawnAt == null })
            .ToListAsync(cancel);
        var holdings = await access.HoldingsAsync(viewer, communityId, time.GetUtcNow().UtcDateTime, cancel);
        return rows.ToDictionary(r => new Thing(Resource.Kind, r.Terms.Id), r =>
        {
            if (!r.IsShown)
                return holdings.Permissions.Contains(Permissions.WriteContent) ? FileAudience.Viewer : FileAudience.Nobody;
            var asked = ResourceGate.RequirementOf(community, r.Terms);
            return asked is Requirement.Open ? FileAudience.Everyone : holdings.Opens(asked) ? FileAudience.Viewer : FileAudience.Nobody;
        });
    }
}
