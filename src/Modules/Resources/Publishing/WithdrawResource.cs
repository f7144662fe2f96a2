using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Publishing;

/// <summary>Takes a resource out of sight, shows it again, or removes it for good with its files.</summary>
internal sealed class WithdrawResource(AppDb db, Posters posters, CommunityScope scope, IFiles files, TimeProvider time)
{
    public async Task RunAsync(long id, CancellationToken cancel)
    {
        var (resource, by) = await FindAsync(id, cancel);
        if (resource.WithdrawnAt is not null)
            return;
        resource.Withdraw(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ResourceWithdrawn(scope.Id, by, id, resource.SpaceId));
        await db.SaveChangesAsync(cancel);
    }

    public async Task ShowAgainAsync(long id, CancellationToken cancel)
    {
        var (resource, by) = await FindAsync(id, cancel);
        if (resource.WithdrawnAt is null)
            return;
        resource.ShowAgain();
        db.Publish(() => new ResourcePublished(scope.Id, by, id, resource.SpaceId));
        await db.SaveChangesAsync(cancel);
    }

    /// <exception cref="Refused">409 while it is shown.</exception>
    public async Task RemoveAsync(long id, CancellationToken cancel)
    {
        var (resource, _) = await FindAsync(id, cancel);
        if (resource.WithdrawnAt is null)
            throw new Refused("still_shown", 409, "Unpublish it first, then delete it.");
        foreach (var file in await db.Set<ResourceVersion>().Where(v => v.ResourceId == id).Select(v => v.FileId).ToListAsync(cancel))
            await files.ReleaseAsync(file, cancel);
        db.Remove(resource);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<(Resource Resource, long By)> FindAsync(long id, CancellationToken cancel)
    {
        var resource = await db.Set<Resource>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        return (resource, await posters.RequireAsync(resource, cancel));
    }
}
