using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.Files;

/// <summary>Answers other modules across communities: they name a file by its id, which stands in rows of their own.</summary>
internal sealed class FileService(AppDb db, FileLinks links, IOptions<FilesOptions> options, IServiceProvider services, TimeProvider time)
    : IFiles
{
    public long MaxBytes => options.Value.Bytes;

    public async Task<KeptFile> KeepAsync(IncomingFile file, CancellationToken cancel = default) =>
        (await services.GetRequiredService<KeepFile>().RunAsync(file, cancel)).ToKept();

    public async Task<KeptFile> KeepPictureAsync(IncomingFile file, PictureShape shape, CancellationToken cancel = default) =>
        (await services.GetRequiredService<KeepPicture>().RunAsync(file, shape, cancel)).ToKept();

    public async Task AttachAsync(long fileId, Thing owner, CancellationToken cancel = default)
    {
        var file = await FindAsync(fileId, cancel) ?? throw new InvalidOperationException($"There is no file {fileId} for {owner}.");
        file.Attach(owner);
    }

    public async Task ReplaceAsync(Thing owner, long communityId, long? fileId, CancellationToken cancel = default)
    {
        var before = await db.Set<OwnedFile>().IgnoreQueryFilters()
            .Where(f => f.CommunityId == communityId && f.OwnerKind == owner.Kind && f.OwnerId == owner.Id && f.Id != fileId)
            .ToListAsync(cancel);
        before.ForEach(f => f.Release(time.GetUtcNow().UtcDateTime));
        if (fileId is { } id)
            await AttachAsync(id, owner, cancel);
    }

    public async Task<bool> HandOverAsync(Thing from, Thing to, long communityId, CancellationToken cancel = default)
    {
        var file = await db.Set<OwnedFile>().IgnoreQueryFilters().OrderByDescending(f => f.Id).FirstOrDefaultAsync(
            f => f.CommunityId == communityId && f.OwnerKind == from.Kind && f.OwnerId == from.Id, cancel);
        if (file is null)
            return false;
        file.Release(time.GetUtcNow().UtcDateTime);
        file.Attach(to);
        return true;
    }

    public async Task<IReadOnlyList<KeptFile>> UnusedAsync(
        long communityId, long addedBy, IReadOnlyCollection<string> codes, CancellationToken cancel = default) =>
        [.. (await db.Set<OwnedFile>().IgnoreQueryFilters().AsNoTracking()
            .Where(f => f.CommunityId == communityId && f.AddedBy == addedBy && f.OwnerKind == null && codes.Contains(f.Code))
            .ToListAsync(cancel)).Select(f => f.ToKept())];

    public async Task ReleaseAsync(long fileId, CancellationToken cancel = default) =>
        (await FindAsync(fileId, cancel))?.Release(time.GetUtcNow().UtcDateTime);

    public string LinkTo(KeptFile file, Viewer viewer) => links.To(file, viewer);

    public async Task<IResult> ServeAsync(long fileId, FileAudience audience, CancellationToken cancel = default) =>
        await services.GetRequiredService<ServeFile>().RunAsync(
            await FindAsync(fileId, cancel) ?? throw Refused.NotFound(), audience, null, cancel);

    private Task<OwnedFile?> FindAsync(long id, CancellationToken cancel) =>
        db.Set<OwnedFile>().IgnoreQueryFilters().FirstOrDefaultAsync(f => f.Id == id, cancel);
}
