using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;

namespace Guildhall.Resources.Publishing;

/// <summary>A file that comes with a form or a request.</summary>
/// <param name="Label">What its author calls the version.</param>
internal sealed record NewFile(Stream Content, string? Name, string? Label);

/// <summary>Puts a file into a library. What is said of it is checked before a byte of it is kept.</summary>
internal sealed class PublishResource(AppDb db, Posters posters, CommunityScope scope, ResourceVersions versions, ITiers tiers)
{
    /// <returns>The id of the resource.</returns>
    public async Task<long> RunAsync(string? space, ResourceDraft draft, NewFile? file, CancellationToken cancel)
    {
        var library = scope.Required.Library(space) is { IsArchived: false } open ? open : throw Refused.NotFound();
        var by = await posters.RequireAsync(library, cancel);
        var text = draft.Check(await tiers.ListAsync(scope.Id, cancel));
        var kept = await versions.KeepAsync(file, by, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var resource = Resource.In(scope.Id, library.Id, by, versions.Now);
        resource.Describe(text, versions.Now);
        db.Add(resource);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        await versions.AddAsync(resource, kept, by, cancel);
        db.Publish(() => new ResourcePublished(scope.Id, by, resource.Id, library.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return resource.Id;
    }
}

/// <summary>The file of a new version is kept and made the resource's.</summary>
internal sealed class ResourceVersions(AppDb db, IFiles files, CommunityScope scope, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<(KeptFile File, string Label)> KeepAsync(NewFile? file, long by, CancellationToken cancel)
    {
        if (file is null)
            throw Refused.AtField("file", "file_missing", "Choose a file first.");
        var label = ResourceText.CheckLabel(file.Label);
        return (await files.KeepAsync(new IncomingFile(scope.Id, file.Content, file.Name, by), cancel), label);
    }

    /// <summary>In the caller's unit of work: the caller saves.</summary>
    public async Task AddAsync(Resource resource, (KeptFile File, string Label) kept, long by, CancellationToken cancel)
    {
        await files.AttachAsync(kept.File.Id, new Thing(Resource.Kind, resource.Id), cancel);
        db.Add(ResourceVersion.Of(resource, kept.Label, kept.File, by, Now));
    }
}
