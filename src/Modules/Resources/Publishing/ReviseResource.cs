using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Publishing;

/// <summary>Describes a resource anew, adds a version, or both in one save.</summary>
internal sealed class ReviseResource(AppDb db, Posters posters, CommunityScope scope, ResourceVersions versions, ITiers tiers)
{
    /// <param name="edition">The save that the writer saw; <c>null</c> for programs that say only what they change.</param>
    /// <param name="draft"><c>null</c> leaves what is said of it.</param>
    /// <param name="file"><c>null</c> leaves the version that stands.</param>
    /// <exception cref="Refused">409 where somebody else saved it meanwhile.</exception>
    public async Task RunAsync(long id, int? edition, ResourceDraft? draft, NewFile? file, CancellationToken cancel)
    {
        var by = await posters.RequireAsync(await FindAsync(id, cancel), cancel);
        var text = draft is null ? null : await CheckAsync(id, draft, cancel);
        (Kernel.Contracts.Files.KeptFile File, string Label)? kept = file is null ? null : await versions.KeepAsync(file, by, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        db.ChangeTracker.Clear();
        var resource = await FindAsync(id, cancel);
        if (edition is { } seen && seen != resource.Edition)
            throw ChangedMeanwhile();
        if (text is not null)
            resource.Describe(text, versions.Now);
        if (kept is { } version)
            await versions.AddAsync(resource, version, by, cancel);
        if (resource.WithdrawnAt is null)
            db.Publish(() => new ResourceRevised(scope.Id, by, resource.Id, resource.SpaceId, resource.Version));
        try
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile();
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            throw ChangedMeanwhile();
        }
    }

    /// <summary>An archived tier may stay where it is.</summary>
    private async Task<ResourceText> CheckAsync(long id, ResourceDraft draft, CancellationToken cancel)
    {
        var offers = await tiers.ListAsync(scope.Id, cancel);
        var now = await db.Set<Resource>().AsNoTracking().Where(r => r.Id == id).Select(r => r.TierId).SingleAsync(cancel);
        return draft.Check(now is { } tier && offers.All(t => t.TierId != tier) && await tiers.FindAsync(scope.Id, tier, cancel) is { } kept
            ? [.. offers, kept] : offers);
    }

    private async Task<Resource> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Resource>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();

    private static Refused ChangedMeanwhile() => new("changed_meanwhile", 409,
        "Someone else changed this while you were editing, and nothing was saved yet. Compare their version with yours, then save again.");
}
