using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Settings;

/// <summary>The picture of a community, or of one of its spaces, in lists and on cards. Without one it is drawn.</summary>
internal sealed class ChangeCover(AppDb db, Guard guard, CommunityScope scope, CommunityCache cache, IFiles files)
{
    /// <summary>Of the things that own the file.</summary>
    public const string OfCommunity = "community_cover", OfSpace = "space_cover";

    /// <param name="spaceId"><c>null</c> for the community itself.</param>
    /// <param name="content"><c>null</c> where no file was chosen.</param>
    /// <returns>The picture's address.</returns>
    /// <exception cref="Refused">404: there is no such space; 422: it is no picture.</exception>
    public async Task<string> RunAsync(long? spaceId, Stream? content, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (spaceId is { } id && !await db.Set<Space>().AnyAsync(s => s.Id == id, cancel))
            throw Refused.NotFound();
        // What the file was called is nobody else's business.
        var file = await files.KeepPictureAsync(new IncomingFile(scope.Id, content ?? Stream.Null, "cover", by), PictureShape.AsIs, cancel);
        await SaveAsync(spaceId, file, by, cancel);
        return file.Path;
    }

    /// <param name="spaceId"><c>null</c> for the community itself.</param>
    public async Task RemoveAsync(long? spaceId, CancellationToken cancel) =>
        await SaveAsync(spaceId, null, await guard.RequireAsync(Permissions.ManageCommunity, cancel), cancel);

    private async Task SaveAsync(long? spaceId, KeptFile? file, long by, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (spaceId is { } id)
            (await db.Set<Space>().SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw Refused.NotFound()).CoverWith(file?.Path);
        else
            (await db.Set<Community>().SingleAsync(c => c.Id == scope.Id, cancel)).CoverWith(file?.Path);
        var owner = spaceId is { } space ? new Thing(OfSpace, space) : new Thing(OfCommunity, scope.Id);
        await files.ReplaceAsync(owner, scope.Id, file?.Id, cancel);
        db.Publish(() => new CommunityChanged(scope.Id, by, "cover"));
        db.AfterCommit(cache.Evict);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Covers of communities and spaces are open to everyone, as their names are.</summary>
internal sealed class Covers : IFileOwner
{
    public IReadOnlyList<string> Kinds => [ChangeCover.OfCommunity, ChangeCover.OfSpace];

    public Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyDictionary<Thing, FileAudience>>(things.ToDictionary(t => t, _ => FileAudience.Everyone));
}
