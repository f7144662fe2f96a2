using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Reading;

/// <summary>A resource as one viewer sees it.</summary>
/// <param name="Decision">Of the gate, on its file.</param>
/// <param name="Versions">The newest first; never empty.</param>
/// <param name="MayChange">Whether the viewer may edit and withdraw it.</param>
internal sealed record SeenResource(
    Resource Resource, string Author, Decision Decision, IReadOnlyList<ResourceVersion> Versions, bool MayChange)
{
    public ResourceVersion Current => Versions[0];
}

/// <summary>Reads a resource with its versions; one that was withdrawn only for those who may change it.</summary>
internal sealed class ReadResource(AppDb db, IAccess access, CurrentHoldings held, Posters posters, TimeProvider time)
{
    /// <exception cref="Refused">404: there is none, or it is withdrawn.</exception>
    public async Task<SeenResource> RunAsync(CommunityInfo community, long id, Viewer viewer, CancellationToken cancel)
    {
        var found = await db.Set<Resource>().AsNoTracking().Where(r => r.CommunityId == community.Id && r.Id == id)
            .Select(r => new { Resource = r, Author = db.Members.Where(m => m.Id == r.AuthorId).Select(m => m.Name).First() })
            .SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        var resource = found.Resource;
        var mayChange = posters.MayChange(await held.GetAsync(cancel), resource.AuthorId, resource.SpaceId);
        if (resource.WithdrawnAt is not null && !mayChange)
            throw Refused.NotFound();
        var versions = await db.Set<ResourceVersion>().AsNoTracking().Where(v => v.ResourceId == id).OrderByDescending(v => v.Number)
            .ToListAsync(cancel);
        var terms = new ResourceTerms(resource.Id, resource.SpaceId, resource.Access, resource.TierId);
        var need = ResourceGate.ToRead(community, terms);
        var decision = await access.DecideAsync(viewer, need, time.GetUtcNow().UtcDateTime, cancel);
        return new SeenResource(resource, found.Author, decision, versions, mayChange);
    }
}
