using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Resources.Publishing;

/// <summary>Puts a file that is brought into a library, as it was added then.</summary>
internal sealed class BringResource(AppDb db, CommunityScope scope, ResourceVersions versions) : IResources
{
    public async Task<long> BringAsync(NewResource wanted, CancellationToken cancel = default)
    {
        var text = new ResourceDraft(wanted.Title, wanted.Description, wanted.Licence, null, null).Check([]);
        var there = await db.Set<Resource>().Where(r => r.SpaceId == wanted.SpaceId && r.Title == text.Title).Select(r => (long?)r.Id)
            .FirstOrDefaultAsync(cancel);
        if (there is { } known)
            return known;
        var kept = await versions.KeepAsync(
            new NewFile(new MemoryStream(wanted.Content), wanted.FileName, null), wanted.AuthorId, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var resource = Resource.In(scope.Id, wanted.SpaceId, wanted.AuthorId, wanted.At);
        resource.Describe(text, wanted.At);
        db.Add(resource);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        await versions.AddAsync(resource, kept, wanted.AuthorId, cancel);
        db.Publish(() => new ResourcePublished(scope.Id, wanted.AuthorId, resource.Id, wanted.SpaceId), wanted.At);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return resource.Id;
    }
}
